package dev.alcove.linux.raw;

/**
 * What kind of address and header the frames of a link have: {@code ifi_type}.
 *
 * <p>Source: {@code linux/if_arp.h}.
 */
public final class Arphrd {
    public static final int ARPHRD_NETROM = 0;
    public static final int ARPHRD_ETHER = 1;
    public static final int ARPHRD_EETHER = 2;
    public static final int ARPHRD_AX25 = 3;
    public static final int ARPHRD_PRONET = 4;
    public static final int ARPHRD_CHAOS = 5;
    public static final int ARPHRD_IEEE802 = 6;
    public static final int ARPHRD_ARCNET = 7;
    public static final int ARPHRD_APPLETLK = 8;
    public static final int ARPHRD_DLCI = 15;
    public static final int ARPHRD_ATM = 19;
    public static final int ARPHRD_METRICOM = 23;
    public static final int ARPHRD_IEEE1394 = 24;
    public static final int ARPHRD_INFINIBAND = 32;
    public static final int ARPHRD_SLIP = 256;
    public static final int ARPHRD_CSLIP = 257;
    public static final int ARPHRD_SLIP6 = 258;
    public static final int ARPHRD_CSLIP6 = 259;
    public static final int ARPHRD_RSRVD = 260;
    public static final int ARPHRD_ADAPT = 264;
    public static final int ARPHRD_ROSE = 270;
    public static final int ARPHRD_X25 = 271;
    public static final int ARPHRD_HWX25 = 272;
    public static final int ARPHRD_CAN = 280;
    public static final int ARPHRD_PPP = 512;
    public static final int ARPHRD_HDLC = 513;
    public static final int ARPHRD_LAPB = 516;
    public static final int ARPHRD_DDCMP = 517;
    public static final int ARPHRD_RAWHDLC = 518;
    public static final int ARPHRD_TUNNEL = 768;
    public static final int ARPHRD_TUNNEL6 = 769;
    public static final int ARPHRD_FRAD = 770;
    public static final int ARPHRD_SKIP = 771;
    public static final int ARPHRD_LOOPBACK = 772;
    public static final int ARPHRD_LOCALTLK = 773;
    public static final int ARPHRD_FDDI = 774;
    public static final int ARPHRD_BIF = 775;
    public static final int ARPHRD_SIT = 776;
    public static final int ARPHRD_IPDDP = 777;
    public static final int ARPHRD_IPGRE = 778;
    public static final int ARPHRD_PIMREG = 779;
    public static final int ARPHRD_HIPPI = 780;
    public static final int ARPHRD_ASH = 781;
    public static final int ARPHRD_ECONET = 782;
    public static final int ARPHRD_IRDA = 783;
    public static final int ARPHRD_FCPP = 784;
    public static final int ARPHRD_FCAL = 785;
    public static final int ARPHRD_FCPL = 786;
    public static final int ARPHRD_FCFABRIC = 787;
    public static final int ARPHRD_IEEE802_TR = 800;
    public static final int ARPHRD_IEEE80211 = 801;
    public static final int ARPHRD_IEEE80211_PRISM = 802;
    public static final int ARPHRD_IEEE80211_RADIOTAP = 803;
    public static final int ARPHRD_IEEE802154 = 804;
    public static final int ARPHRD_IEEE802154_MONITOR = 805;
    public static final int ARPHRD_PHONET = 820;
    public static final int ARPHRD_PHONET_PIPE = 821;
    public static final int ARPHRD_CAIF = 822;
    public static final int ARPHRD_IP6GRE = 823;
    public static final int ARPHRD_NETLINK = 824;
    public static final int ARPHRD_6LOWPAN = 825;
    public static final int ARPHRD_NONE = 65534;
    public static final int ARPHRD_VOID = 65535;

    private Arphrd() {}
}
