package dev.alcove.cli.ip;

/**
 * A global option, of one dash or two. It may be cut short as long as none before it begins with the same letters: {@code -s} is
 * {@code -stats}, {@code -b} is {@code -batch}.
 *
 * @param name with one dash
 * @param abbreviable whether it may be cut short
 * @param argument what follows it, as messages name it; empty if nothing does
 * @param metavar what follows it, as the manual names it; behind an equals sign if that is its first character
 * @param summary for the manual; empty for another name of the option before
 */
public record IpOption(String name, boolean abbreviable, String argument, String metavar, String summary) {
    static IpOption flag(String name, String summary) {
        return new IpOption(name, true, "", "", summary);
    }

    static IpOption exact(String name, String summary) {
        return new IpOption(name, false, "", "", summary);
    }

    static IpOption value(String name, String argument, String metavar, String summary) {
        return new IpOption(name, true, argument, metavar, summary);
    }

    static IpOption attached(String name, boolean abbreviable, String metavar, String summary) {
        return new IpOption(name, abbreviable, "", "=" + metavar, summary);
    }

    /** Whether what follows it stands behind an equals sign, and may be left out. */
    public boolean isAttached() {
        return metavar.startsWith("=");
    }

    /** How it is written: {@code -batch FILE}. */
    String usage() {
        if (isAttached()) {
            return name + "[" + metavar + "]";
        }
        return metavar.isEmpty() ? name : name + " " + metavar;
    }

    boolean matches(String word) {
        return abbreviable ? IpWords.matches(word, name) : word.equals(name);
    }
}
