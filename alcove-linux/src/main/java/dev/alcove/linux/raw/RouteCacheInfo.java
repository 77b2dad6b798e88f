package dev.alcove.linux.raw;

/**
 * {@code RTA_CACHEINFO} of a route, {@code struct rta_cacheinfo}: 32 bits each. Times are in clock ticks.
 *
 * <p>Source: {@code linux/rtnetlink.h}.
 */
public final class RouteCacheInfo {
    public static final int RTA_CLNTREF = 0;
    public static final int RTA_LASTUSE = 4;
    public static final int RTA_EXPIRES = 8;
    public static final int RTA_ERROR = 12;
    public static final int RTA_USED = 16;
    public static final int RTA_ID = 20;
    public static final int RTA_TS = 24;
    public static final int RTA_TSAGE = 28;
    public static final int SIZE = 32;

    private RouteCacheInfo() {}
}
