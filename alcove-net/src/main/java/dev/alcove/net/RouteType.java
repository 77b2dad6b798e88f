package dev.alcove.net;

import java.util.Optional;

/**
 * What becomes of a packet that a route is for. In the order of the kernel's numbers, {@code RTN_*}, which begin with 1.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>
 */
public enum RouteType {
    /** It goes the way that the route tells. */
    UNICAST,
    /** It is for this host. */
    LOCAL,
    /** It is for everybody on the link. */
    BROADCAST,
    ANYCAST,
    MULTICAST,
    /** It is dropped without a word. */
    BLACKHOLE,
    /** It is dropped, the sender hears that the host is unreachable. */
    UNREACHABLE,
    /** It is dropped, the sender hears that this is prohibited. */
    PROHIBIT,
    /** The search ends in this table and goes on with the next rule. */
    THROW;

    int number() {
        return ordinal() + 1;
    }

    static Optional<RouteType> of(int number) {
        return number >= 1 && number <= values().length ? Optional.of(values()[number - 1]) : Optional.empty();
    }

    /** Whether packets go somewhere: then there is a link or a gateway. */
    boolean leadsSomewhere() {
        return compareTo(MULTICAST) <= 0;
    }
}
