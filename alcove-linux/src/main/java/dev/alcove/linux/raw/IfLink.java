package dev.alcove.linux.raw;

/**
 * Links: the fixed part of {@code RTM_NEWLINK} and the like, the attributes that all links have, and those of the simpler kinds.
 *
 * <p>Source: {@code linux/if_link.h}, {@code linux/if.h}, {@code linux/if_arp.h}, {@code linux/veth.h}, {@code linux/rtnetlink.h}; rtnetlink(7), netdevice(7).
 */
public final class IfLink {
    /** {@code struct ifinfomsg}. */
    public static final class IfInfo {
        public static final int IFI_FAMILY = 0;
        public static final int IFI_TYPE = 2;
        public static final int IFI_INDEX = 4;
        public static final int IFI_FLAGS = 8;
        public static final int IFI_CHANGE = 12;
        public static final int SIZE = 16;

        private IfInfo() {}
    }

    // hardware types
    public static final int ARPHRD_ETHER = 1;
    public static final int ARPHRD_LOOPBACK = 772;

    // flags
    public static final int IFF_UP = 0x1;
    public static final int IFF_BROADCAST = 0x2;
    public static final int IFF_DEBUG = 0x4;
    public static final int IFF_LOOPBACK = 0x8;
    public static final int IFF_POINTOPOINT = 0x10;
    public static final int IFF_NOTRAILERS = 0x20;
    public static final int IFF_RUNNING = 0x40;
    public static final int IFF_NOARP = 0x80;
    public static final int IFF_PROMISC = 0x100;
    public static final int IFF_ALLMULTI = 0x200;
    public static final int IFF_MASTER = 0x400;
    public static final int IFF_SLAVE = 0x800;
    public static final int IFF_MULTICAST = 0x1000;
    public static final int IFF_PORTSEL = 0x2000;
    public static final int IFF_AUTOMEDIA = 0x4000;
    public static final int IFF_DYNAMIC = 0x8000;
    public static final int IFF_LOWER_UP = 0x10000;
    public static final int IFF_DORMANT = 0x20000;
    public static final int IFF_ECHO = 0x40000;

    // attributes
    public static final int IFLA_ADDRESS = 1;
    public static final int IFLA_BROADCAST = 2;
    public static final int IFLA_IFNAME = 3;
    public static final int IFLA_MTU = 4;
    public static final int IFLA_LINK = 5;
    public static final int IFLA_QDISC = 6;
    public static final int IFLA_STATS = 7;
    public static final int IFLA_MASTER = 10;
    public static final int IFLA_PROTINFO = 12;
    public static final int IFLA_TXQLEN = 13;
    public static final int IFLA_MAP = 14;
    public static final int IFLA_OPERSTATE = 16;
    public static final int IFLA_LINKMODE = 17;
    public static final int IFLA_LINKINFO = 18;
    public static final int IFLA_NET_NS_PID = 19;
    public static final int IFLA_IFALIAS = 20;
    public static final int IFLA_NUM_VF = 21;
    public static final int IFLA_STATS64 = 23;
    public static final int IFLA_EVENT = 44;
    public static final int IFLA_AF_SPEC = 26;
    public static final int IFLA_GROUP = 27;
    public static final int IFLA_NET_NS_FD = 28;
    public static final int IFLA_EXT_MASK = 29;
    public static final int IFLA_PROMISCUITY = 30;
    public static final int IFLA_NUM_TX_QUEUES = 31;
    public static final int IFLA_NUM_RX_QUEUES = 32;
    public static final int IFLA_CARRIER = 33;
    public static final int IFLA_PHYS_PORT_ID = 34;
    public static final int IFLA_CARRIER_CHANGES = 35;
    public static final int IFLA_PHYS_SWITCH_ID = 36;
    public static final int IFLA_LINK_NETNSID = 37;
    public static final int IFLA_PHYS_PORT_NAME = 38;
    public static final int IFLA_PROTO_DOWN = 39;
    public static final int IFLA_GSO_MAX_SEGS = 40;
    public static final int IFLA_GSO_MAX_SIZE = 41;
    public static final int IFLA_XDP = 43;
    public static final int IFLA_NEW_NETNSID = 45;
    public static final int IFLA_TARGET_NETNSID = 46;
    public static final int IFLA_CARRIER_UP_COUNT = 47;
    public static final int IFLA_CARRIER_DOWN_COUNT = 48;
    public static final int IFLA_NEW_IFINDEX = 49;
    public static final int IFLA_MIN_MTU = 50;
    public static final int IFLA_MAX_MTU = 51;
    public static final int IFLA_PROP_LIST = 52;
    public static final int IFLA_ALT_IFNAME = 53;
    public static final int IFLA_PERM_ADDRESS = 54;
    public static final int IFLA_PARENT_DEV_NAME = 56;
    public static final int IFLA_PARENT_DEV_BUS_NAME = 57;
    public static final int IFLA_GRO_MAX_SIZE = 58;
    public static final int IFLA_TSO_MAX_SIZE = 59;
    public static final int IFLA_TSO_MAX_SEGS = 60;
    public static final int IFLA_ALLMULTI = 61;

    // IFLA_EXT_MASK: what a dump is to have besides
    public static final int RTEXT_FILTER_VF = 1;
    public static final int RTEXT_FILTER_BRVLAN = 2;
    public static final int RTEXT_FILTER_BRVLAN_COMPRESSED = 4;
    public static final int RTEXT_FILTER_SKIP_STATS = 8;

    // IFLA_LINKINFO
    public static final int IFLA_INFO_KIND = 1;
    public static final int IFLA_INFO_DATA = 2;
    public static final int IFLA_INFO_XSTATS = 3;
    public static final int IFLA_INFO_SLAVE_KIND = 4;
    public static final int IFLA_INFO_SLAVE_DATA = 5;

    // IFLA_AF_SPEC of IPv6
    public static final int IFLA_INET6_FLAGS = 1;
    public static final int IFLA_INET6_TOKEN = 7;
    public static final int IFLA_INET6_ADDR_GEN_MODE = 8;

    // IFLA_OPERSTATE
    public static final int IF_OPER_UNKNOWN = 0;
    public static final int IF_OPER_NOTPRESENT = 1;
    public static final int IF_OPER_DOWN = 2;
    public static final int IF_OPER_LOWERLAYERDOWN = 3;
    public static final int IF_OPER_TESTING = 4;
    public static final int IF_OPER_DORMANT = 5;
    public static final int IF_OPER_UP = 6;

    /** {@code struct rtnl_link_stats64}, to which kernels append: {@code rx_otherhost_dropped} with Linux 5.19. */
    public static final class Stats64 {
        public static final int RX_PACKETS = 0;
        public static final int TX_PACKETS = 8;
        public static final int RX_BYTES = 16;
        public static final int TX_BYTES = 24;
        public static final int RX_ERRORS = 32;
        public static final int TX_ERRORS = 40;
        public static final int RX_DROPPED = 48;
        public static final int TX_DROPPED = 56;
        public static final int MULTICAST = 64;
        public static final int COLLISIONS = 72;
        public static final int RX_LENGTH_ERRORS = 80;
        public static final int RX_OVER_ERRORS = 88;
        public static final int RX_CRC_ERRORS = 96;
        public static final int RX_FRAME_ERRORS = 104;
        public static final int RX_FIFO_ERRORS = 112;
        public static final int RX_MISSED_ERRORS = 120;
        public static final int TX_ABORTED_ERRORS = 128;
        public static final int TX_CARRIER_ERRORS = 136;
        public static final int TX_FIFO_ERRORS = 144;
        public static final int TX_HEARTBEAT_ERRORS = 152;
        public static final int TX_WINDOW_ERRORS = 160;
        public static final int RX_COMPRESSED = 168;
        public static final int TX_COMPRESSED = 176;
        public static final int RX_NOHANDLER = 184;
        public static final int RX_OTHERHOST_DROPPED = 192;
        public static final int SIZE = 200;

        private Stats64() {}
    }

    /** veth: a {@code struct ifinfomsg}, and behind it the attributes of the other end. */
    public static final int VETH_INFO_PEER = 1;

    // vlan
    public static final int IFLA_VLAN_ID = 1;
    public static final int IFLA_VLAN_FLAGS = 2;
    public static final int IFLA_VLAN_EGRESS_QOS = 3;
    public static final int IFLA_VLAN_INGRESS_QOS = 4;
    public static final int IFLA_VLAN_PROTOCOL = 5;
    public static final int IFLA_VLAN_QOS_MAPPING = 1;

    // IFLA_VLAN_PROTOCOL
    public static final int ETH_P_8021Q = 0x8100;
    public static final int ETH_P_8021AD = 0x88a8;

    // macvlan and macvtap
    public static final int IFLA_MACVLAN_MODE = 1;
    public static final int IFLA_MACVLAN_FLAGS = 2;
    public static final int IFLA_MACVLAN_MACADDR_MODE = 3;
    public static final int IFLA_MACVLAN_MACADDR = 4;
    public static final int IFLA_MACVLAN_MACADDR_DATA = 5;
    public static final int IFLA_MACVLAN_MACADDR_COUNT = 6;
    public static final int IFLA_MACVLAN_BC_QUEUE_LEN = 7;
    public static final int IFLA_MACVLAN_BC_QUEUE_LEN_USED = 8;

    // IFLA_MACVLAN_MODE
    public static final int MACVLAN_MODE_PRIVATE = 1;
    public static final int MACVLAN_MODE_VEPA = 2;
    public static final int MACVLAN_MODE_BRIDGE = 4;
    public static final int MACVLAN_MODE_PASSTHRU = 8;
    public static final int MACVLAN_MODE_SOURCE = 16;

    // IFLA_MACVLAN_FLAGS
    public static final int MACVLAN_FLAG_NOPROMISC = 1;
    public static final int MACVLAN_FLAG_NODST = 2;

    // IFLA_MACVLAN_MACADDR_MODE
    public static final int MACVLAN_MACADDR_ADD = 0;
    public static final int MACVLAN_MACADDR_DEL = 1;
    public static final int MACVLAN_MACADDR_FLUSH = 2;
    public static final int MACVLAN_MACADDR_SET = 3;

    // ipvlan
    public static final int IFLA_IPVLAN_MODE = 1;
    public static final int IFLA_IPVLAN_FLAGS = 2;

    // IFLA_IPVLAN_MODE
    public static final int IPVLAN_MODE_L2 = 0;
    public static final int IPVLAN_MODE_L3 = 1;
    public static final int IPVLAN_MODE_L3S = 2;

    // IFLA_IPVLAN_FLAGS
    public static final int IPVLAN_F_PRIVATE = 1;
    public static final int IPVLAN_F_VEPA = 2;

    // IFLA_INET6_ADDR_GEN_MODE
    public static final int IN6_ADDR_GEN_MODE_EUI64 = 0;
    public static final int IN6_ADDR_GEN_MODE_NONE = 1;
    public static final int IN6_ADDR_GEN_MODE_STABLE_PRIVACY = 2;
    public static final int IN6_ADDR_GEN_MODE_RANDOM = 3;

    private IfLink() {}
}
