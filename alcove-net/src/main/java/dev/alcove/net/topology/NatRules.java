package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be translated, with addresses in place of names.
 *
 * @param outside the link that leads out; empty: every one but that which the translated are behind
 * @param forwarding whether to turn forwarding on
 * @param insides whose packets are masqueraded
 * @param ports that are published
 */
record NatRules(String outside, boolean forwarding, List<Inside> insides, List<Port> ports) {
    /**
     * A network whose packets are masqueraded.
     *
     * @param link that it is behind
     * @param subnets that it consists of
     */
    record Inside(String link, List<InetPrefix> subnets) {
        Inside {
            subnets = List.copyOf(subnets);
        }

        boolean contains(InetAddress address) {
            return subnets.stream().anyMatch(subnet -> subnet.contains(address));
        }

        String word() {
            StringBuilder word = new StringBuilder(link);
            subnets.forEach(subnet -> word.append('=').append(subnet));
            return word.toString();
        }

        static Inside parse(String word) {
            List<String> parts = List.of(word.split("=", -1));
            return new Inside(
                    parts.getFirst(),
                    parts.subList(1, parts.size()).stream()
                            .map(InetPrefix::parse)
                            .toList());
        }
    }

    /** A published range of ports, and where it leads. */
    record Port(
            PublishedPort.Protocol protocol,
            Optional<InetAddress> address,
            int first,
            int last,
            InetAddress host,
            int to) {
        String word() {
            return String.join(
                    ",",
                    protocol.name().toLowerCase(Locale.ROOT),
                    address.map(InetAddress::getHostAddress).orElse("*"),
                    Integer.toString(first),
                    Integer.toString(last),
                    host.getHostAddress(),
                    Integer.toString(to));
        }

        static @Nullable Port parse(String word) {
            String[] parts = word.split(",", -1);
            if (parts.length != 6) {
                return null;
            }
            return new Port(
                    PublishedPort.Protocol.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                    parts[1].equals("*") ? Optional.empty() : Optional.of(InetAddress.ofLiteral(parts[1])),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]),
                    InetAddress.ofLiteral(parts[4]),
                    Integer.parseInt(parts[5]));
        }
    }

    NatRules {
        insides = List.copyOf(insides);
        ports = List.copyOf(ports);
    }

    /** Those of a switch. */
    static NatRules of(Topology topology, Switch one, Nat nat) {
        Inside inside = new Inside(one.name(), networks(one.addresses()));
        return new NatRules(nat.link().orElse(""), nat.forwarding(), List.of(inside), ports(topology, nat));
    }

    /** Those of a host: for what is behind each of its links but the one that leads out. */
    static NatRules of(Topology topology, Host host, Nat nat) {
        String outside = nat.link().orElseThrow();
        List<Inside> insides = host.links().stream()
                .filter(link ->
                        !link.name().equals(outside) && !link.addresses().isEmpty())
                .map(link -> new Inside(link.name(), networks(link.addresses())))
                .toList();
        return new NatRules(outside, nat.forwarding(), insides, ports(topology, nat));
    }

    private static List<InetPrefix> networks(List<InetPrefix> addresses) {
        return addresses.stream().map(InetPrefix::network).distinct().toList();
    }

    private static List<Port> ports(Topology topology, Nat nat) {
        List<Port> ports = new ArrayList<>();
        for (PublishedPort port : nat.published()) {
            for (InetAddress target : targets(topology, port)) {
                ports.add(new Port(port.protocol(), port.address(), port.first(), port.last(), target, port.to()));
            }
        }
        return ports;
    }

    /** The host's first address of each family that may be the target. */
    private static List<InetAddress> targets(Topology topology, PublishedPort port) {
        List<InetAddress> targets = new ArrayList<>();
        Host host = topology.host(port.host()).orElseThrow();
        for (HostLink link : host.links()) {
            for (InetPrefix prefix : link.addresses()) {
                InetAddress candidate = prefix.address();
                boolean family = port.address()
                        .map(address -> address.getClass() == candidate.getClass())
                        .orElse(true);
                if (family && targets.stream().noneMatch(one -> one.getClass() == candidate.getClass())) {
                    targets.add(candidate);
                }
            }
        }
        return targets;
    }

    List<String> words() {
        List<String> words = new ArrayList<>(List.of(outside, Words.of("forwarding", forwarding)));
        insides.forEach(inside -> words.add(inside.word()));
        ports.forEach(port -> words.add(port.word()));
        return words;
    }

    static NatRules parse(List<String> words) {
        List<Inside> insides = new ArrayList<>();
        List<Port> ports = new ArrayList<>();
        for (String word : words.subList(2, words.size())) {
            Port port = Port.parse(word);
            if (port == null) {
                insides.add(Inside.parse(word));
            } else {
                ports.add(port);
            }
        }
        return new NatRules(words.get(0), words.get(1).endsWith("true"), insides, ports);
    }
}
