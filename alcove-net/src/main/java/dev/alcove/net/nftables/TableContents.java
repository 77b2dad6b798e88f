package dev.alcove.net.nftables;

import java.util.List;

/**
 * A table with all that is in it.
 *
 * @param chains in the order in which they were made
 * @param maps in the order of their names
 * @param rules in their order within each chain, chain after chain
 */
record TableContents(Table table, List<Chain> chains, List<PortMap> maps, List<Rule> rules) {
    TableContents {
        chains = List.copyOf(chains);
        maps = List.copyOf(maps);
        rules = List.copyOf(rules);
    }

    /** Whether it does the same: handles do not count. */
    boolean isLike(TableContents other) {
        return withoutHandles().equals(other.withoutHandles());
    }

    private TableContents withoutHandles() {
        return new TableContents(
                table, chains, maps, rules.stream().map(Rule::withoutHandle).toList());
    }

    /** The rules of one chain; none if there is no such chain. */
    List<Rule> rules(String chain) {
        return rules.stream().filter(rule -> rule.chain().equals(chain)).toList();
    }

    boolean hasChain(String name) {
        return chains.stream().anyMatch(chain -> chain.name().equals(name));
    }
}
