package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.RouteNexthop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Prints the next hops of a route that has several, each on a line of its own. */
final class RouteNexthopPrinter {
    private final IpContext context;
    private final IpOutput out;

    RouteNexthopPrinter(IpContext context) {
        this.context = context;
        out = context.out();
    }

    void print(RtMessage route) throws IOException {
        ByteBuffer hops =
                ByteBuffer.wrap(route.bytesOf(RouteMessage.RTA_MULTIPATH)).order(ByteOrder.nativeOrder());
        out.openArray("nexthops", "");
        int at = 0;
        while (hops.limit() - at >= RouteNexthop.SIZE) {
            int length = Short.toUnsignedInt(hops.getShort(at + RouteNexthop.RTNH_LEN));
            if (length < RouteNexthop.SIZE || length > hops.limit() - at) {
                break;
            }
            print(hops.slice(at, length).order(hops.order()), route.int8(RouteMessage.RTM_FAMILY));
            at += (length + 3) & ~3;
        }
        out.closeArray("");
    }

    private void print(ByteBuffer hop, int family) throws IOException {
        out.openObject(null);
        out.line();
        out.text("\tnexthop ");
        Attributes attributes = Attributes.of(hop, RouteNexthop.SIZE);
        RoutePrinter.printNewDestination(out, family, attributes);
        RoutePrinter.printGateway(out, family, attributes, true);
        if (attributes.has(RouteMessage.RTA_FLOW)) {
            int realms = attributes.int32(RouteMessage.RTA_FLOW).getAsInt();
            RoutePrinter.printRealms(out, realms, context.globals().isNumeric());
        }
        out.string("dev", "dev ", context.name(hop.getInt(RouteNexthop.RTNH_IFINDEX)), " ");
        out.number("weight", "weight ", (hop.get(RouteNexthop.RTNH_HOPS) & 0xff) + 1L, " ");
        RouteFlags.print(out, hop.get(RouteNexthop.RTNH_FLAGS) & 0xff);
        out.closeObject();
    }
}
