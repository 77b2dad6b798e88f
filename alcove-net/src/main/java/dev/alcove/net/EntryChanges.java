package dev.alcove.net;

import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Rtnetlink;
import java.util.ArrayList;
import java.util.List;

/** What is added to links and tables, and deleted there: each is the other's inverse. */
final class EntryChanges {
    private static final int CREATE = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;

    private EntryChanges() {}

    static Change add(Address address) {
        return Change.adding(
                "cannot add address " + address.prefix() + " to '" + address.link() + "'",
                List.of(address.link()),
                Rtnetlink.RTM_NEWADDR,
                CREATE,
                address::write,
                () -> delete(address));
    }

    static Change delete(Address address) {
        return Change.removing(
                "cannot delete address " + address.prefix() + " of '" + address.link() + "'",
                List.of(address.link()),
                Rtnetlink.RTM_DELADDR,
                address::write,
                () -> add(address));
    }

    static Change add(PortVlan vlan) {
        return Change.adding(
                "cannot put port '" + vlan.link() + "' into VLAN " + vlan.id(),
                List.of(vlan.link()),
                Rtnetlink.RTM_SETLINK,
                0,
                vlan::write,
                () -> delete(vlan));
    }

    static Change delete(PortVlan vlan) {
        return Change.removing(
                "cannot take port '" + vlan.link() + "' out of VLAN " + vlan.id(),
                List.of(vlan.link()),
                Rtnetlink.RTM_DELLINK,
                vlan::write,
                () -> add(vlan));
    }

    static Change add(Route route) {
        return Change.adding(
                "cannot add the route to " + route.destination(),
                links(route),
                Rtnetlink.RTM_NEWROUTE,
                CREATE,
                (batch, indexes) -> RouteMessages.write(route, batch, indexes),
                () -> delete(route));
    }

    static Change delete(Route route) {
        return Change.removing(
                "cannot delete the route to " + route.destination(),
                links(route),
                Rtnetlink.RTM_DELROUTE,
                (batch, indexes) -> RouteMessages.write(route, batch, indexes),
                () -> add(route));
    }

    static Change add(Rule rule) {
        return Change.adding(
                "cannot add the rule " + words(rule),
                List.of(),
                Rtnetlink.RTM_NEWRULE,
                CREATE,
                (batch, indexes) -> RuleMessages.write(rule, batch),
                () -> delete(rule));
    }

    static Change delete(Rule rule) {
        return Change.removing(
                "cannot delete the rule " + words(rule),
                List.of(),
                Rtnetlink.RTM_DELRULE,
                (batch, indexes) -> RuleMessages.write(rule, batch),
                () -> add(rule));
    }

    private static String words(Rule rule) {
        return (rule.priority().isPresent() ? rule.priority().getAsLong() + ": " : "")
                + "from " + rule.from().map(InetPrefix::toString).orElse("all")
                + rule.to().map(to -> " to " + to).orElse("");
    }

    static Change add(Neighbour neighbour) {
        return Change.adding(
                "cannot add neighbour " + InetText.of(neighbour.address()) + " on '" + neighbour.link() + "'",
                List.of(neighbour.link()),
                Rtnetlink.RTM_NEWNEIGH,
                CREATE,
                neighbour::write,
                () -> delete(neighbour));
    }

    static Change delete(Neighbour neighbour) {
        return Change.removing(
                "cannot delete neighbour " + InetText.of(neighbour.address()) + " on '" + neighbour.link() + "'",
                List.of(neighbour.link()),
                Rtnetlink.RTM_DELNEIGH,
                neighbour::write,
                () -> add(neighbour));
    }

    private static List<LinkRef> links(Route route) {
        List<LinkRef> links = new ArrayList<>();
        for (NextHop hop : route.nextHops()) {
            hop.link().ifPresent(links::add);
        }
        return links;
    }
}
