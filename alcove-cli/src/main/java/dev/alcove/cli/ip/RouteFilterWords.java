package dev.alcove.cli.ip;

import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads which routes are meant: {@code table main proto static root 10.0.0.0/8}. */
final class RouteFilterWords {
    private static final Keywords WORDS = new Keywords(
            "table*",
            "vrf*",
            "cached* cloned*",
            "tos dsfield*",
            "protocol*",
            "scope*",
            "type*",
            "dev oif",
            "iif",
            "mark",
            "metric* priority* preference",
            "via",
            "src",
            "realms*",
            "from*");

    private static final Keywords RANGES = new Keywords("root*", "match*", "exact*");

    private static final int FROM_MASK = 0xffff_0000;

    private final IpWords words;
    private final RouteFilter filter = new RouteFilter();
    private final int family;
    private String in = "";
    private String out = "";

    private RouteFilterWords(IpContext context, IpWords words) {
        this.words = words;
        family = context.globals().family();
    }

    static RouteFilter read(IpContext context, IpWords words) throws IpException, IOException {
        RouteFilterWords reader = new RouteFilterWords(context, words);
        RouteFilter filter = reader.filter;
        filter.table = RouteMessage.RT_TABLE_MAIN;
        while (words.more()) {
            String word = words.next();
            reader.take(WORDS.find(word), word);
        }
        filter.family = reader.family == Socket.AF_UNSPEC && filter.table != 0 ? Socket.AF_INET : reader.family;
        filter.inGiven = !reader.in.isEmpty();
        filter.in = filter.inGiven ? context.requireIndex(reader.in) : 0;
        filter.outGiven = !reader.out.isEmpty();
        filter.out = filter.outGiven ? context.requireIndex(reader.out) : 0;
        return filter;
    }

    private void take(String known, String word) throws IpException, IOException {
        switch (known) {
            case "table" -> table(words.next());
            case "vrf" -> throw IpException.unsupported("\"vrf\" of routes");
            case "cached" -> filter.cached = true;
            case "tos" -> {
                filter.service = RtNames.SERVICES.require(words.next(), "TOS value is invalid\n");
                filter.serviceGiven = true;
            }
            case "protocol" -> {
                String name = words.next();
                filter.protocolGiven = !isAll(RtNames.PROTOCOLS, name);
                filter.protocol = filter.protocolGiven ? RtNames.PROTOCOLS.require(name, "invalid \"protocol\"\n") : 0;
            }
            case "scope" -> {
                String name = words.next();
                filter.scopeGiven = !isAll(RtNames.SCOPES, name);
                filter.scope = filter.scopeGiven ? RtNames.SCOPES.require(name, "invalid \"scope\"\n") : 0;
            }
            case "type" -> type(words.next());
            case "dev" -> out = words.next();
            case "iif" -> in = words.next();
            case "mark" -> {
                filter.mark = RtValues.int32(words.next(), "invalid mark value");
                filter.markGiven = true;
            }
            case "metric" -> {
                filter.metric = RtValues.int32(words.next(), "\"metric\" value is invalid\n");
                filter.metricGiven = true;
            }
            case "via" -> via();
            case "src" -> filter.preferredSource = InetPrefix.prefix(words.next(), family);
            case "realms" -> realms(words.next());
            case "from" -> from();
            default -> to(word);
        }
    }

    private static boolean isAll(RtNames names, String name) throws IOException {
        return name.equals("all") && names.number(name) < 0;
    }

    private void table(String name) throws IpException, IOException {
        long number = RtNames.TABLES.number(name);
        if (number >= 0) {
            filter.table = (int) number;
        } else if (name.equals("all")) {
            filter.table = 0;
        } else if (name.equals("cache")) {
            filter.cached = true;
        } else if (name.equals("help")) {
            throw RouteObject.usage();
        } else {
            throw IpException.wrong("table id value is invalid\n", name);
        }
    }

    private void type(String name) throws IpException {
        filter.type = RouteTypes.find(name);
        filter.typeGiven = true;
        if (filter.type < 0) {
            throw IpException.wrong("node type value is invalid\n", name);
        }
    }

    private void via() throws IpException {
        int named = RtValues.family(words.peek());
        if (named != Socket.AF_UNSPEC) {
            words.next();
        }
        filter.via = InetPrefix.prefix(words.next(), named == Socket.AF_UNSPEC ? family : named);
    }

    /** What is 0 does not select, unless a slash says that it is meant. */
    private void realms(String word) throws IpException, IOException {
        filter.realms = RtValues.realms(word, "invalid realms\n");
        filter.realmsMask = -1;
        if ((filter.realms & ~FROM_MASK) == 0 && word.endsWith("/")) {
            filter.realmsMask &= FROM_MASK;
        }
        if ((filter.realms & FROM_MASK) == 0 && (word.indexOf('/') <= 0)) {
            filter.realmsMask &= ~FROM_MASK;
        }
    }

    private void from() throws IpException {
        String word = words.next();
        String range = RANGES.find(word);
        InetPrefix prefix = prefix(range.isEmpty() ? word : words.next());
        if (!range.equals("root")) {
            filter.matchFrom = prefix;
        }
        if (!range.equals("match")) {
            filter.rootFrom = prefix;
        }
    }

    private void to(String first) throws IpException {
        String word = IpWords.matches(first, "to") ? words.next() : first;
        String range = RANGES.find(word);
        InetPrefix prefix = prefix(range.isEmpty() ? word : words.next());
        if (!range.equals("root")) {
            filter.matchTo = prefix;
        }
        if (!range.equals("match")) {
            filter.rootTo = prefix;
        }
    }

    /** A prefix; null for one that everything is in. */
    private @Nullable InetPrefix prefix(String word) throws IpException {
        InetPrefix prefix = InetPrefix.prefix(word, family);
        return prefix.family() == Socket.AF_UNSPEC && !prefix.lengthGiven() ? null : prefix;
    }
}
