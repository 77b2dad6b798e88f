package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.RtRoute;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Routes as messages: {@code RTM_NEWROUTE}. */
final class RouteMessages {
    /** Where an attribute has an address of either family: a number of 16 bits for it, then the address. */
    private static final int FAMILY_SIZE = 2;

    private RouteMessages() {}

    // ---- Reading

    static Route read(Message message) throws MalformedException {
        Attributes attributes = message.attributes(RtRoute.RtMsg.SIZE);
        ByteBuffer fixed = message.payload();
        int family = unsigned(fixed, RtRoute.RtMsg.RTM_FAMILY);
        RouteType type = RouteType.of(unsigned(fixed, RtRoute.RtMsg.RTM_TYPE))
                .orElseThrow(() -> Values.malformed("no type of route"));
        OptionalLong table = Values.unsigned32(attributes, RtRoute.RTA_TABLE);
        int sourceLength = unsigned(fixed, RtRoute.RtMsg.RTM_SRC_LEN);
        try {
            return new Route(
                    type,
                    prefix(attributes, RtRoute.RTA_DST, family, unsigned(fixed, RtRoute.RtMsg.RTM_DST_LEN)),
                    sourceLength == 0
                            ? Optional.empty()
                            : Optional.of(prefix(attributes, RtRoute.RTA_SRC, family, sourceLength)),
                    nextHops(attributes, fixed.getInt(RtRoute.RtMsg.RTM_FLAGS)),
                    Values.address(attributes, RtRoute.RTA_PREFSRC),
                    table.orElse(unsigned(fixed, RtRoute.RtMsg.RTM_TABLE)),
                    unsigned(fixed, RtRoute.RtMsg.RTM_PROTOCOL),
                    unsigned(fixed, RtRoute.RtMsg.RTM_SCOPE),
                    Values.unsigned32(attributes, RtRoute.RTA_PRIORITY),
                    unsigned(fixed, RtRoute.RtMsg.RTM_TOS),
                    metrics(attributes));
        } catch (IllegalArgumentException e) {
            throw Values.malformed(e);
        }
    }

    private static int unsigned(ByteBuffer fixed, int offset) {
        return Byte.toUnsignedInt(fixed.get(offset));
    }

    private static InetPrefix prefix(Attributes attributes, int type, int family, int length)
            throws MalformedException {
        Optional<InetAddress> address = Values.address(attributes, type);
        return Values.prefix(address.isPresent() ? address.get() : Values.anyAddress(family), length);
    }

    private static List<NextHop> nextHops(Attributes attributes, int flags) throws MalformedException {
        Optional<byte[]> list = attributes.bytes(RtRoute.RTA_MULTIPATH);
        if (list.isEmpty()) {
            Optional<InetAddress> gateway = gateway(attributes);
            Optional<LinkRef> link = Values.link(attributes, RtRoute.RTA_OIF);
            return gateway.isEmpty() && link.isEmpty() ? List.of() : List.of(nextHop(gateway, link, 0, flags));
        }
        List<NextHop> hops = new ArrayList<>();
        for (NextHopBytes each : NextHopBytes.all(list.get())) {
            Attributes own = each.attributes();
            Optional<LinkRef> link = each.index() > 0 ? Optional.of(LinkRef.of(each.index())) : Optional.empty();
            hops.add(nextHop(gateway(own), link, each.hops(), each.flags()));
        }
        return hops;
    }

    private static NextHop nextHop(Optional<InetAddress> gateway, Optional<LinkRef> link, int hops, int flags) {
        boolean onlink = (flags & RtRoute.RTNH_F_ONLINK) != 0 && gateway.isPresent() && link.isPresent();
        return new NextHop(gateway, link, hops + 1, onlink);
    }

    private static Optional<InetAddress> gateway(Attributes attributes) throws MalformedException {
        Optional<byte[]> via = attributes.bytes(RtRoute.RTA_VIA);
        if (via.isEmpty()) {
            return Values.address(attributes, RtRoute.RTA_GATEWAY);
        }
        byte[] address = new byte[Math.max(0, via.get().length - FAMILY_SIZE)];
        System.arraycopy(via.get(), via.get().length - address.length, address, 0, address.length);
        return Optional.of(Values.address(address, RtRoute.RTA_VIA));
    }

    private static Map<RouteMetric, Long> metrics(Attributes attributes) throws MalformedException {
        Map<RouteMetric, Long> metrics = new EnumMap<>(RouteMetric.class);
        Optional<Attributes> nested = attributes.nested(RtRoute.RTA_METRICS);
        if (nested.isPresent()) {
            for (RouteMetric metric : RouteMetric.values()) {
                OptionalLong value = Values.unsigned32(nested.get(), metric.attribute());
                if (value.isPresent()) {
                    metrics.put(metric, value.getAsLong());
                }
            }
        }
        return metrics;
    }

    // ---- Writing

    static void write(Route route, Batch batch, Indexes indexes) {
        boolean small = route.table() <= 0xff;
        List<NextHop> hops = route.nextHops();
        boolean single = hops.size() == 1;
        batch.int8(Values.family(route.destination().address()))
                .int8(route.destination().length())
                .int8(route.source().map(InetPrefix::length).orElse(0))
                .int8(route.tos())
                .int8(small ? (int) route.table() : RtRoute.RT_TABLE_UNSPEC)
                .int8(route.protocol())
                .int8(route.scope())
                .int8(route.type().number())
                .int32(single ? flags(hops.getFirst()) : 0);
        if (route.destination().length() > 0) {
            batch.attribute(RtRoute.RTA_DST, route.destination().address().getAddress());
        }
        if (route.source().isPresent()) {
            batch.attribute(RtRoute.RTA_SRC, route.source().get().address().getAddress());
        }
        if (!small) {
            batch.int32(RtRoute.RTA_TABLE, (int) route.table());
        }
        Values.putAddress(batch, RtRoute.RTA_PREFSRC, route.preferredSource());
        if (route.metric().isPresent()) {
            batch.int32(RtRoute.RTA_PRIORITY, (int) route.metric().getAsLong());
        }
        if (single) {
            writeWay(route, hops.getFirst(), batch, indexes);
        } else if (!hops.isEmpty()) {
            writeWays(route, batch, indexes);
        }
        writeMetrics(route, batch);
    }

    private static int flags(NextHop hop) {
        return hop.onlink() ? RtRoute.RTNH_F_ONLINK : 0;
    }

    private static void writeWay(Route route, NextHop hop, Batch batch, Indexes indexes) {
        writeGateway(route, hop, batch);
        if (hop.link().isPresent()) {
            batch.int32(RtRoute.RTA_OIF, indexes.of(hop.link().get()));
        }
    }

    private static void writeWays(Route route, Batch batch, Indexes indexes) {
        batch.nest(RtRoute.RTA_MULTIPATH);
        for (NextHop hop : route.nextHops()) {
            int index = hop.link().isPresent() ? indexes.of(hop.link().get()) : 0;
            batch.int16(RtRoute.NextHopMsg.SIZE + gatewaySize(route, hop))
                    .int8(flags(hop))
                    .int8(hop.weight() - 1)
                    .int32(index);
            writeGateway(route, hop, batch);
        }
        batch.endNest();
    }

    private static boolean isOfRoute(Route route, InetAddress gateway) {
        return Values.family(gateway) == Values.family(route.destination().address());
    }

    private static byte[] via(InetAddress gateway) {
        byte[] address = gateway.getAddress();
        ByteBuffer via = ByteBuffer.allocate(FAMILY_SIZE + address.length).order(ByteOrder.nativeOrder());
        return via.putShort((short) Values.family(gateway)).put(address).array();
    }

    /** What {@link #writeGateway} writes, in bytes. */
    private static int gatewaySize(Route route, NextHop hop) {
        if (hop.gateway().isEmpty()) {
            return 0;
        }
        InetAddress gateway = hop.gateway().get();
        int length = isOfRoute(route, gateway) ? gateway.getAddress().length : via(gateway).length;
        return 4 + (length + 3 & -4);
    }

    private static void writeGateway(Route route, NextHop hop, Batch batch) {
        if (hop.gateway().isPresent()) {
            InetAddress gateway = hop.gateway().get();
            if (isOfRoute(route, gateway)) {
                batch.attribute(RtRoute.RTA_GATEWAY, gateway.getAddress());
            } else {
                batch.attribute(RtRoute.RTA_VIA, via(gateway));
            }
        }
    }

    private static void writeMetrics(Route route, Batch batch) {
        if (!route.metrics().isEmpty()) {
            batch.nest(RtRoute.RTA_METRICS);
            route.metrics().forEach((metric, value) -> batch.int32(metric.attribute(), value.intValue()));
            batch.endNest();
        }
    }

    /** A {@code struct rtnexthop} of a list, and the attributes behind it. */
    private record NextHopBytes(int index, int hops, int flags, Attributes attributes) {
        static List<NextHopBytes> all(byte[] list) throws MalformedException {
            ByteBuffer bytes = ByteBuffer.wrap(list).order(ByteOrder.nativeOrder());
            List<NextHopBytes> all = new ArrayList<>();
            int at = 0;
            while (list.length - at >= RtRoute.NextHopMsg.SIZE) {
                int length = Short.toUnsignedInt(bytes.getShort(at + RtRoute.NextHopMsg.RTNH_LEN));
                if (length < RtRoute.NextHopMsg.SIZE || length > list.length - at) {
                    throw Values.malformed("a nexthop of " + length + " bytes");
                }
                all.add(new NextHopBytes(
                        bytes.getInt(at + RtRoute.NextHopMsg.RTNH_IFINDEX),
                        unsigned(bytes, at + RtRoute.NextHopMsg.RTNH_HOPS),
                        unsigned(bytes, at + RtRoute.NextHopMsg.RTNH_FLAGS),
                        Attributes.parse(bytes.slice(at + RtRoute.NextHopMsg.SIZE, length - RtRoute.NextHopMsg.SIZE)
                                .order(bytes.order()))));
                at += length + 3 & -4;
            }
            return all;
        }
    }
}
