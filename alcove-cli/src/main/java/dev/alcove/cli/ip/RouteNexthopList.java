package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.RouteNexthop;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the next hops of a route that has several: {@code nexthop via 10.0.0.1 weight 2 nexthop dev eth1}. */
final class RouteNexthopList {
    private static final Keywords WORDS = new Keywords("via", "dev", "weight", "onlink", "realms*", "encap", "as");

    private static final int ATTRIBUTE = 4;
    private static final int MAX_WEIGHT = 256;

    private final IpContext context;
    private final IpWords words;
    private int family;

    /** @param family that of the route, {@code AF_UNSPEC} if nothing has told yet */
    RouteNexthopList(IpContext context, IpWords words, int family) {
        this.context = context;
        this.words = words;
        this.family = family;
    }

    /** Who takes a packet further: {@code RTA_GATEWAY}, or {@code RTA_VIA} for one of another family than the route. */
    static final class Gateway {
        private final int attribute;
        private final byte[] value;
        private final int family;

        private Gateway(int attribute, byte[] value, int family) {
            this.attribute = attribute;
            this.value = value;
            this.family = family;
        }

        /** Writes the attribute; gives the family of the route. */
        int put(Batch batch) {
            batch.attribute(attribute, value);
            return family;
        }
    }

    /**
     * Takes {@code [FAMILY] ADDRESS}.
     *
     * @param family that of the route, {@code AF_UNSPEC} if nothing has told yet: then the address does
     */
    static Gateway takeGateway(IpWords words, int family) throws IpException {
        int named = RtValues.family(words.peek());
        if (named != Socket.AF_UNSPEC) {
            words.next();
        }
        InetPrefix address = InetPrefix.address(words.next(), named == Socket.AF_UNSPEC ? family : named);
        int own = family == Socket.AF_UNSPEC ? address.family() : family;
        return own == address.family()
                ? new Gateway(RouteMessage.RTA_GATEWAY, address.bytes(), own)
                : new Gateway(RouteMessage.RTA_VIA, new RouteGateway(address.family(), address.bytes()).encoded(), own);
    }

    /** Writes {@code RTA_MULTIPATH}, behind the first word {@code nexthop}; gives the family of the route. */
    int put(Batch batch) throws IpException, IOException {
        batch.nest(RouteMessage.RTA_MULTIPATH);
        do {
            if (!words.more()) {
                throw IpException.usage("Error: unexpected end of line after \"nexthop\"");
            }
            putOne(batch);
        } while (words.take("nexthop"));
        if (words.more()) {
            throw IpException.usage(
                    "Error: \"nexthop\" or end of line is expected instead of \"" + words.peek() + "\"");
        }
        batch.endNest();
        return family;
    }

    private void putOne(Batch batch) throws IpException, IOException {
        Hop hop = new Hop();
        String known = words.more() ? WORDS.find(words.peek()) : "";
        while (!known.isEmpty()) {
            words.next();
            take(hop, known);
            known = words.more() ? WORDS.find(words.peek()) : "";
        }
        hop.put(batch);
    }

    private void take(Hop hop, String known) throws IpException, IOException {
        switch (known) {
            case "via" -> {
                Gateway gateway = takeGateway(words, family);
                hop.gateway = gateway;
                family = gateway.family;
            }
            case "dev" -> hop.index = index(words.next());
            case "weight" -> hop.weight = (int) IpWords.number(words.next(), 1, MAX_WEIGHT, "\"weight\" is invalid\n");
            case "onlink" -> hop.flags |= RouteMessage.RTNH_F_ONLINK;
            case "realms" -> {
                hop.realms = RtValues.realms(words.next(), "\"realm\" value is invalid\n");
                hop.hasRealms = true;
            }
            case "as" -> {
                words.take("to");
                hop.destination = InetPrefix.address(words.next(), family).bytes();
            }
            default -> throw IpException.unsupported("\"" + known + "\" of a next hop");
        }
    }

    private int index(String link) throws IpException, IOException {
        int index = context.index(link);
        if (index == 0) {
            throw IpException.usage("Cannot find device \"" + link + "\"\nError: cannot parse nexthop");
        }
        return index;
    }

    /** One of them. */
    private static final class Hop {
        private @Nullable Gateway gateway;
        private byte @Nullable [] destination;
        private int index;
        private int weight = 1;
        private int flags;
        private int realms;
        private boolean hasRealms;

        private void put(Batch batch) {
            int length = RouteNexthop.SIZE
                    + size(gateway == null ? null : gateway.value)
                    + size(destination)
                    + (hasRealms ? ATTRIBUTE + Integer.BYTES : 0);
            batch.int16(length).int8(flags).int8(weight - 1).int32(index);
            if (gateway != null) {
                gateway.put(batch);
            }
            if (destination != null) {
                batch.attribute(RouteMessage.RTA_NEWDST, destination);
            }
            if (hasRealms) {
                batch.int32(RouteMessage.RTA_FLOW, realms);
            }
        }

        /** How many bytes an attribute takes. */
        private static int size(byte @Nullable [] value) {
            return value == null ? 0 : (ATTRIBUTE + value.length + 3) & ~3;
        }
    }
}
