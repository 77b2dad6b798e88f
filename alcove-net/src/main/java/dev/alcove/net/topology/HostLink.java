package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import dev.alcove.net.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One end of a veth pair, in a host.
 *
 * @param name of the network interface in the host, 1 to 15 bytes: {@code eth0}
 * @param end where the other end is
 * @param addresses that the interface has, each with the length of its prefix
 * @param mac its hardware address; empty: one that the kernel makes up
 * @param mtu the largest packet, in bytes, 68 to 65535; empty: 1500
 * @param rate the most that leaves the host here, in bits per second; empty: no limit
 * @param vlan the VLAN, 1 to 4094, that the port of a switch with VLAN filtering puts untagged packets into; empty: 1
 */
public record HostLink(
        String name,
        End end,
        List<InetPrefix> addresses,
        Optional<MacAddress> mac,
        OptionalInt mtu,
        OptionalLong rate,
        OptionalInt vlan) {
    public HostLink {
        addresses = List.copyOf(addresses);
    }
}
