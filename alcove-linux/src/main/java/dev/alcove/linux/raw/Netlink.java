package dev.alcove.linux.raw;

/**
 * Netlink messages about the numbers of network namespaces.
 *
 * <p>Source: {@code linux/netlink.h}, {@code linux/rtnetlink.h}, {@code linux/net_namespace.h}; netlink(7), rtnetlink(7).
 */
public final class Netlink {
    public static final int NETLINK_ROUTE = 0;
    public static final int NLM_F_REQUEST = 1;

    public static final int RTM_NEWNSID = 88;
    public static final int RTM_GETNSID = 90;

    // attributes of the two
    public static final int NETNSA_NSID = 1;
    public static final int NETNSA_FD = 3;
    public static final int NETNSA_NSID_NOT_ASSIGNED = -1;

    /** Offsets of the fields of {@code struct nlmsghdr}: 32 bits unless said. */
    public static final class Header {
        public static final int NLMSG_LEN = 0;
        /** 16 bits. */
        public static final int NLMSG_TYPE = 4;
        /** 16 bits. */
        public static final int NLMSG_FLAGS = 6;

        public static final int NLMSG_SEQ = 8;
        public static final int NLMSG_PID = 12;
        /** The size of the struct. */
        public static final int SIZE = 16;

        private Header() {}
    }

    /** Offsets of the fields of {@code struct rtattr}, 16 bits each. The value follows. */
    public static final class Attribute {
        public static final int RTA_LEN = 0;
        public static final int RTA_TYPE = 2;
        /** The size of the struct. */
        public static final int SIZE = 4;

        private Attribute() {}
    }

    private Netlink() {}
}
