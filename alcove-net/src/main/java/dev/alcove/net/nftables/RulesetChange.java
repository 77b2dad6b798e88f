package dev.alcove.net.nftables;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Nftables;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Changes that are made together or not at all, by {@link Ruleset#commit}, in the order in which they are put down here.
 *
 * <p>Not for use by several threads at once.
 */
public final class RulesetChange {
    private static final int CREATE = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;

    /** So many elements that the list, with 36 bytes for each, fits into an attribute. */
    private static final int ELEMENTS = 1024;

    private static final int PORT = Short.BYTES;

    private final Batch batch = new Batch();
    private int sets;

    /** No changes. */
    public RulesetChange() {}

    /** Makes a table; refused if there is one of this name ({@code EEXIST}). */
    public RulesetChange add(Table table) {
        begin(table.family(), Nftables.NFT_MSG_NEWTABLE, CREATE, "cannot add " + table)
                .string(Nftables.NFTA_TABLE_NAME, table.name());
        if (table.comment().isPresent()) {
            batch.attribute(
                    Nftables.NFTA_TABLE_USERDATA,
                    Fields.userData(table.comment().get()));
        }
        batch.end();
        return this;
    }

    /** Deletes a table with all that is in it. */
    public RulesetChange delete(Table table) {
        begin(table.family(), Nftables.NFT_MSG_DELTABLE, 0, "cannot delete " + table)
                .string(Nftables.NFTA_TABLE_NAME, table.name())
                .end();
        return this;
    }

    /** Makes a chain; refused if there is one of this name ({@code EEXIST}). */
    public RulesetChange add(Chain chain) {
        begin(chain.family(), Nftables.NFT_MSG_NEWCHAIN, CREATE, "cannot add " + chain)
                .string(Nftables.NFTA_CHAIN_TABLE, chain.table())
                .string(Nftables.NFTA_CHAIN_NAME, chain.name());
        if (chain.base().isPresent()) {
            Chain.Base base = chain.base().get();
            batch.nest(Nftables.NFTA_CHAIN_HOOK)
                    .bigEndian32(Nftables.NFTA_HOOK_HOOKNUM, base.hook())
                    .bigEndian32(Nftables.NFTA_HOOK_PRIORITY, base.priority())
                    .endNest()
                    .bigEndian32(Nftables.NFTA_CHAIN_POLICY, base.policy().number())
                    .string(Nftables.NFTA_CHAIN_TYPE, base.type());
        }
        batch.end();
        return this;
    }

    /** Makes a map with its elements; refused if there is one of this name ({@code EEXIST}). */
    public RulesetChange add(PortMap map) {
        String attempt = "cannot add map " + map.family() + " " + map.table() + " " + map.name();
        begin(map.family(), Nftables.NFT_MSG_NEWSET, CREATE, attempt)
                .string(Nftables.NFTA_SET_TABLE, map.table())
                .string(Nftables.NFTA_SET_NAME, map.name())
                .bigEndian32(Nftables.NFTA_SET_ID, ++sets)
                .bigEndian32(Nftables.NFTA_SET_FLAGS, Nftables.NFT_SET_MAP)
                .bigEndian32(Nftables.NFTA_SET_KEY_TYPE, Nftables.TYPE_INET_SERVICE)
                .bigEndian32(Nftables.NFTA_SET_KEY_LEN, PORT)
                .bigEndian32(Nftables.NFTA_SET_DATA_TYPE, Nftables.TYPE_INET_SERVICE)
                .bigEndian32(Nftables.NFTA_SET_DATA_LEN, PORT)
                .end();
        List<Map.Entry<Integer, Integer>> ports = List.copyOf(map.ports().entrySet());
        for (int first = 0; first < ports.size(); first += ELEMENTS) {
            elements(map, ports.subList(first, Math.min(ports.size(), first + ELEMENTS)), attempt);
        }
        return this;
    }

    private void elements(PortMap map, List<Map.Entry<Integer, Integer>> ports, String attempt) {
        begin(map.family(), Nftables.NFT_MSG_NEWSETELEM, CREATE, attempt)
                .string(Nftables.NFTA_SET_ELEM_LIST_TABLE, map.table())
                .string(Nftables.NFTA_SET_ELEM_LIST_SET, map.name())
                .nest(Nftables.NFTA_SET_ELEM_LIST_ELEMENTS);
        for (Map.Entry<Integer, Integer> port : ports) {
            batch.nest(Nftables.NFTA_LIST_ELEM)
                    .nest(Nftables.NFTA_SET_ELEM_KEY)
                    .bigEndian16(Nftables.NFTA_DATA_VALUE, port.getKey())
                    .endNest()
                    .nest(Nftables.NFTA_SET_ELEM_DATA)
                    .bigEndian16(Nftables.NFTA_DATA_VALUE, port.getValue())
                    .endNest()
                    .endNest();
        }
        batch.endNest().end();
    }

    /** Appends a rule to its chain. */
    public RulesetChange add(Rule rule) {
        int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_APPEND;
        begin(rule.family(), Nftables.NFT_MSG_NEWRULE, flags, "cannot add a rule to " + chain(rule));
        return rule(rule, OptionalLong.empty());
    }

    private RulesetChange rule(Rule rule, OptionalLong handle) {
        batch.string(Nftables.NFTA_RULE_TABLE, rule.table()).string(Nftables.NFTA_RULE_CHAIN, rule.chain());
        if (handle.isPresent()) {
            batch.bigEndian64(Nftables.NFTA_RULE_HANDLE, handle.getAsLong());
        }
        batch.nest(Nftables.NFTA_RULE_EXPRESSIONS);
        ExpressionWriter writer = new ExpressionWriter(batch);
        for (Expression expression : rule.expressions()) {
            writer.write(expression);
        }
        batch.endNest();
        if (rule.comment().isPresent()) {
            batch.attribute(
                    Nftables.NFTA_RULE_USERDATA, Fields.userData(rule.comment().get()));
        }
        batch.end();
        return this;
    }

    /**
     * Puts a rule in the place of another one.
     *
     * @throws IllegalArgumentException if that has no handle: it was not read from the kernel
     */
    public RulesetChange replace(Rule before, Rule after) {
        int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE;
        begin(after.family(), Nftables.NFT_MSG_NEWRULE, flags, "cannot replace a rule of " + chain(after));
        return rule(after, OptionalLong.of(handle(before)));
    }

    /**
     * Deletes a rule.
     *
     * @throws IllegalArgumentException if it has no handle: it was not read from the kernel
     */
    public RulesetChange delete(Rule rule) {
        begin(rule.family(), Nftables.NFT_MSG_DELRULE, 0, "cannot delete a rule of " + chain(rule))
                .string(Nftables.NFTA_RULE_TABLE, rule.table())
                .string(Nftables.NFTA_RULE_CHAIN, rule.chain())
                .bigEndian64(Nftables.NFTA_RULE_HANDLE, handle(rule))
                .end();
        return this;
    }

    private static long handle(Rule rule) {
        return rule.handle().orElseThrow(() -> new IllegalArgumentException("a rule without a handle: " + rule));
    }

    /** Makes a table and all that is in it. */
    RulesetChange add(TableContents contents) {
        add(contents.table());
        contents.chains().forEach(this::add);
        contents.maps().forEach(this::add);
        contents.rules().forEach(this::add);
        return this;
    }

    /** Whether nothing would change. */
    public boolean isEmpty() {
        return batch.size() == 0;
    }

    Batch batch() {
        return batch;
    }

    private Batch begin(Family family, int message, int flags, String attempt) {
        return request(batch, family, message, flags, attempt);
    }

    /** Begins a message of nf_tables. */
    static Batch request(Batch batch, Family family, int message, int flags, String attempt) {
        return request(batch, family.number(), message, flags, attempt);
    }

    static Batch request(Batch batch, int family, int message, int flags, String attempt) {
        return batch.begin(Nftables.NFNL_SUBSYS_NFTABLES << Byte.SIZE | message, flags, attempt)
                .int8(family)
                .int8(Nftables.NFNETLINK_V0)
                .int16(0);
    }

    private static String chain(Rule rule) {
        return "chain " + rule.family() + " " + rule.table() + " " + rule.chain();
    }
}
