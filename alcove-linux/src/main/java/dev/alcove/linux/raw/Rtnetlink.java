package dev.alcove.linux.raw;

/**
 * Routing netlink, as far as it is about the numbers that network namespaces have for each other.
 *
 * <p>Source: {@code linux/netlink.h}, {@code linux/rtnetlink.h}, {@code linux/net_namespace.h}; rtnetlink(7).
 */
public final class Rtnetlink {
    public static final int NETLINK_ROUTE = 0;

    public static final int RTM_NEWNSID = 88;
    public static final int RTM_GETNSID = 90;

    // attributes of the two
    public static final int NETNSA_NSID = 1;
    public static final int NETNSA_FD = 3;
    public static final int NETNSA_NSID_NOT_ASSIGNED = -1;

    private Rtnetlink() {}
}
