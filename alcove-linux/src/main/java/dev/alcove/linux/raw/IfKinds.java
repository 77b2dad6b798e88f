package dev.alcove.linux.raw;

/**
 * What the kinds of link beside the bridge have of their own in routing netlink: the attributes of {@code IFLA_INFO_DATA}.
 *
 * <p>Source: {@code linux/if_link.h}, {@code linux/if_vlan.h}, {@code linux/if_tun.h}, {@code
 * linux/if_ether.h}, {@code linux/veth.h}.
 */
public final class IfKinds {
    // veth
    public static final int VETH_INFO_PEER = 1;

    // vlan
    public static final int IFLA_VLAN_ID = 1;
    public static final int IFLA_VLAN_FLAGS = 2;
    public static final int IFLA_VLAN_EGRESS_QOS = 3;
    public static final int IFLA_VLAN_INGRESS_QOS = 4;
    public static final int IFLA_VLAN_PROTOCOL = 5;
    public static final int IFLA_VLAN_QOS_MAPPING = 1;

    // bits in IFLA_VLAN_FLAGS
    public static final int VLAN_FLAG_REORDER_HDR = 0x1;
    public static final int VLAN_FLAG_GVRP = 0x2;
    public static final int VLAN_FLAG_LOOSE_BINDING = 0x4;
    public static final int VLAN_FLAG_MVRP = 0x8;
    public static final int VLAN_FLAG_BRIDGE_BINDING = 0x10;

    // values of IFLA_VLAN_PROTOCOL
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

    // values of IFLA_MACVLAN_MODE
    public static final int MACVLAN_MODE_PRIVATE = 1;
    public static final int MACVLAN_MODE_VEPA = 2;
    public static final int MACVLAN_MODE_BRIDGE = 4;
    public static final int MACVLAN_MODE_PASSTHRU = 8;
    public static final int MACVLAN_MODE_SOURCE = 16;

    // values of IFLA_MACVLAN_MACADDR_MODE
    public static final int MACVLAN_MACADDR_ADD = 0;
    public static final int MACVLAN_MACADDR_DEL = 1;
    public static final int MACVLAN_MACADDR_FLUSH = 2;
    public static final int MACVLAN_MACADDR_SET = 3;

    // bits in IFLA_MACVLAN_FLAGS
    public static final int MACVLAN_FLAG_NOPROMISC = 1;
    public static final int MACVLAN_FLAG_NODST = 2;

    // vxlan
    public static final int IFLA_VXLAN_ID = 1;
    public static final int IFLA_VXLAN_GROUP = 2;
    public static final int IFLA_VXLAN_LINK = 3;
    public static final int IFLA_VXLAN_LOCAL = 4;
    public static final int IFLA_VXLAN_TTL = 5;
    public static final int IFLA_VXLAN_TOS = 6;
    public static final int IFLA_VXLAN_LEARNING = 7;
    public static final int IFLA_VXLAN_AGEING = 8;
    public static final int IFLA_VXLAN_LIMIT = 9;
    public static final int IFLA_VXLAN_PORT_RANGE = 10;
    public static final int IFLA_VXLAN_PROXY = 11;
    public static final int IFLA_VXLAN_RSC = 12;
    public static final int IFLA_VXLAN_L2MISS = 13;
    public static final int IFLA_VXLAN_L3MISS = 14;
    public static final int IFLA_VXLAN_PORT = 15;
    public static final int IFLA_VXLAN_GROUP6 = 16;
    public static final int IFLA_VXLAN_LOCAL6 = 17;
    public static final int IFLA_VXLAN_UDP_CSUM = 18;
    public static final int IFLA_VXLAN_UDP_ZERO_CSUM6_TX = 19;
    public static final int IFLA_VXLAN_UDP_ZERO_CSUM6_RX = 20;
    public static final int IFLA_VXLAN_REMCSUM_TX = 21;
    public static final int IFLA_VXLAN_REMCSUM_RX = 22;
    public static final int IFLA_VXLAN_GBP = 23;
    public static final int IFLA_VXLAN_COLLECT_METADATA = 25;
    public static final int IFLA_VXLAN_LABEL = 26;
    public static final int IFLA_VXLAN_GPE = 27;
    public static final int IFLA_VXLAN_TTL_INHERIT = 28;
    public static final int IFLA_VXLAN_DF = 29;
    public static final int IFLA_VXLAN_VNIFILTER = 30;

    // values of IFLA_VXLAN_DF
    public static final int VXLAN_DF_UNSET = 0;
    public static final int VXLAN_DF_SET = 1;
    public static final int VXLAN_DF_INHERIT = 2;

    // ipvlan
    public static final int IFLA_IPVLAN_MODE = 1;
    public static final int IFLA_IPVLAN_FLAGS = 2;

    // values of IFLA_IPVLAN_MODE
    public static final int IPVLAN_MODE_L2 = 0;
    public static final int IPVLAN_MODE_L3 = 1;
    public static final int IPVLAN_MODE_L3S = 2;

    // bits in IFLA_IPVLAN_FLAGS
    public static final int IPVLAN_F_PRIVATE = 1;
    public static final int IPVLAN_F_VEPA = 2;

    // vrf, and what is in one
    public static final int IFLA_VRF_TABLE = 1;
    public static final int IFLA_VRF_PORT_TABLE = 1;

    // tun and tap
    public static final int IFLA_TUN_OWNER = 1;
    public static final int IFLA_TUN_GROUP = 2;
    public static final int IFLA_TUN_TYPE = 3;
    public static final int IFLA_TUN_PI = 4;
    public static final int IFLA_TUN_VNET_HDR = 5;
    public static final int IFLA_TUN_PERSIST = 6;
    public static final int IFLA_TUN_MULTI_QUEUE = 7;
    public static final int IFLA_TUN_NUM_QUEUES = 8;
    public static final int IFLA_TUN_NUM_DISABLED_QUEUES = 9;

    // values of IFLA_TUN_TYPE
    public static final int IFF_TUN = 1;
    public static final int IFF_TAP = 2;

    private IfKinds() {}
}
