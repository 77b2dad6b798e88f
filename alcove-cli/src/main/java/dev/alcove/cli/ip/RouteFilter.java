package dev.alcove.cli.ip;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Which routes are meant. What is the same of all that are shown, since it was asked for, is not printed with each.
 *
 * <p>The selections whose name ends in {@code Given} were made.
 */
final class RouteFilter {
    /** {@code AF_*}; {@code AF_UNSPEC} for all. */
    int family;

    /** 0 for all. */
    int table;

    /** Exceptions from routes instead of routes. */
    boolean cached;

    /** Either of the two. */
    boolean any;

    int protocol;
    boolean protocolGiven;
    int scope;
    boolean scopeGiven;
    int type;
    boolean typeGiven;
    int service;
    boolean serviceGiven;
    int in;
    boolean inGiven;
    int out;
    boolean outGiven;
    int mark;
    boolean markGiven;
    int realms;
    int realmsMask;
    int metric;
    boolean metricGiven;

    @Nullable InetPrefix via;

    @Nullable InetPrefix preferredSource;

    /** Destinations and sources in this, or equal to it. */
    @Nullable InetPrefix rootTo;

    @Nullable InetPrefix rootFrom;

    /** Destinations and sources that this is in, or equal to it. */
    @Nullable InetPrefix matchTo;

    @Nullable InetPrefix matchFrom;

    /** A filter that lets everything through. */
    static RouteFilter all() {
        RouteFilter all = new RouteFilter();
        all.any = true;
        return all;
    }

    boolean accepts(RtMessage route) throws MalformedException {
        int own = route.int8(RouteMessage.RTM_FAMILY);
        return (family == Socket.AF_UNSPEC || family == own)
                && (any || cached == ((route.int32(RouteMessage.RTM_FLAGS) & RouteMessage.RTM_F_CLONED) != 0))
                && acceptsTable(route)
                && acceptsHeader(route)
                && acceptsAttributes(route)
                && inside(route, rootTo, RouteMessage.RTM_DST_LEN, RouteMessage.RTA_DST)
                && inside(route, rootFrom, RouteMessage.RTM_SRC_LEN, RouteMessage.RTA_SRC)
                && around(route, matchTo, RouteMessage.RTM_DST_LEN, RouteMessage.RTA_DST)
                && around(route, matchFrom, RouteMessage.RTM_SRC_LEN, RouteMessage.RTA_SRC)
                && acceptsVia(route)
                && acceptsPreferredSource(route);
    }

    /** The table that a route is in. */
    static int table(RtMessage route) throws MalformedException {
        return route.has(RouteMessage.RTA_TABLE)
                ? route.intOf(RouteMessage.RTA_TABLE)
                : route.int8(RouteMessage.RTM_TABLE);
    }

    private boolean acceptsTable(RtMessage route) throws MalformedException {
        boolean localInMain = route.int8(RouteMessage.RTM_FAMILY) == Socket.AF_INET6
                && route.int8(RouteMessage.RTM_TYPE) == RouteMessage.RTN_LOCAL
                && table == RouteMessage.RT_TABLE_MAIN;
        return table == 0 || table == table(route) && !localInMain;
    }

    private boolean acceptsHeader(RtMessage route) {
        return (!protocolGiven || protocol == route.int8(RouteMessage.RTM_PROTOCOL))
                && (!scopeGiven || scope == route.int8(RouteMessage.RTM_SCOPE))
                && (!typeGiven || type == route.int8(RouteMessage.RTM_TYPE))
                && (!serviceGiven || service == route.int8(RouteMessage.RTM_TOS));
    }

    private boolean acceptsAttributes(RtMessage route) throws MalformedException {
        return ((realms ^ route.intOf(RouteMessage.RTA_FLOW)) & realmsMask) == 0
                && (!inGiven || in == route.intOf(RouteMessage.RTA_IIF))
                && (!outGiven || out == route.intOf(RouteMessage.RTA_OIF))
                && (!markGiven || mark == route.intOf(RouteMessage.RTA_MARK))
                && (!metricGiven || metric == route.intOf(RouteMessage.RTA_PRIORITY));
    }

    private static boolean inside(RtMessage route, @Nullable InetPrefix root, int length, int attribute) {
        return root == null
                || isFamily(route, root)
                        && root.length() <= route.int8(length)
                        && root.matches(route.bytesOf(attribute), root.length());
    }

    private static boolean around(RtMessage route, @Nullable InetPrefix match, int length, int attribute) {
        return match == null
                || isFamily(route, match)
                        && match.length() >= route.int8(length)
                        && match.matches(route.bytesOf(attribute), route.int8(length));
    }

    private static boolean isFamily(RtMessage route, InetPrefix prefix) {
        return prefix.family() == Socket.AF_UNSPEC || prefix.family() == route.int8(RouteMessage.RTM_FAMILY);
    }

    private boolean acceptsVia(RtMessage route) {
        if (via == null || via.family() == Socket.AF_UNSPEC) {
            return true;
        }
        byte[] other = route.bytesOf(RouteMessage.RTA_VIA);
        if (other.length == 0) {
            return via.family() == route.int8(RouteMessage.RTM_FAMILY)
                    && via.matches(route.bytesOf(RouteMessage.RTA_GATEWAY), via.length());
        }
        RouteGateway gateway = RouteGateway.of(other);
        return via.family() == gateway.family() && via.matches(gateway.address(), via.length());
    }

    private boolean acceptsPreferredSource(RtMessage route) {
        InetPrefix source = preferredSource;
        return source == null
                || source.family() == Socket.AF_UNSPEC
                || source.family() == route.int8(RouteMessage.RTM_FAMILY)
                        && source.matches(route.bytesOf(RouteMessage.RTA_PREFSRC), source.length());
    }

    /** Whether the gateway is the same of all. */
    boolean isGatewayKnown(int family) {
        return via != null && via.length() == InetPrefix.bits(family);
    }

    /** Whether the preferred source is the same of all. */
    boolean isSourceKnown(int family) {
        return preferredSource != null && preferredSource.length() == InetPrefix.bits(family);
    }
}
