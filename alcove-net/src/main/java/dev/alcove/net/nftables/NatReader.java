package dev.alcove.net.nftables;

import dev.alcove.linux.raw.Nftables;
import dev.alcove.net.InterfaceName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The configuration that a table stands for: the way back from {@link NatRules}. */
final class NatReader {
    private final String owner;
    private final TableContents contents;
    private final Map<String, PortMap> maps = new HashMap<>();

    private NatReader(String owner, TableContents contents) {
        this.owner = owner;
        this.contents = contents;
        contents.maps().forEach(map -> maps.put(map.name(), map));
    }

    /** The configuration; empty if there is none that makes exactly this table: somebody else has changed it. */
    static Optional<NatConfiguration> configuration(String owner, TableContents contents) {
        NatReader reader = new NatReader(owner, contents);
        Optional<InterfaceName> bridge = reader.bridge();
        if (bridge.isEmpty()) {
            return Optional.empty();
        }
        try {
            NatConfiguration configuration = reader.configuration(bridge.get());
            boolean same = NatRules.of(configuration, notes(contents)).isLike(contents);
            return same ? Optional.of(configuration) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The ports that a table publishes, whatever else somebody has made of it. */
    static List<PublishedPort> ports(String owner, TableContents contents) {
        return new NatReader(owner, contents).ports();
    }

    /** What a table says of sysctls. */
    static List<SysctlNote> notes(TableContents contents) {
        List<SysctlNote> notes = new ArrayList<>();
        for (Rule rule : contents.rules(SysctlNote.CHAIN)) {
            SysctlNote.of(rule).ifPresent(notes::add);
        }
        return notes;
    }

    private NatConfiguration configuration(InterfaceName bridge) {
        List<String> sysctls = notes(contents).stream().map(SysctlNote::name).toList();
        return new NatConfiguration(
                owner,
                bridge,
                new TreeSet<>(subnets()),
                new TreeSet<>(outputs(bridge)),
                new TreeSet<>(ports()),
                contents.hasChain(NatRules.LOOPBACK),
                contents.rules(NatRules.FORWARD).size() == 1,
                sysctls.contains(SysctlNote.FORWARD4) || sysctls.contains(SysctlNote.FORWARD6));
    }

    /** What comes from it is the first to be let pass. */
    private Optional<InterfaceName> bridge() {
        List<Rule> rules = contents.rules(NatRules.FORWARD);
        return rules.isEmpty()
                ? Optional.empty()
                : new RuleView(rules.getFirst()).value(RuleBuilder.IIFNAME).flatMap(RuleBuilder::interfaceName);
    }

    private List<Subnet> subnets() {
        List<Subnet> subnets = new ArrayList<>();
        for (Rule rule : contents.rules(NatRules.POSTROUTING)) {
            RuleView view = new RuleView(rule);
            Optional<Subnet> subnet = subnet(view, true);
            if (subnet.isPresent() && !subnet.get().network().isLoopbackAddress()) {
                subnets.add(subnet.get());
            }
        }
        return subnets;
    }

    private List<InterfaceName> outputs(InterfaceName bridge) {
        List<InterfaceName> outputs = new ArrayList<>();
        for (Rule rule : contents.rules(NatRules.POSTROUTING)) {
            new RuleView(rule)
                    .value(RuleBuilder.OIFNAME)
                    .flatMap(RuleBuilder::interfaceName)
                    .filter(name -> !name.equals(bridge))
                    .ifPresent(outputs::add);
        }
        return outputs;
    }

    private static boolean isIpv4(RuleView view) {
        return view.value(RuleBuilder.NFPROTO).equals(Optional.of(Data.of8(Nftables.NFPROTO_IPV4)));
    }

    private static Optional<Subnet> subnet(RuleView view, boolean source) {
        boolean ipv4 = isIpv4(view);
        return view.subnet(ipv4, source ? RuleBuilder.sourceOffset(ipv4) : RuleBuilder.destinationOffset(ipv4));
    }

    private List<PublishedPort> ports() {
        List<PublishedPort> ports = new ArrayList<>();
        for (Rule rule : contents.rules(NatRules.PUBLISHED)) {
            port(new RuleView(rule)).ifPresent(ports::add);
        }
        return ports;
    }

    private Optional<PublishedPort> port(RuleView view) {
        Optional<PublishedPort.Protocol> protocol = protocol(view);
        Optional<Integer> first =
                port(view.value(RuleBuilder.DPORT).or(() -> view.value(RuleBuilder.DPORT, Expression.Operator.GTE)));
        Optional<Integer> last =
                port(view.value(RuleBuilder.DPORT).or(() -> view.value(RuleBuilder.DPORT, Expression.Operator.LTE)));
        if (protocol.isEmpty()
                || first.isEmpty()
                || last.isEmpty()
                || !(view.action() instanceof Expression.Nat nat)
                || nat.address().isEmpty()) {
            return Optional.empty();
        }
        Optional<InetAddress> target = view.immediate(nat.address().getAsInt())
                .filter(data -> data.length() == 4 || data.length() == 16)
                .map(data -> Subnet.address(data.bytes()));
        Optional<Integer> targetPort =
                nat.port().isEmpty() ? first : targetPort(view, nat.port().getAsInt(), first.get());
        if (target.isEmpty() || targetPort.isEmpty()) {
            return Optional.empty();
        }
        Optional<InetAddress> host = subnet(view, false).map(Subnet::network);
        int count = last.get() - first.get() + 1;
        try {
            return Optional.of(
                    new PublishedPort(protocol.get(), host, first.get(), count, target.get(), targetPort.get()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Integer> targetPort(RuleView view, int register, int first) {
        Optional<String> name = view.lookup(register);
        if (name.isPresent()) {
            return Optional.ofNullable(maps.get(name.get()))
                    .map(map -> map.ports().get(first));
        }
        return port(view.immediate(register));
    }

    private static Optional<Integer> port(Optional<Data> data) {
        return data.filter(value -> value.length() == Short.BYTES).map(value -> {
            byte[] bytes = value.bytes();
            return (bytes[0] & 0xff) << Byte.SIZE | bytes[1] & 0xff;
        });
    }

    private static Optional<PublishedPort.Protocol> protocol(RuleView view) {
        Optional<Data> value = view.value(RuleBuilder.L4PROTO);
        for (PublishedPort.Protocol protocol : PublishedPort.Protocol.values()) {
            if (value.equals(Optional.of(Data.of8(protocol.number())))) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }
}
