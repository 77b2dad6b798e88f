package dev.alcove.net.nftables;

import dev.alcove.linux.raw.Nftables;
import dev.alcove.net.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table that a configuration stands for. {@code docs/nat.md} shows it in the words of nft(8), with the reasons.
 *
 * <p>It is of the family inet: one table for IPv4 and IPv6, so that one name stands for all that an owner has. Linux has NAT in
 * that family since 5.2, and Alcove needs 5.10.
 */
final class NatRules {
    private static final String PREFIX = "alcove-";
    static final String PUBLISHED = "published";
    static final String POSTROUTING = "postrouting";
    static final String FORWARD = "forward";
    static final String LOOPBACK = "loopback";

    private static final Subnet LOOPBACK4 = Subnet.of("127.0.0.0/8");
    private static final Subnet LOOPBACK6 = Subnet.of("::1/128");

    private final NatConfiguration configuration;
    private final Table table;
    private final List<Chain> chains = new ArrayList<>();
    private final List<PortMap> maps = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    private NatRules(NatConfiguration configuration) {
        this.configuration = configuration;
        this.table = table(configuration.owner());
    }

    static Table table(String owner) {
        return new Table(Family.INET, PREFIX + owner, Optional.of("NAT by Alcove for " + owner));
    }

    /** Whose table it is, if it is one of these. */
    static Optional<String> owner(Table table) {
        return table.family() == Family.INET && table.name().startsWith(PREFIX)
                ? Optional.of(table.name().substring(PREFIX.length()))
                : Optional.empty();
    }

    /** What the rules of an owner outside of its table are marked with. */
    static String tag(String owner) {
        return PREFIX + owner;
    }

    static TableContents of(NatConfiguration configuration, List<SysctlNote> notes) {
        NatRules rules = new NatRules(configuration);
        if (!configuration.ports().isEmpty()) {
            rules.published();
            rules.prerouting();
            rules.output();
        }
        rules.postrouting();
        rules.forward();
        if (configuration.loopback()) {
            rules.loopback();
        }
        if (!notes.isEmpty()) {
            Chain chain = rules.chain(SysctlNote.CHAIN);
            notes.forEach(note -> rules.rules.add(note.rule(chain)));
        }
        return new TableContents(rules.table, rules.chains, rules.maps, rules.rules);
    }

    private Chain chain(String name) {
        Chain chain = Chain.regular(table, name);
        chains.add(chain);
        return chain;
    }

    private Chain chain(String name, String type, Chain.Hook hook, int priority) {
        Chain chain = Chain.base(table, name, type, hook, priority);
        chains.add(chain);
        return chain;
    }

    /** Where a connection to an address of the host's leads to. */
    private void published() {
        Chain chain = chain(PUBLISHED);
        for (PublishedPort port : configuration.ports()) {
            RuleBuilder rule = RuleBuilder.in(chain);
            if (port.host().isPresent()) {
                byte[] host = port.host().get().getAddress();
                rule.destination(new Subnet(port.host().get(), host.length * Byte.SIZE));
            } else {
                rule.ipv4(port.isIpv4());
            }
            rule.protocol(port.protocol()).destinationPorts(port.port(), port.lastPort());
            rules.add(destination(rule, port));
        }
    }

    private Rule destination(RuleBuilder rule, PublishedPort port) {
        if (port.port() == port.targetPort()) {
            return rule.dnat(port.target());
        }
        if (port.count() == 1) {
            return rule.dnat(port.target(), port.targetPort());
        }
        SortedMap<Integer, Integer> ports = new TreeMap<>();
        for (int i = 0; i < port.count(); i++) {
            ports.put(port.port() + i, port.targetPort() + i);
        }
        PortMap map = new PortMap(table.family(), table.name(), mapName(port), ports);
        maps.add(map);
        maps.sort((one, other) -> one.name().compareTo(other.name()));
        return rule.dnat(port.target(), map);
    }

    /** A name of its own for each range, of characters that nft(8) takes in names: {@code tcp4-8080-8089}. */
    private static String mapName(PublishedPort port) {
        String family = port.isIpv4() ? "4" : "6";
        String host = port.host().isPresent()
                ? "-" + port.host().get().getHostAddress().replace(':', '_')
                : "";
        return port.protocol() + family + host + "-" + port.port() + "-" + port.lastPort();
    }

    /** From outside, and from the network itself. */
    private void prerouting() {
        Chain chain = chain("prerouting", "nat", Chain.Hook.PREROUTING, Nftables.NF_IP_PRI_NAT_DST);
        rules.add(RuleBuilder.in(chain).destinationIsLocal().verdict(Expression.Verdict.jump(PUBLISHED)));
    }

    /** From the host itself. What leaves from a loopback address comes back with route_localnet only, and of IPv6 never. */
    private void output() {
        Chain chain = chain("output", "nat", Chain.Hook.OUTPUT, Nftables.NF_IP_PRI_NAT_DST);
        Expression.Verdict jump = Expression.Verdict.jump(PUBLISHED);
        if (publishes(true)) {
            RuleBuilder rule = RuleBuilder.in(chain);
            rule = configuration.loopback() ? rule.ipv4(true) : rule.destinationNot(LOOPBACK4);
            rules.add(rule.destinationIsLocal().verdict(jump));
        }
        if (publishes(false)) {
            rules.add(RuleBuilder.in(chain)
                    .destinationNot(LOOPBACK6)
                    .destinationIsLocal()
                    .verdict(jump));
        }
    }

    private boolean publishes(boolean ipv4) {
        return configuration.ports().stream().anyMatch(port -> port.isIpv4() == ipv4);
    }

    private void postrouting() {
        Chain chain = chain(POSTROUTING, "nat", Chain.Hook.POSTROUTING, Nftables.NF_IP_PRI_NAT_SRC);
        InterfaceName bridge = configuration.bridge();
        for (Subnet subnet : configuration.subnets()) {
            if (configuration.outputs().isEmpty()) {
                rules.add(RuleBuilder.in(chain).source(subnet).outputNot(bridge).masquerade());
            }
            for (InterfaceName output : configuration.outputs()) {
                rules.add(RuleBuilder.in(chain).source(subnet).output(output).masquerade());
            }
        }
        for (Subnet subnet : configuration.subnets()) {
            if (publishes(subnet.isIpv4())) {
                rules.add(RuleBuilder.in(chain)
                        .source(subnet)
                        .output(bridge)
                        .status(Nftables.IPS_DST_NAT)
                        .masquerade());
            }
        }
        if (configuration.loopback()) {
            rules.add(RuleBuilder.in(chain).source(LOOPBACK4).output(bridge).masquerade());
        }
    }

    private void forward() {
        Chain chain = chain(FORWARD, "filter", Chain.Hook.FORWARD, Nftables.NF_IP_PRI_FILTER);
        InterfaceName bridge = configuration.bridge();
        rules.add(RuleBuilder.in(chain).input(bridge).accept());
        if (!configuration.inbound()) {
            int known = Nftables.CT_STATE_ESTABLISHED | Nftables.CT_STATE_RELATED;
            rules.add(RuleBuilder.in(chain).output(bridge).state(known).accept());
            rules.add(RuleBuilder.in(chain)
                    .output(bridge)
                    .status(Nftables.IPS_DST_NAT)
                    .accept());
            rules.add(RuleBuilder.in(chain).output(bridge).drop());
        }
    }

    /** With route_localnet, whoever is behind the bridge could talk to what listens on 127.0.0.1, and from there. */
    private void loopback() {
        Chain chain = chain(LOOPBACK, "filter", Chain.Hook.PREROUTING, Nftables.NF_IP_PRI_RAW);
        InterfaceName bridge = configuration.bridge();
        rules.add(RuleBuilder.in(chain).input(bridge).destination(LOOPBACK4).drop());
        rules.add(RuleBuilder.in(chain).input(bridge).source(LOOPBACK4).drop());
    }
}
