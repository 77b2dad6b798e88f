package dev.alcove.net;

/**
 * One of a pair of links, of which each gets what the other sends. The other is the {@linkplain Link#parent() parent}; both end
 * together.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/veth.4.html">veth(4)</a>
 */
public record Veth() implements LinkKind {
    @Override
    public String kind() {
        return "veth";
    }
}
