package dev.alcove.net.topology;

import java.util.List;
import java.util.Optional;

/**
 * How a network reaches what is not part of it: its packets leave under the address of whoever forwards them.
 *
 * @param link where they leave; empty, which only a switch may have: on every interface but the switch itself
 * @param forwarding whether to turn on {@code net.ipv4.ip_forward} and {@code net.ipv6.conf.all.forwarding} where they are off;
 *     without them nothing is forwarded
 * @param published ports of whoever forwards that lead to hosts
 */
public record Nat(Optional<String> link, boolean forwarding, List<PublishedPort> published) {
    public Nat {
        published = List.copyOf(published);
    }
}
