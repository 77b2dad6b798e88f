package dev.alcove.cli.ip;

import org.jspecify.annotations.Nullable;

/** The objects: those that iproute2 has, and which of them Alcove has. */
public final class IpObjects {
    /** In the order of iproute2, in which an abbreviation is looked for: {@code a} is address, {@code r} is route. */
    private static final String[] NAMES = {
        "address",
        "addrlabel",
        "maddress",
        "route",
        "rule",
        "neighbor",
        "neighbour",
        "ntable",
        "ntbl",
        "link",
        "l2tp",
        "fou",
        "ila",
        "macsec",
        "tunnel",
        "tunl",
        "tuntap",
        "tap",
        "token",
        "tcpmetrics",
        "tcp_metrics",
        "monitor",
        "xfrm",
        "mroute",
        "mrule",
        "netns",
        "netconf",
        "vrf",
        "sr",
        "nexthop",
        "mptcp",
        "ioam",
        "help",
        "stats",
    };

    private IpObjects() {}

    /** The name that a word stands for, null if it is none. */
    static @Nullable String find(String word) {
        for (String name : NAMES) {
            if (IpWords.matches(word, name)) {
                return name;
            }
        }
        return null;
    }

    /** The names of the objects that Alcove has. */
    public static String[] available() {
        return new String[] {"address", "link", "netns", "route", "rule", "neighbour"};
    }

    /** The object of this name, null if Alcove has none. */
    public static @Nullable IpObject of(String name) {
        return switch (name) {
            case "address" -> new AddressObject();
            case "link" -> new LinkObject();
            case "netns" -> new NetnsObject();
            case "route" -> new RouteObject();
            case "rule" -> new RuleObject();
            case "neighbor", "neighbour" -> new NeighbourObject();
            default -> null;
        };
    }
}
