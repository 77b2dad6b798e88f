package dev.alcove.cli.ip;

import dev.alcove.linux.raw.IfFlags;

/** The flags of a link, between angle brackets. */
final class LinkFlags {
    /** The flags that have names, in the order in which they are printed. */
    private static final int[] FLAGS = {
        IfFlags.IFF_LOOPBACK,
        IfFlags.IFF_BROADCAST,
        IfFlags.IFF_POINTOPOINT,
        IfFlags.IFF_MULTICAST,
        IfFlags.IFF_NOARP,
        IfFlags.IFF_ALLMULTI,
        IfFlags.IFF_PROMISC,
        IfFlags.IFF_MASTER,
        IfFlags.IFF_SLAVE,
        IfFlags.IFF_DEBUG,
        IfFlags.IFF_DYNAMIC,
        IfFlags.IFF_AUTOMEDIA,
        IfFlags.IFF_PORTSEL,
        IfFlags.IFF_NOTRAILERS,
        IfFlags.IFF_UP,
        IfFlags.IFF_LOWER_UP,
        IfFlags.IFF_DORMANT,
        IfFlags.IFF_ECHO,
    };

    private static final String[] NAMES = {
        "LOOPBACK",
        "BROADCAST",
        "POINTOPOINT",
        "MULTICAST",
        "NOARP",
        "ALLMULTI",
        "PROMISC",
        "MASTER",
        "SLAVE",
        "DEBUG",
        "DYNAMIC",
        "AUTOMEDIA",
        "PORTSEL",
        "NOTRAILERS",
        "UP",
        "LOWER_UP",
        "DORMANT",
        "ECHO",
    };

    private LinkFlags() {}

    /** Prints the flags of a link. {@code lowerDown}: the link that it is based on is down. */
    static void print(IpOutput out, int flags, boolean lowerDown) {
        out.openArray("flags", "<");
        String comma = "";
        if ((flags & IfFlags.IFF_UP) != 0 && (flags & IfFlags.IFF_RUNNING) == 0) {
            out.string(null, comma, "NO-CARRIER", "");
            comma = ",";
        }
        int rest = flags & ~IfFlags.IFF_RUNNING;
        for (int i = 0; i < FLAGS.length; i++) {
            if ((rest & FLAGS[i]) != 0) {
                rest &= ~FLAGS[i];
                out.string(null, comma, NAMES[i], "");
                comma = ",";
            }
        }
        if (rest != 0) {
            out.hex(null, comma, Integer.toUnsignedLong(rest), "");
        }
        if (lowerDown) {
            out.string(null, ",", "M-DOWN", "");
        }
        out.closeArray("> ");
    }
}
