package dev.alcove.cli.ip;

import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.RouteMessage;
import java.io.IOException;
import java.util.List;

/** {@code ip route}: the routing tables. */
final class RouteObject implements IpObject {
    private static final Keywords COMMANDS = new Keywords(
            "add*",
            "change* chg",
            "replace*",
            "prepend*",
            "append*",
            "test*",
            "delete*",
            "list* show* lst*",
            "get*",
            "flush*",
            "save*",
            "restore*",
            "showdump*",
            "help*");

    private static final String USAGE = """
            Usage: ip route [show] [SELECTOR]...
                   ip route flush SELECTOR...
                   ip route get ADDRESS [from ADDRESS] [iif LINK] [oif LINK] [mark NUMBER] [uid NUMBER] [tos TOS]
                                [ipproto PROTOCOL] [sport PORT] [dport PORT] [fibmatch]
                   ip route {add|change|replace|append|prepend|test|del} [TYPE] PREFIX [VIA] [SETTING]... [nexthop VIA]...
            SELECTOR: table TABLE, proto PROTOCOL, scope SCOPE, type TYPE, dev LINK, via PREFIX, src PREFIX, metric NUMBER,
                   tos TOS, realms REALMS, cached, [from] {root|match|exact} PREFIX
            VIA: [via [inet|inet6] ADDRESS] [dev LINK] [weight NUMBER] [onlink]
            SETTING: table TABLE, proto PROTOCOL, scope SCOPE, metric NUMBER, src ADDRESS, from PREFIX, tos TOS, nhid NUMBER,
                   realms REALMS, pref {low|medium|high}, expires SECONDS, ttl-propagate {enabled|disabled},
                   {mtu|advmss|window|hoplimit|cwnd|initcwnd|initrwnd|ssthresh|reordering} [lock] NUMBER, features ecn,
                   {rtt|rttvar} [lock] TIME, rto_min TIME, congctl [lock] NAME, {quickack|fastopen_no_cookie} {0|1}
            TYPE: unicast, local, broadcast, multicast, throw, unreachable, prohibit, blackhole, nat""";

    /** How routes are described. */
    static IpException usage() {
        return IpException.usage(USAGE);
    }

    @Override
    public String[] commands() {
        return new String[] {
            "show", "get", "add", "change", "replace", "append", "prepend", "test", "delete", "flush", "help"
        };
    }

    @Override
    public void run(IpContext context, List<String> typed) throws IpException, IOException {
        IpWords words = new IpWords(typed);
        String command = words.more() ? words.next() : "list";
        switch (COMMANDS.find(command)) {
            case "add" -> modify(context, Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL, words);
            case "change" -> modify(context, Netlink.NLM_F_REPLACE, words);
            case "replace" -> modify(context, Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE, words);
            case "prepend" -> modify(context, Netlink.NLM_F_CREATE, words);
            case "append" -> modify(context, Netlink.NLM_F_CREATE | Netlink.NLM_F_APPEND, words);
            case "test" -> modify(context, Netlink.NLM_F_EXCL, words);
            case "delete" -> RouteRequest.run(context, RouteMessage.RTM_DELROUTE, 0, words);
            case "list" -> RouteList.show(context, words);
            case "get" -> RouteGet.run(context, words);
            case "flush" -> RouteList.flush(context, words);
            case "save", "restore", "showdump" -> throw IpException.unsupported("\"route " + command + "\"");
            case "help" -> throw usage();
            default -> throw IpException.usage("Command \"" + command + "\" is unknown, try \"ip route help\".");
        }
    }

    private static void modify(IpContext context, int flags, IpWords words) throws IpException, IOException {
        RouteRequest.run(context, RouteMessage.RTM_NEWROUTE, flags, words);
    }
}
