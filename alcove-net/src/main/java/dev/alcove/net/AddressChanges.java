package dev.alcove.net;

import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Rtnetlink;
import java.util.ArrayList;
import java.util.List;

/** Changes of addresses and routes: each is the other's inverse. */
final class AddressChanges {
    private static final int CREATE = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;

    private AddressChanges() {}

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

    private static List<LinkRef> links(Route route) {
        List<LinkRef> links = new ArrayList<>();
        for (NextHop hop : route.nextHops()) {
            hop.link().ifPresent(links::add);
        }
        return links;
    }
}
