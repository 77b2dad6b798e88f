package dev.alcove.linux.raw;

/**
 * Addresses of links.
 *
 * <p>Source: {@code linux/if_addr.h}; rtnetlink(7).
 */
public final class IfAddr {
    /** {@code struct ifaddrmsg}. */
    public static final class IfAddrMsg {
        public static final int IFA_FAMILY = 0;
        public static final int IFA_PREFIXLEN = 1;
        public static final int IFA_FLAGS = 2;
        public static final int IFA_SCOPE = 3;
        public static final int IFA_INDEX = 4;
        public static final int SIZE = 8;

        private IfAddrMsg() {}
    }

    // attributes
    public static final int IFA_ADDRESS = 1;
    public static final int IFA_LOCAL = 2;
    public static final int IFA_LABEL = 3;
    public static final int IFA_BROADCAST = 4;
    public static final int IFA_ANYCAST = 5;
    public static final int IFA_CACHEINFO = 6;
    public static final int IFA_MULTICAST = 7;
    public static final int IFA_FLAGS = 8;
    public static final int IFA_RT_PRIORITY = 9;
    public static final int IFA_TARGET_NETNSID = 10;
    public static final int IFA_PROTO = 11;

    // flags
    public static final int IFA_F_SECONDARY = 0x1;
    public static final int IFA_F_TEMPORARY = 0x1;
    public static final int IFA_F_NODAD = 0x2;
    public static final int IFA_F_OPTIMISTIC = 0x4;
    public static final int IFA_F_DADFAILED = 0x8;
    public static final int IFA_F_HOMEADDRESS = 0x10;
    public static final int IFA_F_DEPRECATED = 0x20;
    public static final int IFA_F_TENTATIVE = 0x40;
    public static final int IFA_F_PERMANENT = 0x80;
    public static final int IFA_F_MANAGETEMPADDR = 0x100;
    public static final int IFA_F_NOPREFIXROUTE = 0x200;
    public static final int IFA_F_MCAUTOJOIN = 0x400;
    public static final int IFA_F_STABLE_PRIVACY = 0x800;

    /** {@code struct ifa_cacheinfo}: lifetimes in seconds, the time of changes in hundredths of a second since the machine started. */
    public static final class CacheInfo {
        public static final int IFA_PREFERED = 0;
        public static final int IFA_VALID = 4;
        public static final int CSTAMP = 8;
        public static final int TSTAMP = 12;
        public static final int SIZE = 16;

        private CacheInfo() {}
    }

    private IfAddr() {}
}
