package dev.alcove.net;

import dev.alcove.linux.raw.RtRoute;

/**
 * What a route tells TCP and others of the way, {@code RTAX_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>
 */
public enum RouteMetric {
    /** A set of bits, by the numbers of the others: those that may not be changed by what is learnt. */
    LOCK(RtRoute.RTAX_LOCK),
    /** In bytes. */
    MTU(RtRoute.RTAX_MTU),
    WINDOW(RtRoute.RTAX_WINDOW),
    /** In eighths of a millisecond. */
    RTT(RtRoute.RTAX_RTT),
    RTTVAR(RtRoute.RTAX_RTTVAR),
    SSTHRESH(RtRoute.RTAX_SSTHRESH),
    CWND(RtRoute.RTAX_CWND),
    /** In bytes. */
    ADVMSS(RtRoute.RTAX_ADVMSS),
    REORDERING(RtRoute.RTAX_REORDERING),
    HOPLIMIT(RtRoute.RTAX_HOPLIMIT),
    INITCWND(RtRoute.RTAX_INITCWND),
    FEATURES(RtRoute.RTAX_FEATURES),
    /** In milliseconds. */
    RTO_MIN(RtRoute.RTAX_RTO_MIN),
    INITRWND(RtRoute.RTAX_INITRWND),
    QUICKACK(RtRoute.RTAX_QUICKACK);

    private final int attribute;

    RouteMetric(int attribute) {
        this.attribute = attribute;
    }

    int attribute() {
        return attribute;
    }
}
