package dev.alcove.linux.raw;

/**
 * Routing netlink, as far as it is about the names of links and the numbers that network namespaces have for each other.
 *
 * <p>Source: {@code linux/netlink.h}, {@code linux/rtnetlink.h}, {@code linux/if_link.h}, {@code linux/net_namespace.h};
 * rtnetlink(7).
 */
public final class Rtnetlink {
    public static final int NETLINK_ROUTE = 0;

    public static final int RTM_NEWLINK = 16;
    public static final int RTM_GETLINK = 18;
    public static final int RTM_NEWNSID = 88;
    public static final int RTM_GETNSID = 90;

    // struct ifinfomsg
    public static final int IFI_INDEX = 4;
    public static final int IFINFOMSG_SIZE = 16;

    // attributes of links
    public static final int IFLA_IFNAME = 3;
    public static final int IFLA_EXT_MASK = 29;
    /** Linux 5.5, as the names that it has. */
    public static final int IFLA_ALT_IFNAME = 53;

    public static final int RTEXT_FILTER_SKIP_STATS = 8;

    // attributes of namespaces' numbers
    public static final int NETNSA_NSID = 1;
    public static final int NETNSA_FD = 3;
    /** Linux 4.20, as the next. */
    public static final int NETNSA_TARGET_NSID = 4;

    public static final int NETNSA_CURRENT_NSID = 5;
    public static final int NETNSA_NSID_NOT_ASSIGNED = -1;

    private Rtnetlink() {}
}
