package dev.alcove.net.topology;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A network namespace.
 *
 * @param name letters, digits and inner hyphens, at most 63
 * @param links its network interfaces besides {@code lo}
 * @param routes beyond those that addresses bring along
 * @param sysctls below {@code net.}, by name: {@code net.ipv4.ip_forward}
 * @param nat how those reach the outside for which it is the router; empty: it forwards at most, and changes no addresses
 * @param commands what runs in it, in this order
 */
public record Host(
        String name,
        List<HostLink> links,
        List<HostRoute> routes,
        SequencedMap<String, String> sysctls,
        Optional<Nat> nat,
        List<Command> commands) {
    public Host {
        links = List.copyOf(links);
        routes = List.copyOf(routes);
        sysctls = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sysctls));
        commands = List.copyOf(commands);
    }
}
