package dev.alcove.net.nftables;

import dev.alcove.net.InterfaceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The chains of others that packets which are forwarded come through. A packet has to get through all of them: that one accepts it
 * does not help against the policy of another.
 *
 * <p>Docker, and many an administrator, gives the chain FORWARD of iptables the policy DROP. Where that is a chain of nf_tables,
 * table filter of ip and ip6 as iptables-nft makes it, two rules at its end let the network pass. At the end they come before
 * the policy and behind every rule of anybody else; in DOCKER-USER they would come before those by which Docker shields its own
 * networks. They consist of nothing but what iptables-nft can read: it refuses to list a table with a rule that it cannot.
 */
final class ForwardChains {
    private static final String TABLE = "filter";
    private static final String CHAIN = "FORWARD";

    private final List<Chain> dropping;
    private final List<Rule> rules;

    private ForwardChains(List<Chain> dropping, List<Rule> rules) {
        this.dropping = dropping;
        this.rules = rules;
    }

    /** Reads the rules of iptables among these chains. */
    static ForwardChains read(Ruleset ruleset, List<Chain> chains) throws IOException {
        List<Chain> dropping = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        for (Chain chain : chains) {
            if (chain.isAt(Chain.Hook.FORWARD)) {
                if (chain.base().orElseThrow().policy() == Chain.Policy.DROP) {
                    dropping.add(chain);
                }
                if (isOfIptables(chain)) {
                    rules.addAll(ruleset.rules(chain.family(), TABLE).stream()
                            .filter(rule -> rule.isIn(chain))
                            .toList());
                }
            }
        }
        return new ForwardChains(dropping, rules);
    }

    private static boolean isOfIptables(Chain chain) {
        return chain.family() != Family.INET
                && chain.table().equals(TABLE)
                && chain.name().equals(CHAIN);
    }

    /** The rules there that are an owner's. */
    List<Rule> of(String owner) {
        return rules.stream()
                .filter(rule ->
                        rule.comment().filter(NatRules.tag(owner)::equals).isPresent())
                .toList();
    }

    /** The rules there that a configuration needs. */
    List<Rule> needed(NatConfiguration configuration) {
        List<Rule> needed = new ArrayList<>();
        for (Chain chain : dropping) {
            if (isOfIptables(chain) && concerns(chain, configuration)) {
                String tag = NatRules.tag(configuration.owner());
                InterfaceName bridge = configuration.bridge();
                needed.add(RuleBuilder.in(chain).input(bridge).accept().withComment(tag));
                needed.add(RuleBuilder.in(chain).output(bridge).accept().withComment(tag));
            }
        }
        return needed;
    }

    /** What may keep a network from working and cannot be helped by adding rules. */
    List<String> warnings(NatConfiguration configuration) {
        List<String> warnings = new ArrayList<>();
        for (Chain chain : dropping) {
            if (!isOfIptables(chain) && concerns(chain, configuration)) {
                warnings.add(
                        chain + " drops what none of its rules accepts: it has to accept what comes from and goes to "
                                + configuration.bridge());
            }
        }
        return warnings;
    }

    private static boolean concerns(Chain chain, NatConfiguration configuration) {
        return switch (chain.family()) {
            case IP -> configuration.hasIpv4();
            case IP6 -> configuration.hasIpv6();
            default -> true;
        };
    }
}
