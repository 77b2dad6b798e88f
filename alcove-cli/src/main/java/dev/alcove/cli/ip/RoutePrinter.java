package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;

/** Prints routes: {@code default via 10.0.0.1 dev eth0 proto static metric 100}. */
final class RoutePrinter implements RtPrinter {
    private static final String[] PREFERENCES = {"medium", "high", "2", "low"};
    private static final int LARGE_MARK = 16;

    private final IpContext context;
    private final IpOutput out;
    private final RouteFilter filter;
    private final boolean numeric;
    private final boolean details;

    /** @param filter what is not printed, since it is the same of all */
    RoutePrinter(IpContext context, RouteFilter filter) {
        this.context = context;
        this.filter = filter;
        out = context.out();
        numeric = context.globals().isNumeric();
        details = context.globals().details() > 0;
    }

    @Override
    public int fixed() {
        return RouteMessage.RTMSG_SIZE;
    }

    @Override
    public void print(RtMessage route) throws IOException {
        int family = route.int8(RouteMessage.RTM_FAMILY);
        out.openObject(null);
        if (route.type() == RouteMessage.RTM_DELROUTE) {
            out.bool("deleted", "Deleted ", true);
        }
        int type = route.int8(RouteMessage.RTM_TYPE);
        if (type != RouteMessage.RTN_UNICAST || details) {
            out.string("type", "", RouteTypes.name(type, numeric), " ");
        }
        printDestination(route, family);
        printSource(route, family);
        printWay(route, family);
        printOrigin(route, family);
        printState(route, family);
        printRest(route);
        if (route.has(RouteMessage.RTA_MULTIPATH)) {
            new RouteNexthopPrinter(context).print(route);
        }
        out.text("\n");
        out.closeObject();
    }

    private void printDestination(RtMessage route, int family) {
        int length = route.int8(RouteMessage.RTM_DST_LEN);
        byte[] address = route.bytesOf(RouteMessage.RTA_DST);
        if (address.length > 0) {
            out.string(RtValues.color(family), "dst", "", prefix(family, address, length), " ");
        } else {
            out.string("dst", "", length == 0 ? "default" : "0/" + length + " ", " ");
        }
    }

    private void printSource(RtMessage route, int family) {
        int length = route.int8(RouteMessage.RTM_SRC_LEN);
        byte[] address = route.bytesOf(RouteMessage.RTA_SRC);
        if (address.length > 0) {
            out.string(RtValues.color(family), "from", "from ", prefix(family, address, length), " ");
        } else if (length > 0) {
            out.string("src", "from ", "0/" + length, " ");
        }
    }

    private static String prefix(int family, byte[] address, int length) {
        String text = InetText.of(family, address);
        return length == InetPrefix.bits(family) ? text : text + "/" + length;
    }

    private void printWay(RtMessage route, int family) throws IOException {
        if (route.has(RouteMessage.RTA_NH_ID)) {
            out.unsigned("nhid", "nhid ", route.unsignedOf(RouteMessage.RTA_NH_ID), " ");
        }
        printNewDestination(out, family, route.attributes());
        if (route.has(RouteMessage.RTA_ENCAP_TYPE)) {
            out.number(
                    "encap_type",
                    "encap type ",
                    route.attributes().int16(RouteMessage.RTA_ENCAP_TYPE).orElse(0),
                    " ");
        }
        int service = route.int8(RouteMessage.RTM_TOS);
        if (service != 0 && !filter.serviceGiven) {
            out.string("tos", "tos ", RtValues.service(service, numeric), " ");
        }
        printGateway(out, family, route.attributes(), !filter.isGatewayKnown(family));
        if (route.has(RouteMessage.RTA_OIF) && !filter.outGiven) {
            printLink("dev", route.intOf(RouteMessage.RTA_OIF));
        }
    }

    static void printNewDestination(IpOutput out, int family, Attributes attributes) {
        if (attributes.has(RouteMessage.RTA_NEWDST)) {
            byte[] address = attributes.bytes(RouteMessage.RTA_NEWDST).get();
            out.text("as to ");
            out.string(RtValues.color(family), "to", "", InetText.of(family, address), " ");
        }
    }

    /**
     * Prints through whom a route goes.
     *
     * @param own whether a gateway of the route's own family is printed
     */
    static void printGateway(IpOutput out, int family, Attributes attributes, boolean own) throws IOException {
        if (own && attributes.has(RouteMessage.RTA_GATEWAY)) {
            byte[] address = attributes.bytes(RouteMessage.RTA_GATEWAY).get();
            out.text("via ");
            out.string(RtValues.color(family), "gateway", "", InetText.of(family, address), " ");
        }
        if (attributes.has(RouteMessage.RTA_VIA)) {
            RouteGateway via =
                    RouteGateway.of(attributes.bytes(RouteMessage.RTA_VIA).get());
            out.openObject("via");
            out.string("family", "via ", InetPrefix.familyName(via.family()), " ");
            out.string(RtValues.color(via.family()), "host", "", InetText.of(via.family(), via.address()), " ");
            out.closeObject();
        }
    }

    private void printLink(String key, int index) throws IOException {
        out.text(key + " ");
        out.string(IpColor.INTERFACE, key, "", context.name(index), " ");
    }

    private void printOrigin(RtMessage route, int family) throws IOException {
        int table = RouteFilter.table(route);
        if (table != 0 && (table != RouteMessage.RT_TABLE_MAIN || details) && filter.table == 0) {
            out.string("table", "table ", RtNames.TABLES.name(Integer.toUnsignedLong(table), numeric), " ");
        }
        if ((route.int32(RouteMessage.RTM_FLAGS) & RouteMessage.RTM_F_CLONED) == 0) {
            int protocol = route.int8(RouteMessage.RTM_PROTOCOL);
            if ((protocol != RouteMessage.RTPROT_BOOT || details) && !filter.protocolGiven) {
                out.string("protocol", "proto ", RtNames.PROTOCOLS.name(protocol, numeric), " ");
            }
            int scope = route.int8(RouteMessage.RTM_SCOPE);
            if ((scope != RouteMessage.RT_SCOPE_UNIVERSE || details) && !filter.scopeGiven) {
                out.string("scope", "scope ", RtNames.SCOPES.name(scope, numeric), " ");
            }
        }
        if (route.has(RouteMessage.RTA_PREFSRC) && !filter.isSourceKnown(family)) {
            String source = InetText.of(family, route.bytesOf(RouteMessage.RTA_PREFSRC));
            out.text("src ");
            out.string(RtValues.color(family), "prefsrc", "", source, " ");
        }
        if (route.has(RouteMessage.RTA_PRIORITY) && !filter.metricGiven) {
            out.unsigned("metric", "metric ", route.unsignedOf(RouteMessage.RTA_PRIORITY), " ");
        }
    }

    private void printState(RtMessage route, int family) throws IOException {
        int flags = route.int32(RouteMessage.RTM_FLAGS);
        RouteFlags.print(out, flags);
        printMark(route.unsignedOf(RouteMessage.RTA_MARK));
        if (route.has(RouteMessage.RTA_FLOW) && filter.realmsMask != -1) {
            printRealms(out, route.intOf(RouteMessage.RTA_FLOW), numeric);
        }
        if (route.has(RouteMessage.RTA_UID)) {
            out.unsigned("uid", "uid ", route.unsignedOf(RouteMessage.RTA_UID), " ");
        }
        if (family == Socket.AF_INET && (flags & RouteMessage.RTM_F_CLONED) != 0) {
            RouteFlags.printCached(out, flags);
        }
        byte[] info = route.bytesOf(RouteMessage.RTA_CACHEINFO);
        if (info.length > 0) {
            RouteFlags.printCacheInfo(out, info, context.globals().statistics() > 0);
        }
    }

    private void printMark(long mark) {
        if (mark == 0) {
            return;
        }
        if (out.isJson() || mark < LARGE_MARK) {
            out.unsigned("mark", "mark ", mark, " ");
        } else {
            out.prefixedHex(null, "mark ", mark, " ");
        }
    }

    static void printRealms(IpOutput out, int realms, boolean numeric) throws IOException {
        String from = RtValues.realmFrom(realms, numeric);
        out.openObject("flow");
        out.text(from.isEmpty() ? "realm " : "realms ");
        if (!from.isEmpty()) {
            out.string("from", "", from, "/");
        }
        out.string("to", "", RtValues.realmTo(realms, numeric), " ");
        out.closeObject();
    }

    private void printRest(RtMessage route) throws IOException {
        if (route.has(RouteMessage.RTA_METRICS)) {
            RouteMetrics.print(
                    out, route.attributes().nested(RouteMessage.RTA_METRICS).get());
        }
        if (route.has(RouteMessage.RTA_IIF) && !filter.inGiven) {
            printLink("iif", route.intOf(RouteMessage.RTA_IIF));
        }
        if (route.has(RouteMessage.RTA_PREF)) {
            int preference = route.byteOf(RouteMessage.RTA_PREF);
            boolean named = preference < PREFERENCES.length && preference != 2;
            if (named) {
                out.string("pref", "pref ", PREFERENCES[preference], "");
            } else {
                out.number("pref", "", preference, "");
            }
        }
        if (route.has(RouteMessage.RTA_TTL_PROPAGATE)) {
            boolean enabled = route.byteOf(RouteMessage.RTA_TTL_PROPAGATE) != 0;
            out.bool("ttl-propogate", "ttl-propogate " + (enabled ? "enabled" : "disabled"), enabled);
        }
    }

    /** The number of a preference between routers; -1 if a word is none. */
    static long preference(String word) {
        for (int i = 0; i < PREFERENCES.length; i++) {
            if (PREFERENCES[i].equals(word)) {
                return i;
            }
        }
        return IpWords.number(word);
    }
}
