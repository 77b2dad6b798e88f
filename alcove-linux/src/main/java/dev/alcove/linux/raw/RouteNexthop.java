package dev.alcove.linux.raw;

/**
 * An element of {@code RTA_MULTIPATH}, {@code struct rtnexthop}: behind it stand attributes of a route.
 *
 * <p>Source: {@code linux/rtnetlink.h}.
 */
public final class RouteNexthop {
    public static final int RTNH_LEN = 0;
    public static final int RTNH_FLAGS = 2;
    public static final int RTNH_HOPS = 3;
    public static final int RTNH_IFINDEX = 4;
    public static final int SIZE = 8;

    private RouteNexthop() {}
}
