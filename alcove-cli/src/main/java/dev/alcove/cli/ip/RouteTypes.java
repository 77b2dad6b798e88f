package dev.alcove.cli.ip;

import dev.alcove.linux.raw.RouteMessage;

/** The types of routes, and of rules that are like them. */
final class RouteTypes {
    private static final int MAX = 255;

    /** By number. */
    private static final String[] NAMES = {
        "none",
        "unicast",
        "local",
        "broadcast",
        "anycast",
        "multicast",
        "blackhole",
        "unreachable",
        "prohibit",
        "throw",
        "nat",
        "xresolve",
    };

    private static final Keywords WORDS = new Keywords(
            "local",
            "nat",
            "broadcast* brd",
            "anycast*",
            "multicast*",
            "prohibit*",
            "unreachable*",
            "blackhole*",
            "xresolve*",
            "unicast*",
            "throw");

    private RouteTypes() {}

    static String name(int type, boolean numeric) {
        return numeric || type >= NAMES.length ? Integer.toString(type) : NAMES[type];
    }

    /** The type that a word names, or is the number of; -1 if it does neither. */
    static int find(String word) {
        String name = WORDS.find(word);
        for (int type = RouteMessage.RTN_UNICAST; type < NAMES.length; type++) {
            if (NAMES[type].equals(name)) {
                return type;
            }
        }
        long number = IpWords.number(word);
        return number >= 0 && number <= MAX ? (int) number : -1;
    }
}
