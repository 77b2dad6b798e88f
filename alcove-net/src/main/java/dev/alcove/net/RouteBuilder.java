package dev.alcove.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link Route} piece by piece, with the words of {@code ip route add}. Not for use by several threads at once.
 *
 * <pre>{@code
 * Route.to(InetPrefix.ALL_IPV4).via("10.0.0.1").build()
 * }</pre>
 */
public final class RouteBuilder {
    private final InetPrefix destination;
    private final List<NextHop> nextHops = new ArrayList<>();
    private final Map<RouteMetric, Long> metrics = new EnumMap<>(RouteMetric.class);
    private RouteType type = RouteType.UNICAST;
    private @Nullable InetAddress gateway;
    private @Nullable LinkRef dev;
    private @Nullable InetPrefix from;
    private @Nullable InetAddress source;
    private boolean onlink;
    private long table = Route.TABLE_MAIN;
    private int protocol = Route.PROTOCOL_BOOT;
    private OptionalInt scope = OptionalInt.empty();
    private OptionalLong metric = OptionalLong.empty();
    private int tos;

    RouteBuilder(InetPrefix destination) {
        this.destination = destination;
    }

    /** What becomes of the packets; {@link RouteType#UNICAST} if nothing is said. */
    public RouteBuilder type(RouteType what) {
        this.type = what;
        return this;
    }

    /** The host that the packets go to next. */
    public RouteBuilder via(InetAddress host) {
        this.gateway = host;
        return this;
    }

    /** The same from text. */
    public RouteBuilder via(String host) {
        return via(InetText.parse(host));
    }

    /** The link that they are sent through. */
    public RouteBuilder dev(LinkRef link) {
        this.dev = link;
        return this;
    }

    /** The same by its name. */
    public RouteBuilder dev(String link) {
        return dev(LinkRef.of(link));
    }

    /** The gateway is on the link even where no address of this host says so. */
    public RouteBuilder onlink() {
        this.onlink = true;
        return this;
    }

    /** One of several ways, in place of {@link #via} and {@link #dev}. */
    public RouteBuilder nextHop(NextHop hop) {
        nextHops.add(hop);
        return this;
    }

    /** Whose packets it is for: IPv6 only. */
    public RouteBuilder from(InetPrefix prefix) {
        this.from = prefix;
        return this;
    }

    /** The address that this host has in what it sends this way. */
    public RouteBuilder source(InetAddress own) {
        this.source = own;
        return this;
    }

    /** In which table it is; {@link Route#TABLE_MAIN} if nothing is said. */
    public RouteBuilder table(long number) {
        this.table = number;
        return this;
    }

    /** Who makes it; {@link Route#PROTOCOL_BOOT} if nothing is said. */
    public RouteBuilder protocol(int number) {
        this.protocol = number;
        return this;
    }

    /**
     * How far the destination is. If nothing is said: behind a gateway anywhere, without one on the link, of a local address on
     * this host.
     */
    public RouteBuilder scope(int number) {
        this.scope = OptionalInt.of(number);
        return this;
    }

    /** Its rank among others to the same destination. */
    public RouteBuilder metric(long number) {
        this.metric = OptionalLong.of(number);
        return this;
    }

    /** What it tells TCP and others. */
    public RouteBuilder metric(RouteMetric which, long value) {
        metrics.put(which, value);
        return this;
    }

    /** For packets with this type of service only. */
    public RouteBuilder tos(int number) {
        this.tos = number;
        return this;
    }

    /**
     * The route.
     *
     * @throws IllegalArgumentException if a part is outside of its range, or the parts do not go together
     */
    public Route build() {
        List<NextHop> hops = new ArrayList<>(nextHops);
        if (gateway != null || dev != null) {
            hops.add(new NextHop(Optional.ofNullable(gateway), Optional.ofNullable(dev), 1, onlink));
        }
        return new Route(
                type,
                destination,
                Optional.ofNullable(from),
                hops,
                Optional.ofNullable(source),
                table,
                protocol,
                scope.orElse(defaultScope(hops)),
                metric,
                tos,
                metrics);
    }

    /** As {@code ip route add} chooses it. */
    private int defaultScope(List<NextHop> hops) {
        if (!destination.isIpv4()) {
            return Route.SCOPE_UNIVERSE;
        }
        return switch (type) {
            case LOCAL -> Route.SCOPE_HOST;
            case BROADCAST, MULTICAST, ANYCAST -> Route.SCOPE_LINK;
            case UNICAST ->
                hops.size() == 1 && hops.getFirst().gateway().isEmpty() ? Route.SCOPE_LINK : Route.SCOPE_UNIVERSE;
            case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> Route.SCOPE_UNIVERSE;
        };
    }
}
