package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;

/** {@code ip route get}: which way a packet would take. */
final class RouteGet {
    private static final Keywords WORDS = new Keywords(
            "tos dsfield*",
            "from*",
            "iif*",
            "mark*",
            "oif* dev",
            "notify*",
            "connected*",
            "vrf*",
            "uid*",
            "fibmatch*",
            "as",
            "sport*",
            "dport*",
            "ipproto*");

    private static final int MAX_PORT = 0xffff;

    private final IpContext context;
    private final IpWords words;
    private final Batch batch = new Batch();
    private int family;
    private int flags;
    private int mark;
    private String in = "";
    private String out = "";
    private boolean hasDestination;

    private RouteGet(IpContext context, IpWords words) {
        this.context = context;
        this.words = words;
        family = context.globals().family();
    }

    static void run(IpContext context, IpWords words) throws IpException, IOException {
        RouteGet get = new RouteGet(context, words);
        get.batch.begin(RouteMessage.RTM_GETROUTE, 0, "cannot get a route").zeros(RouteMessage.RTMSG_SIZE);
        get.read();
        RoutePrinter printer = new RoutePrinter(context, RouteFilter.all());
        Iterable<Message> answers = context.exchange(get.batch);
        context.out().begin();
        for (Message answer : answers) {
            printer.print(new RtMessage(answer, RouteMessage.RTMSG_SIZE));
        }
        context.out().end();
    }

    private void read() throws IpException, IOException {
        while (words.more()) {
            String word = words.next();
            take(WORDS.find(word), word);
        }
        if (!hasDestination) {
            throw IpException.failure("need at least a destination address");
        }
        if (!in.isEmpty()) {
            batch.int32(RouteMessage.RTA_IIF, context.requireIndex(in));
        }
        if (!out.isEmpty()) {
            batch.int32(RouteMessage.RTA_OIF, context.requireIndex(out));
        }
        if (mark != 0) {
            batch.int32(RouteMessage.RTA_MARK, mark);
        }
        if (family == Socket.AF_UNSPEC) {
            family = Socket.AF_INET;
        }
        if (family == Socket.AF_INET) {
            flags |= RouteMessage.RTM_F_LOOKUP_TABLE;
        }
        batch.replace8(RouteMessage.RTM_FAMILY, family).replace32(RouteMessage.RTM_FLAGS, flags);
        batch.end();
    }

    private void take(String known, String word) throws IpException, IOException {
        switch (known) {
            case "tos" ->
                batch.replace8(RouteMessage.RTM_TOS, RtNames.SERVICES.require(words.next(), "TOS value is invalid\n"));
            case "from" -> source(words.next());
            case "iif" -> in = words.next();
            case "mark" -> mark = RtValues.int32(words.next(), "invalid mark value");
            case "oif" -> out = words.next();
            case "notify" -> flags |= RouteMessage.RTM_F_NOTIFY;
            case "connected", "vrf" -> throw IpException.unsupported("\"" + known + "\" of \"route get\"");
            case "uid" -> batch.int32(RouteMessage.RTA_UID, RtValues.int32(words.next(), "invalid UID\n"));
            case "fibmatch" -> flags |= RouteMessage.RTM_F_FIB_MATCH;
            case "as" -> {
                words.take("to");
                InetPrefix address = InetPrefix.address(words.next(), family);
                adopt(address);
                batch.attribute(RouteMessage.RTA_NEWDST, address.bytes());
            }
            case "sport" -> port(RouteMessage.RTA_SPORT, known);
            case "dport" -> port(RouteMessage.RTA_DPORT, known);
            case "ipproto" -> batch.int8(RouteMessage.RTA_IP_PROTO, InetProtocols.require(words.next()));
            default -> destination(word);
        }
    }

    private void port(int attribute, String name) throws IpException {
        long port = IpWords.number(words.next(), 0, MAX_PORT, "invalid " + name + "\n");
        batch.bigEndian16(attribute, (int) port);
    }

    private void adopt(InetPrefix address) {
        if (family == Socket.AF_UNSPEC) {
            family = address.family();
        }
    }

    private void source(String word) throws IpException {
        if (IpWords.matches(word, "help")) {
            throw RouteObject.usage();
        }
        InetPrefix source = InetPrefix.prefix(word, family);
        adopt(source);
        if (source.bytes().length > 0) {
            batch.attribute(RouteMessage.RTA_SRC, source.bytes());
        }
        batch.replace8(RouteMessage.RTM_SRC_LEN, source.length());
    }

    private void destination(String first) throws IpException, IOException {
        String word = first.equals("to") ? words.next() : first;
        if (IpWords.matches(word, "help")) {
            throw RouteObject.usage();
        }
        InetPrefix destination = InetPrefix.prefix(word, family);
        adopt(destination);
        hasDestination = true;
        if (destination.bytes().length > 0) {
            batch.attribute(RouteMessage.RTA_DST, destination.bytes());
        }
        int all = InetPrefix.bits(family);
        if (all > 0 && destination.length() != all) {
            context.warn("Warning: /" + destination.length() + " as prefix is invalid, only /" + all
                    + " (or none) is supported.");
        }
        batch.replace8(RouteMessage.RTM_DST_LEN, all > 0 ? all : destination.length());
    }
}
