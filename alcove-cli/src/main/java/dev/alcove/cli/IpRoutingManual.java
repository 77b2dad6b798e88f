package dev.alcove.cli;

import dev.alcove.cli.Manual.Section;
import dev.alcove.cli.Manual.Term;

/** The prose of the manual about addresses, routes, rules and neighbours. */
final class IpRoutingManual {
    private IpRoutingManual() {}

    static Section addresses() {
        return Section.of(
                "ADDRESSES",
                new Term(
                        "address [show] [SELECTOR]...",
                        "Lists links and their addresses: `dev`, `up`, `scope`, `to`, `label`, `group`, `master`, `nomaster`,"
                                + " `type`, and the flags of addresses, of which a minus sign selects those that lack it."),
                new Term(
                        "address add|change|replace|delete PREFIX dev LINK",
                        "With `peer`, `broadcast` (an address, `+` or `-`), `anycast`, `label`, `scope`, `metric`, `proto`,"
                                + " `valid_lft`, `preferred_lft`, `home`, `nodad`, `optimistic`, `mngtmpaddr`, `noprefixroute` and"
                                + " `autojoin`."),
                new Term("address flush SELECTOR...", "Deletes those that are selected."));
    }

    static Section routes() {
        return Section.of(
                "ROUTES",
                new Term(
                        "route [show] [SELECTOR]...",
                        "Lists routes: `table` (or `all`, `cache`), `proto`, `scope`, `type`, `dev`, `iif`, `via`, `src`,"
                                + " `metric`, `tos`, `realms`, `mark`, and `root`, `match` or `exact` with a prefix."),
                new Term(
                        "route add|change|replace|append|prepend|test|delete [TYPE] PREFIX [SETTING]...",
                        "With `via` (also of the other family), `dev`, `onlink`, `src`, `from`, `table`, `proto`, `scope`,"
                                + " `metric`, `tos`, `realms`, `pref`, `expires`, `nhid`, `ttl-propagate`, what a connection takes"
                                + " from its route (`mtu`, `advmss`, `rtt`, `congctl` and others, with `lock`), and several"
                                + " `nexthop`."),
                new Term(
                        "route get ADDRESS",
                        "Asks the kernel which way a packet takes, `from`, `iif`, `oif`, `mark`, `uid`, `tos`, `ipproto`,"
                                + " `sport`, `dport`; with `fibmatch`, which route that is."),
                new Term("route flush SELECTOR...", "Deletes those that are selected; `cache` flushes that of IPv4."));
    }

    static Section rules() {
        return Section.of(
                "RULES",
                new Term("rule [show] [SELECTOR]...", "Lists the rules that say which table counts, in their order."),
                new Term(
                        "rule add|delete [SELECTOR]... [ACTION]",
                        "Selectors are `not`, `from`, `to`, `iif`, `oif`, `fwmark`, `tos`, `uidrange`, `ipproto`, `sport`,"
                                + " `dport`, `tun_id` and `pref`; actions are `table`, `goto`, `nop`, `l3mdev` and the types of"
                                + " routes. With `protocol`, `realms`, `suppress_prefixlength` and `suppress_ifgroup`."),
                new Term("rule flush [SELECTOR]...", "Deletes those that are selected, but for the first of all."));
    }

    static Section neighbours() {
        return Section.of(
                "NEIGHBOURS",
                new Term(
                        "neighbour [show] [SELECTOR]...",
                        "Lists who is reached by which address of the link layer: `to`, `dev`, `nud`, `proxy`, `unused`,"
                                + " `master`, `nomaster`, `protocol`."),
                new Term(
                        "neighbour add|change|replace|delete ADDRESS dev LINK",
                        "With `lladdr`, `nud`, `router`, `use`, `managed`, `extern_learn` and `protocol`; `proxy ADDRESS`"
                                + " answers for somebody else."),
                new Term("neighbour get ADDRESS dev LINK", "Shows one."),
                new Term("neighbour flush SELECTOR...", "Deletes those that are selected and not permanent."));
    }
}
