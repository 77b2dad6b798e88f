package dev.alcove.net;

import java.net.InetAddress;
import java.util.Optional;

/**
 * One of the ways that a route has.
 *
 * @param gateway the host that the packets go to next; empty: the receivers are on the link
 * @param link the link that they are sent through; empty: the kernel finds it by the gateway
 * @param weight how much of the traffic it gets in comparison with the others: 1 to 256
 * @param onlink the gateway is on the link even where no address of this host says so
 */
public record NextHop(Optional<InetAddress> gateway, Optional<LinkRef> link, int weight, boolean onlink) {
    private static final int MAX_WEIGHT = 256;

    /** @throws IllegalArgumentException if the weight is outside of its range, or there is neither gateway nor link */
    public NextHop {
        Values.require("weight of a nexthop", weight, 1, MAX_WEIGHT);
        if (gateway.isEmpty() && link.isEmpty()) {
            throw new IllegalArgumentException("a nexthop has a gateway, or a link, or both");
        }
        if (onlink && (gateway.isEmpty() || link.isEmpty())) {
            throw new IllegalArgumentException("onlink: a gateway and the link that it is on are wanted");
        }
    }

    /** By this gateway, as much as by others. */
    public static NextHop via(String gateway) {
        return new NextHop(Optional.of(InetText.parse(gateway)), Optional.empty(), 1, false);
    }

    /** The same by this link. */
    public NextHop dev(String name) {
        return new NextHop(gateway, Optional.of(LinkRef.of(name)), weight, onlink);
    }

    /** The same with this weight. */
    public NextHop withWeight(int share) {
        return new NextHop(gateway, link, share, onlink);
    }
}
