package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Attributes.Attribute;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A link with a MAC address of its own on another one, its parent.
 *
 * @param mode how it gets on with others of its parent
 * @param sources of the mode {@link MacvlanMode#SOURCE}: whose packets it gets
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>
 */
public record Macvlan(MacvlanMode mode, List<MacAddress> sources) implements LinkKind {
    /** @throws IllegalArgumentException if there are sources in another mode */
    public Macvlan {
        sources = List.copyOf(sources);
        requireMode(mode, sources);
    }

    /** A link in this mode; in {@link MacvlanMode#SOURCE} one that gets nothing yet. */
    public Macvlan(MacvlanMode mode) {
        this(mode, List.of());
    }

    @Override
    public String kind() {
        return "macvlan";
    }

    static void requireMode(MacvlanMode mode, List<MacAddress> sources) {
        if (mode != MacvlanMode.SOURCE && !sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "MAC address " + sources.getFirst() + ": sources are for the mode SOURCE, not for " + mode);
        }
    }

    static Macvlan read(Attributes data) throws MalformedException {
        MacvlanMode mode = readMode(data);
        return new Macvlan(mode, mode == MacvlanMode.SOURCE ? readSources(data) : List.of());
    }

    static MacvlanMode readMode(Attributes data) throws MalformedException {
        return MacvlanMode.of(data.int32(IfLink.IFLA_MACVLAN_MODE).orElse(IfLink.MACVLAN_MODE_VEPA));
    }

    static List<MacAddress> readSources(Attributes data) throws MalformedException {
        Optional<Attributes> list = data.nested(IfLink.IFLA_MACVLAN_MACADDR_DATA);
        List<MacAddress> sources = new ArrayList<>();
        if (list.isPresent()) {
            for (Attribute each : list.get().all()) {
                byte[] bytes = new byte[each.value().remaining()];
                each.value().get(0, bytes);
                if (bytes.length != 6) {
                    throw Values.malformed("a MAC address of " + bytes.length + " bytes");
                }
                sources.add(MacAddress.of(bytes));
            }
        }
        return sources;
    }

    void write(Batch batch) {
        write(batch, mode, sources);
    }

    static void write(Batch batch, MacvlanMode mode, List<MacAddress> sources) {
        batch.int32(IfLink.IFLA_MACVLAN_MODE, mode.number());
        if (!sources.isEmpty()) {
            batch.int32(IfLink.IFLA_MACVLAN_MACADDR_MODE, IfLink.MACVLAN_MACADDR_SET)
                    .nest(IfLink.IFLA_MACVLAN_MACADDR_DATA);
            for (MacAddress source : sources) {
                batch.attribute(IfLink.IFLA_MACVLAN_MACADDR, source.bytes());
            }
            batch.endNest();
        }
    }
}
