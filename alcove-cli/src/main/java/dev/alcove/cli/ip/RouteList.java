package dev.alcove.cli.ip;

import dev.alcove.linux.Errno;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.Socket;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ip route show} and {@code ip route flush}. */
final class RouteList {
    private static final String FLUSH = "/proc/sys/net/ipv4/route/flush";
    private static final int UNREACHABLE_METRIC = -1;

    private final IpContext context;
    private final RouteFilter filter;
    private final RoutePrinter printer;

    private RouteList(IpContext context, RouteFilter filter) {
        this.context = context;
        this.filter = filter;
        printer = new RoutePrinter(context, filter);
    }

    static void show(IpContext context, IpWords words) throws IpException, IOException {
        RouteList list = new RouteList(context, RouteFilterWords.read(context, words));
        List<RtMessage> routes = list.dump("Dump");
        context.out().begin();
        for (RtMessage route : routes) {
            list.printer.print(route);
        }
        context.out().end();
    }

    static void flush(IpContext context, IpWords words) throws IpException, IOException {
        if (!words.more()) {
            throw IpException.failure("\"ip route flush\" requires arguments.");
        }
        RouteList list = new RouteList(context, RouteFilterWords.read(context, words));
        if (list.filter.cached && list.flushCache()) {
            return;
        }
        RtFlush flush = new RtFlush(context, "entries", IpException.REFUSED);
        List<RtMessage> routes;
        do {
            routes = list.withoutLast(list.dump("Flush"));
            if (RtFlush.isPrinted(context)) {
                for (RtMessage route : routes) {
                    list.printer.print(route);
                }
            }
        } while (flush.round(routes, RouteMessage.RTM_DELROUTE, 0));
    }

    /** Flushes the cache of IPv4, which is not done route by route; says whether nothing else is meant. */
    private boolean flushCache() throws IpException, IOException {
        if (filter.family == Socket.AF_INET6) {
            return false;
        }
        try (FileOutputStream out = new FileOutputStream(FLUSH)) {
            out.write(new byte[] {'-', '1'});
        } catch (FileNotFoundException e) {
            throw IpException.failure("Cannot open \"" + FLUSH + "\": " + IpBatch.why(e));
        }
        if (context.globals().statistics() > 0) {
            context.out().text("*** IPv4 routing cache is flushed.\n");
        }
        return filter.family == Socket.AF_INET;
    }

    /** The route that the kernel ends its IPv6 tables with is not one to delete. */
    private List<RtMessage> withoutLast(List<RtMessage> routes) throws IOException {
        List<RtMessage> rest = new ArrayList<>();
        for (RtMessage route : routes) {
            boolean last = route.int8(RouteMessage.RTM_FAMILY) == Socket.AF_INET6
                    && route.int8(RouteMessage.RTM_DST_LEN) == 0
                    && route.int8(RouteMessage.RTM_TYPE) == RouteMessage.RTN_UNREACHABLE
                    && route.intOf(RouteMessage.RTA_PRIORITY) == UNREACHABLE_METRIC;
            if (!last) {
                rest.add(route);
            }
        }
        return rest;
    }

    private List<RtMessage> dump(String attempt) throws IpException, IOException {
        Batch request = new Batch()
                .begin(RouteMessage.RTM_GETROUTE, Netlink.NLM_F_DUMP, "cannot list routes")
                .zeros(RouteMessage.RTMSG_SIZE)
                .replace8(RouteMessage.RTM_FAMILY, filter.family)
                .replace8(RouteMessage.RTM_PROTOCOL, filter.protocol)
                .replace32(RouteMessage.RTM_FLAGS, filter.cached ? RouteMessage.RTM_F_CLONED : 0);
        if (filter.table != 0) {
            request.int32(RouteMessage.RTA_TABLE, filter.table);
        }
        if (filter.outGiven) {
            request.int32(RouteMessage.RTA_OIF, filter.out);
        }
        List<RtMessage> routes = new ArrayList<>();
        for (Message message : answers(request.end(), attempt)) {
            RtMessage route = new RtMessage(message, RouteMessage.RTMSG_SIZE);
            if (filter.accepts(route)) {
                routes.add(route);
            }
        }
        return routes;
    }

    /** A main table that is not there yet is an empty one. */
    private List<Message> answers(Batch request, String attempt) throws IpException, IOException {
        try {
            return context.socket().dump(request);
        } catch (NetlinkException e) {
            boolean empty = e.errnoNumber() == Errno.ENOENT.number() && filter.table == RouteMessage.RT_TABLE_MAIN;
            if (empty) {
                return List.of();
            }
            throw IpException.refusedRoutes(e, attempt);
        }
    }
}
