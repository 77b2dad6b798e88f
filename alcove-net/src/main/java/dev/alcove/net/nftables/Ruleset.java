package dev.alcove.net.nftables;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.MalformedException;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Nftables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables, chains and rules of nf_tables in the network namespace that a socket is of, read and changed.
 *
 * <p>All of it takes CAP_NET_ADMIN in the user namespace that owns the network namespace, reading included. What the kernel
 * refuses is a {@link LinuxException} that says why, where that is known: {@code EPERM}; {@code EOPNOTSUPP} or {@code
 * ENOENT}: the kernel lacks nf_tables, or a part of it that a rule needs. What it sends and is not as it should be is a {@link
 * MalformedException}.
 *
 * @see <a href="https://wiki.nftables.org/wiki-nftables/index.php/Portal:DeveloperDocs/nftables_internals">nftables
 *     internals</a>
 */
public final class Ruleset {
    private static final int ANY = 0;

    private final NetlinkSocket socket;

    private Ruleset(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * What a socket reaches, which stays the caller's.
     *
     * @param socket one of {@code NETLINK_NETFILTER}, 12
     */
    public static Ruleset of(NetlinkSocket socket) {
        return new Ruleset(socket);
    }

    /**
     * The number of the state of all tables in the namespace, another one after every change. What was read between two equal
     * numbers belongs together.
     */
    public int generation() throws IOException {
        Batch request = request(ANY, Nftables.NFT_MSG_GETGEN, 0, "cannot ask nf_tables for its state");
        List<Message> answers;
        try {
            answers = socket.exchange(request.end());
        } catch (NetlinkException e) {
            throw NftablesErrors.explained(e);
        }
        for (Message answer : answers) {
            return fields("generation", answer).number(Nftables.NFTA_GEN_ID);
        }
        throw new MalformedException("nf_tables", 1, "no answer to a request for the generation");
    }

    /** All tables. */
    public List<Table> tables() throws IOException {
        List<Table> tables = new ArrayList<>();
        for (Message message : dump(request(ANY, Nftables.NFT_MSG_GETTABLE, "cannot list tables"))) {
            tables.add(table(message));
        }
        return tables;
    }

    /** All chains of all tables. */
    public List<Chain> chains() throws IOException {
        List<Chain> chains = new ArrayList<>();
        for (Message message : dump(request(ANY, Nftables.NFT_MSG_GETCHAIN, "cannot list chains"))) {
            chains.add(chain(message));
        }
        return chains;
    }

    /** The rules of a table, in their order within each chain; none if there is no such table. */
    public List<Rule> rules(Family family, String table) throws IOException {
        Batch request = request(
                family.number(), Nftables.NFT_MSG_GETRULE, "cannot list the rules of table " + family + " " + table);
        List<Rule> rules = new ArrayList<>();
        for (Message message : dump(request.string(Nftables.NFTA_RULE_TABLE, table))) {
            rules.add(rule(message));
        }
        return rules;
    }

    /** The maps from ports to ports of a table, in the order of their names. Its other sets are passed over. */
    public List<PortMap> portMaps(Family family, String table) throws IOException {
        Batch request = request(
                family.number(), Nftables.NFT_MSG_GETSET, "cannot list the sets of table " + family + " " + table);
        List<PortMap> maps = new ArrayList<>();
        try {
            for (Message message : dump(request.string(Nftables.NFTA_SET_TABLE, table))) {
                Optional<String> name = portMapName(message);
                if (name.isPresent()) {
                    maps.add(new PortMap(family, table, name.get(), elements(family, table, name.get())));
                }
            }
        } catch (LinuxException e) {
            if (NftablesErrors.isMissing(e)) {
                return List.of();
            }
            throw e;
        }
        maps.sort(Comparator.comparing(PortMap::name));
        return maps;
    }

    private SortedMap<Integer, Integer> elements(Family family, String table, String map) throws IOException {
        Batch request = request(family.number(), Nftables.NFT_MSG_GETSETELEM, "cannot list the elements of map " + map)
                .string(Nftables.NFTA_SET_ELEM_LIST_TABLE, table)
                .string(Nftables.NFTA_SET_ELEM_LIST_SET, map);
        SortedMap<Integer, Integer> ports = new TreeMap<>();
        for (Message message : dump(request)) {
            ports.putAll(elements(message));
        }
        return ports;
    }

    /**
     * A table with all that is in it.
     *
     * @param chains those of all tables
     */
    TableContents contents(Table table, List<Chain> chains) throws IOException {
        List<Chain> own = chains.stream()
                .filter(chain ->
                        chain.family() == table.family() && chain.table().equals(table.name()))
                .toList();
        return new TableContents(
                table, own, portMaps(table.family(), table.name()), rules(table.family(), table.name()));
    }

    /**
     * Makes changes, all of them or none, in one system call.
     *
     * @param generation what {@link #generation} has to be still; empty for any
     * @param attempt what they are for, in words
     * @return false if the generation is another one, and nothing was done
     */
    public boolean commit(RulesetChange change, OptionalInt generation, String attempt) throws IOException {
        try {
            socket.transaction(change.batch(), Nftables.NFNL_SUBSYS_NFTABLES, generation, attempt);
            return true;
        } catch (NetlinkException e) {
            if (NftablesErrors.isOutdated(e)) {
                return false;
            }
            throw NftablesErrors.explained(e);
        }
    }

    private List<Message> dump(Batch request) throws IOException {
        try {
            return socket.dump(request.end());
        } catch (NetlinkException e) {
            throw NftablesErrors.explained(e);
        }
    }

    private static Batch request(int family, int message, String attempt) {
        return request(family, message, Netlink.NLM_F_DUMP, attempt);
    }

    private static Batch request(int family, int message, int flags, String attempt) {
        return RulesetChange.request(new Batch(), family, message, flags, attempt);
    }

    // ---- Readers

    static Table table(Message message) throws MalformedException {
        Fields fields = fields("table", message);
        return new Table(
                family(message), fields.text(Nftables.NFTA_TABLE_NAME), fields.comment(Nftables.NFTA_TABLE_USERDATA));
    }

    static Chain chain(Message message) throws MalformedException {
        Fields fields = fields("chain", message);
        Optional<Chain.Base> base =
                fields.attributes().has(Nftables.NFTA_CHAIN_HOOK) ? Optional.of(base(fields)) : Optional.empty();
        return new Chain(
                family(message), fields.text(Nftables.NFTA_CHAIN_TABLE), fields.text(Nftables.NFTA_CHAIN_NAME), base);
    }

    private static Chain.Base base(Fields fields) throws MalformedException {
        Fields hook = fields.nested(Nftables.NFTA_CHAIN_HOOK);
        int policy = fields.number(Nftables.NFTA_CHAIN_POLICY);
        return new Chain.Base(
                fields.text(Nftables.NFTA_CHAIN_TYPE),
                hook.number(Nftables.NFTA_HOOK_HOOKNUM),
                hook.number(Nftables.NFTA_HOOK_PRIORITY),
                policy == Nftables.NF_DROP ? Chain.Policy.DROP : Chain.Policy.ACCEPT);
    }

    static Rule rule(Message message) throws MalformedException {
        Fields fields = fields("rule", message);
        OptionalLong handle = fields.attributes().bigEndian64(Nftables.NFTA_RULE_HANDLE);
        Optional<Attributes> expressions = fields.attributes().nested(Nftables.NFTA_RULE_EXPRESSIONS);
        return new Rule(
                family(message),
                fields.text(Nftables.NFTA_RULE_TABLE),
                fields.text(Nftables.NFTA_RULE_CHAIN),
                handle,
                expressions.isPresent() ? ExpressionReader.list(expressions.get()) : List.of(),
                fields.comment(Nftables.NFTA_RULE_USERDATA));
    }

    /** The name of a set if it is a map from ports to ports. */
    static Optional<String> portMapName(Message message) throws MalformedException {
        Fields fields = fields("set", message);
        boolean ports = fields.number(Nftables.NFTA_SET_FLAGS, 0) == Nftables.NFT_SET_MAP
                && fields.number(Nftables.NFTA_SET_KEY_TYPE, 0) == Nftables.TYPE_INET_SERVICE
                && fields.number(Nftables.NFTA_SET_DATA_TYPE, 0) == Nftables.TYPE_INET_SERVICE;
        return ports ? Optional.of(fields.text(Nftables.NFTA_SET_NAME)) : Optional.empty();
    }

    static Map<Integer, Integer> elements(Message message) throws MalformedException {
        SortedMap<Integer, Integer> ports = new TreeMap<>();
        Optional<Attributes> list =
                fields("elements", message).attributes().nested(Nftables.NFTA_SET_ELEM_LIST_ELEMENTS);
        if (list.isPresent()) {
            for (Attributes.Attribute element : list.get().all()) {
                Fields fields = new Fields("element", element.nested());
                ports.put(port(fields, Nftables.NFTA_SET_ELEM_KEY), port(fields, Nftables.NFTA_SET_ELEM_DATA));
            }
        }
        return ports;
    }

    private static int port(Fields element, int type) throws MalformedException {
        OptionalInt port = element.nested(type).attributes().bigEndian16(Nftables.NFTA_DATA_VALUE);
        if (port.isEmpty()) {
            throw new MalformedException("nf_tables element", 1, "a port is missing");
        }
        return port.getAsInt();
    }

    private static Fields fields(String what, Message message) throws MalformedException {
        return new Fields(what, message.attributes(Nftables.NFGENMSG_SIZE));
    }

    private static Family family(Message message) throws MalformedException {
        return Family.of(Byte.toUnsignedInt(message.payload().get(0)));
    }
}
