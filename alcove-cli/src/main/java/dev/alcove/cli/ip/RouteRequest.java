package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;

/** Reads the description of a route, and asks the kernel to add, change or delete it. */
final class RouteRequest {
    private static final Keywords WORDS = new Keywords(
            "src", "as", "via", "from", "tos dsfield*", "expires", "metric* priority* preference", "scope");

    /** Those that are looked for behind the {@link RouteMetric}s. */
    private static final Keywords MORE_WORDS = new Keywords(
            "realms*",
            "onlink",
            "nexthop",
            "nhid",
            "protocol*",
            "table*",
            "vrf*",
            "dev oif",
            "pref*",
            "encap",
            "ttl-propagate");

    private static final int MAX_BYTE = 255;

    private final IpContext context;
    private final IpWords words;
    private final int message;
    private final Batch batch = new Batch();
    private final RouteMetrics metrics = new RouteMetrics();
    private int family;
    private int table = RouteMessage.RT_TABLE_MAIN;
    private int scope;
    private int type;
    private int protocol;
    private int flags;
    private String link = "";
    private boolean hasGateway;
    private boolean hasNexthops;
    private boolean hasObject;
    private boolean hasDestination;
    private boolean hasScope;
    private boolean hasTable;

    private RouteRequest(IpContext context, int message, IpWords words) {
        this.context = context;
        this.message = message;
        this.words = words;
        family = context.globals().family();
        if (message == RouteMessage.RTM_DELROUTE) {
            scope = RouteMessage.RT_SCOPE_NOWHERE;
        } else {
            protocol = RouteMessage.RTPROT_BOOT;
            type = RouteMessage.RTN_UNICAST;
        }
    }

    /**
     * Does it.
     *
     * @param message {@code RTM_NEWROUTE} or {@code RTM_DELROUTE}
     * @param flags {@code NLM_F_*}
     */
    static void run(IpContext context, int message, int flags, IpWords words) throws IpException, IOException {
        RouteRequest request = new RouteRequest(context, message, words);
        request.batch
                .begin(message, flags | RtEcho.flag(context), "cannot change a route")
                .zeros(RouteMessage.RTMSG_SIZE);
        request.read();
        RtEcho.exchange(context, request.batch, new RoutePrinter(context, RouteFilter.all()));
    }

    private void read() throws IpException, IOException {
        while (words.more() && !hasNexthops) {
            String word = words.next();
            String known = WORDS.find(word);
            RouteMetric metric = known.isEmpty() ? RouteMetric.find(word) : null;
            if (metric != null) {
                metrics.take(metric, words);
            } else {
                take(known.isEmpty() ? MORE_WORDS.find(word) : known, word);
            }
        }
        if (!hasDestination) {
            throw RouteObject.usage();
        }
        if (!link.isEmpty()) {
            batch.int32(RouteMessage.RTA_OIF, context.requireIndex(link));
        }
        metrics.put(batch);
        if (hasNexthops) {
            family = new RouteNexthopList(context, words, family).put(batch);
        }
        writeHeader();
        batch.end();
    }

    private void take(String known, String word) throws IpException, IOException {
        switch (known) {
            case "src" -> address(RouteMessage.RTA_PREFSRC, words.next());
            case "as" -> {
                words.take("to");
                address(RouteMessage.RTA_NEWDST, words.next());
            }
            case "via" -> gateway(word);
            case "from" -> source(words.next());
            case "tos" ->
                batch.replace8(
                        RouteMessage.RTM_TOS, RtNames.SERVICES.require(words.next(), "\"tos\" value is invalid\n"));
            case "expires" -> int32(RouteMessage.RTA_EXPIRES, "expires");
            case "metric" -> int32(RouteMessage.RTA_PRIORITY, "metric");
            case "scope" -> {
                scope = RtNames.SCOPES.require(words.next(), "invalid \"scope\" value\n");
                hasScope = true;
            }
            case "realms" ->
                batch.int32(RouteMessage.RTA_FLOW, RtValues.realms(words.next(), "\"realm\" value is invalid\n"));
            case "onlink" -> flags |= RouteMessage.RTNH_F_ONLINK;
            case "nexthop" -> hasNexthops = true;
            case "nhid" -> {
                int32(RouteMessage.RTA_NH_ID, "id");
                hasObject = true;
            }
            case "protocol" -> protocol = RtNames.PROTOCOLS.require(words.next(), "\"protocol\" value is invalid\n");
            case "table" -> {
                table = RtNames.TABLES.require(words.next(), "\"table\" value is invalid\n");
                hasTable = true;
            }
            case "vrf", "encap" -> throw IpException.unsupported("\"" + known + "\" of a route");
            case "dev" -> link = words.next();
            case "pref" -> preference(words.next());
            case "ttl-propagate" -> batch.int8(RouteMessage.RTA_TTL_PROPAGATE, propagation(words.next()));
            default -> destination(word);
        }
    }

    private void int32(int attribute, String name) throws IpException {
        batch.int32(attribute, RtValues.int32(words.next(), "\"" + name + "\" value is invalid\n"));
    }

    private void address(int attribute, String word) throws IpException {
        InetPrefix address = InetPrefix.address(word, family);
        adopt(address);
        batch.attribute(attribute, address.bytes());
    }

    private void adopt(InetPrefix address) {
        if (family == Socket.AF_UNSPEC) {
            family = address.family();
        }
    }

    private void gateway(String word) throws IpException {
        if (hasGateway) {
            throw IpException.wrong("use nexthop syntax to specify multiple via\n", word);
        }
        hasGateway = true;
        family = RouteNexthopList.takeGateway(words, family).put(batch);
    }

    private void source(String word) throws IpException {
        InetPrefix source = InetPrefix.prefix(word, family);
        adopt(source);
        if (source.bytes().length > 0) {
            batch.attribute(RouteMessage.RTA_SRC, source.bytes());
        }
        batch.replace8(RouteMessage.RTM_SRC_LEN, source.length());
    }

    private void preference(String word) throws IpException {
        long preference = RoutePrinter.preference(word);
        if (preference < 0 || preference > MAX_BYTE) {
            throw IpException.wrong("\"pref\" value is invalid\n", word);
        }
        batch.int8(RouteMessage.RTA_PREF, (int) preference);
    }

    private static int propagation(String word) throws IpException {
        if (IpWords.matches(word, "enabled")) {
            return 1;
        }
        if (IpWords.matches(word, "disabled")) {
            return 0;
        }
        throw IpException.wrong("\"ttl-propagate\" value is invalid\n", word);
    }

    private void destination(String first) throws IpException {
        String word = first.equals("to") ? words.next() : first;
        boolean digit = !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9';
        int named = digit ? -1 : RouteTypes.find(word);
        if (named >= 0) {
            type = named;
            word = words.next();
        }
        if (IpWords.matches(word, "help")) {
            throw RouteObject.usage();
        }
        if (hasDestination) {
            throw IpException.duplicateOrGarbage("to", word);
        }
        hasDestination = true;
        InetPrefix destination = InetPrefix.prefix(word, family);
        adopt(destination);
        batch.replace8(RouteMessage.RTM_DST_LEN, destination.length());
        if (destination.bytes().length > 0) {
            batch.attribute(RouteMessage.RTA_DST, destination.bytes());
        }
    }

    private void writeHeader() {
        if (family == Socket.AF_UNSPEC) {
            family = Socket.AF_INET;
        }
        if (!hasTable && isLocal()) {
            table = RouteMessage.RT_TABLE_LOCAL;
        }
        if (table < 0 || table > MAX_BYTE) {
            batch.int32(RouteMessage.RTA_TABLE, table);
            table = RouteMessage.RT_TABLE_UNSPEC;
        }
        if (!hasScope) {
            scope = defaultScope();
        }
        batch.replace8(RouteMessage.RTM_FAMILY, family);
        batch.replace8(RouteMessage.RTM_TABLE, table);
        batch.replace8(RouteMessage.RTM_PROTOCOL, protocol);
        batch.replace8(RouteMessage.RTM_SCOPE, scope);
        batch.replace8(RouteMessage.RTM_TYPE, type);
        batch.replace32(RouteMessage.RTM_FLAGS, flags);
    }

    private boolean isLocal() {
        return type == RouteMessage.RTN_LOCAL
                || type == RouteMessage.RTN_BROADCAST
                || type == RouteMessage.RTN_NAT
                || type == RouteMessage.RTN_ANYCAST;
    }

    private int defaultScope() {
        if (family == Socket.AF_INET6) {
            return RouteMessage.RT_SCOPE_UNIVERSE;
        }
        boolean direct = message != RouteMessage.RTM_DELROUTE && !hasGateway && !hasNexthops && !hasObject;
        return switch (type) {
            case RouteMessage.RTN_LOCAL, RouteMessage.RTN_NAT -> RouteMessage.RT_SCOPE_HOST;
            case RouteMessage.RTN_BROADCAST, RouteMessage.RTN_MULTICAST, RouteMessage.RTN_ANYCAST ->
                RouteMessage.RT_SCOPE_LINK;
            case RouteMessage.RTN_UNICAST, RouteMessage.RTN_UNSPEC -> direct ? RouteMessage.RT_SCOPE_LINK : scope;
            default -> scope;
        };
    }
}
