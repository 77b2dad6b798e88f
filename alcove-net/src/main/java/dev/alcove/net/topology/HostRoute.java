package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A route of a host.
 *
 * @param to which destinations it is for; a length of 0 is the default route
 * @param via the router, which a link of the host must reach directly; empty: the destinations are on the link themselves
 * @param link the interface to send from; empty: the one that reaches {@code via}
 */
public record HostRoute(InetPrefix to, Optional<InetAddress> via, Optional<String> link) {
    /** Every destination of the family of a router: what a default route is for. */
    public static InetPrefix all(InetAddress router) {
        return router instanceof Inet4Address ? InetPrefix.ALL_IPV4 : InetPrefix.ALL_IPV6;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(to.length() == 0 ? "default" : to.toString());
        via.ifPresent(
                router -> text.append(" via ").append(InetPrefix.of(router).addressText()));
        link.ifPresent(name -> text.append(" dev ").append(name));
        return text.toString();
    }
}
