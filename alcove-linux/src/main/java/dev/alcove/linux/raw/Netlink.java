package dev.alcove.linux.raw;

/**
 * Netlink: sockets, the header of a message, the attributes behind it, and what the kernel says of an error.
 *
 * <p>Source: {@code linux/netlink.h}; netlink(7).
 */
public final class Netlink {
    // options at SOL_NETLINK
    public static final int SOL_NETLINK = 270;
    public static final int NETLINK_ADD_MEMBERSHIP = 1;
    public static final int NETLINK_CAP_ACK = 10;
    /** Linux 4.12. */
    public static final int NETLINK_EXT_ACK = 11;
    /** Linux 4.20. */
    public static final int NETLINK_GET_STRICT_CHK = 12;

    // struct sockaddr_nl: a 16-bit family, padding, then 32 bits each
    public static final int NL_PID = 4;
    public static final int NL_GROUPS = 8;
    public static final int SOCKADDR_SIZE = 12;

    // struct nlmsghdr: 32 bits but for type and flags, which have 16
    public static final int NLMSG_LEN = 0;
    public static final int NLMSG_TYPE = 4;
    public static final int NLMSG_FLAGS = 6;
    public static final int NLMSG_SEQ = 8;
    public static final int NLMSG_PID = 12;
    public static final int NLMSG_SIZE = 16;

    // types of messages
    public static final int NLMSG_NOOP = 1;
    public static final int NLMSG_ERROR = 2;
    public static final int NLMSG_DONE = 3;
    public static final int NLMSG_OVERRUN = 4;
    public static final int NLMSG_MIN_TYPE = 16;

    // flags of messages
    public static final int NLM_F_REQUEST = 0x1;
    public static final int NLM_F_MULTI = 0x2;
    public static final int NLM_F_ACK = 0x4;
    public static final int NLM_F_ECHO = 0x8;
    public static final int NLM_F_DUMP_INTR = 0x10;
    /** Linux 4.20: the kernel has left out what was not asked for. */
    public static final int NLM_F_DUMP_FILTERED = 0x20;

    public static final int NLM_F_DUMP = 0x300;

    // flags of the messages that make something
    public static final int NLM_F_REPLACE = 0x100;
    public static final int NLM_F_EXCL = 0x200;
    public static final int NLM_F_CREATE = 0x400;
    public static final int NLM_F_APPEND = 0x800;

    // flags of an acknowledgement
    public static final int NLM_F_CAPPED = 0x100;
    public static final int NLM_F_ACK_TLVS = 0x200;

    // struct nlattr: 16 bits each
    public static final int NLA_LEN = 0;
    public static final int NLA_TYPE = 2;
    public static final int NLA_SIZE = 4;
    public static final int NLA_F_NESTED = 0x8000;
    public static final int NLA_F_NET_BYTEORDER = 0x4000;
    public static final int NLA_TYPE_MASK = ~(NLA_F_NESTED | NLA_F_NET_BYTEORDER);

    // attributes of an error
    public static final int NLMSGERR_ATTR_MSG = 1;
    public static final int NLMSGERR_ATTR_OFFS = 2;
    /** Linux 6.1, as the next. */
    public static final int NLMSGERR_ATTR_MISS_TYPE = 5;

    public static final int NLMSGERR_ATTR_MISS_NEST = 6;

    private Netlink() {}
}
