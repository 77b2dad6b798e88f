package dev.alcove.linux.raw;

/**
 * Messages of routing netlink about neighbours: {@code struct ndmsg}, the attributes behind it, states and flags.
 *
 * <p>Source: {@code linux/rtnetlink.h}, {@code linux/neighbour.h}; rtnetlink(7).
 */
public final class NeighbourMessage {
    // types of messages
    public static final int RTM_NEWNEIGH = 28;
    public static final int RTM_DELNEIGH = 29;
    public static final int RTM_GETNEIGH = 30;

    // struct ndmsg: a byte, padding, 32 bits, 16 bits, and two bytes
    public static final int NDM_FAMILY = 0;
    public static final int NDM_IFINDEX = 4;
    public static final int NDM_STATE = 8;
    public static final int NDM_FLAGS = 10;
    public static final int NDM_TYPE = 11;
    public static final int NDMSG_SIZE = 12;

    // attributes
    public static final int NDA_DST = 1;
    public static final int NDA_LLADDR = 2;
    public static final int NDA_CACHEINFO = 3;
    public static final int NDA_PROBES = 4;
    public static final int NDA_IFINDEX = 8;
    public static final int NDA_MASTER = 9;
    public static final int NDA_PROTOCOL = 12;
    public static final int NDA_FLAGS_EXT = 15;

    // states
    public static final int NUD_NONE = 0x00;
    public static final int NUD_INCOMPLETE = 0x01;
    public static final int NUD_REACHABLE = 0x02;
    public static final int NUD_STALE = 0x04;
    public static final int NUD_DELAY = 0x08;
    public static final int NUD_PROBE = 0x10;
    public static final int NUD_FAILED = 0x20;
    public static final int NUD_NOARP = 0x40;
    public static final int NUD_PERMANENT = 0x80;

    // flags
    public static final int NTF_USE = 0x01;
    public static final int NTF_PROXY = 0x08;
    public static final int NTF_EXT_LEARNED = 0x10;
    public static final int NTF_OFFLOADED = 0x20;
    public static final int NTF_ROUTER = 0x80;

    // flags in NDA_FLAGS_EXT
    public static final int NTF_EXT_MANAGED = 0x01;

    private NeighbourMessage() {}
}
