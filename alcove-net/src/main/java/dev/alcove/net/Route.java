package dev.alcove.net;

import dev.alcove.linux.raw.RtRoute;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A route: as the kernel tells of it, or as it is to be.
 *
 * @param type what becomes of the packets
 * @param destination whom it is for, the bits behind the prefix zero: {@link InetPrefix#ALL_IPV4} for a default route
 * @param source whose packets it is for; empty: everybody's. IPv6 only
 * @param nextHops the ways; more than one share the traffic; none where packets lead nowhere
 * @param preferredSource the address that this host has in what it sends this way
 * @param table in which it is: {@link #TABLE_MAIN}, or another, 1 to 2^32-1
 * @param protocol who made it: {@link #PROTOCOL_KERNEL}, {@link #PROTOCOL_BOOT}, {@link #PROTOCOL_STATIC}, or another, to 255
 * @param scope how far its destination is: {@link #SCOPE_UNIVERSE}, {@link #SCOPE_LINK}, {@link #SCOPE_HOST}, or another, to 255; of IPv6
 *     always the first
 * @param metric its rank among others to the same destination, of which the lowest counts, 0 to 2^32-1; empty: of IPv4 0, of IPv6 1024
 * @param tos for packets with this type of service, 0 to 255; 0: for all
 * @param metrics what it tells TCP and others
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>
 */
public record Route(
        RouteType type,
        InetPrefix destination,
        Optional<InetPrefix> source,
        List<NextHop> nextHops,
        Optional<InetAddress> preferredSource,
        long table,
        int protocol,
        int scope,
        OptionalLong metric,
        int tos,
        Map<RouteMetric, Long> metrics) {
    public static final long TABLE_DEFAULT = RtRoute.RT_TABLE_DEFAULT;
    public static final long TABLE_MAIN = RtRoute.RT_TABLE_MAIN;
    /** The table of this host's own addresses, which the kernel keeps. */
    public static final long TABLE_LOCAL = RtRoute.RT_TABLE_LOCAL;

    public static final int PROTOCOL_KERNEL = RtRoute.RTPROT_KERNEL;
    /** What {@code ip route add} says if nothing else is said. */
    public static final int PROTOCOL_BOOT = RtRoute.RTPROT_BOOT;

    public static final int PROTOCOL_STATIC = RtRoute.RTPROT_STATIC;
    public static final int PROTOCOL_RA = RtRoute.RTPROT_RA;
    public static final int PROTOCOL_DHCP = RtRoute.RTPROT_DHCP;

    public static final int SCOPE_UNIVERSE = RtRoute.RT_SCOPE_UNIVERSE;
    public static final int SCOPE_SITE = RtRoute.RT_SCOPE_SITE;
    public static final int SCOPE_LINK = RtRoute.RT_SCOPE_LINK;
    public static final int SCOPE_HOST = RtRoute.RT_SCOPE_HOST;

    /** @throws IllegalArgumentException if a part is outside of its range, or the parts do not go together */
    public Route {
        nextHops = List.copyOf(nextHops);
        metrics = Map.copyOf(metrics);
        requireNetwork("destination", destination);
        source.ifPresent(prefix -> requireNetwork("source", prefix));
        Values.require("protocol", protocol, 0, 0xff);
        Values.require("scope", scope, 0, RtRoute.RT_SCOPE_NOWHERE);
        Values.require("type of service", tos, 0, 0xff);
        Values.requireUnsigned("table", table);
        metric.ifPresent(number -> Values.requireUnsigned("metric", number));
        metrics.forEach((key, number) -> Values.requireUnsigned(key.name(), number));
        boolean needsHop = type == RouteType.UNICAST && nextHops.isEmpty();
        if (needsHop || (!type.leadsSomewhere() && !nextHops.isEmpty() && destination.isIpv4())) {
            throw new IllegalArgumentException("route to " + destination
                    + (needsHop ? ": a gateway or a link is missing" : ": " + type + " has no gateway and no link"));
        }
    }

    private static void requireNetwork(String what, InetPrefix prefix) {
        if (!prefix.equals(prefix.network())) {
            throw new IllegalArgumentException(
                    what + " " + prefix + " of a route: bits behind the prefix, the network is " + prefix.network());
        }
    }

    /** Begins a route to a network or, with the length of the whole address, to a host. */
    public static RouteBuilder to(InetPrefix destination) {
        return new RouteBuilder(destination);
    }

    /**
     * Begins a route from text: {@code 10.0.0.0/8}, or {@code 10.0.0.1}.
     *
     * @throws IllegalArgumentException if it is no address
     */
    public static RouteBuilder to(String destination) {
        return to(InetPrefix.parse(destination));
    }
}
