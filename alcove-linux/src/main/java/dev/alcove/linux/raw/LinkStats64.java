package dev.alcove.linux.raw;

/**
 * What a link has counted: the offsets of {@code struct rtnl_link_stats64}, the value of {@code IFLA_STATS64}. Kernels before
 * 5.19 send it without the last field, newer ones may send more.
 *
 * <p>Source: {@code linux/if_link.h}.
 */
public final class LinkStats64 {
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
    public static final int STATS64_SIZE = 200;

    private LinkStats64() {}
}
