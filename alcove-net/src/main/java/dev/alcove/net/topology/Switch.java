package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A bridge. It is in a namespace of the topology's own, unless it does NAT: then it is in the namespace of whoever brings
 * the topology up.
 *
 * @param name of the switch, and of the network interface, 1 to 15 bytes
 * @param addresses of the switch itself, for hosts to use it as a router
 * @param mtu the largest packet, in bytes, 68 to 65535; empty: that of its ports
 * @param stp whether it speaks the spanning tree protocol
 * @param vlanFiltering whether it keeps VLANs apart
 * @param nat how its hosts reach what is outside; empty: they do not
 */
public record Switch(
        String name,
        List<InetPrefix> addresses,
        OptionalInt mtu,
        boolean stp,
        boolean vlanFiltering,
        Optional<Nat> nat) {
    public Switch {
        addresses = List.copyOf(addresses);
    }
}
