package dev.alcove.cli.topology;

import dev.alcove.net.InetPrefix;
import dev.alcove.net.MacAddress;
import dev.alcove.net.topology.Command;
import dev.alcove.net.topology.End;
import dev.alcove.net.topology.Host;
import dev.alcove.net.topology.HostLink;
import dev.alcove.net.topology.HostRoute;
import dev.alcove.net.topology.Nat;
import dev.alcove.net.topology.Problem;
import dev.alcove.net.topology.PublishedPort;
import dev.alcove.net.topology.Rates;
import dev.alcove.net.topology.Switch;
import dev.alcove.net.topology.Topology;
import dev.alcove.net.topology.TopologyException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a topology from YAML, or from JSON, which is YAML too. {@code topology.schema.json} describes the form. */
public final class TopologyFile {
    /** That a file is no topology: a message of one or more lines, {@code FILE:LINE: PATH: MISTAKE}. */
    public static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1;

        InvalidException(String message) {
            super(message);
        }
    }

    /** Where the members of the file begin, by their paths. */
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private final String file;
    private final List<YamlTree.Mistake> mistakes = new ArrayList<>();

    private TopologyFile(String file) {
        this.file = file;
    }

    /**
     * Reads a topology.
     *
     * @param file what messages call it
     * @param name what the topology is called if the text does not say
     * @throws InvalidException with all mistakes
     */
    public static Topology parse(String text, String file, String name) throws InvalidException {
        return new TopologyFile(file).read(text, name);
    }

    private Topology read(String text, String name) throws InvalidException {
        Node root = compose(text).orElseThrow(() -> new InvalidException(file + ": there is nothing in it"));
        YamlTree tree = YamlTree.of(root, mistakes);
        Map<String, YamlTree> members = tree.members("name", "hosts", "switches");
        YamlTree named = members.get("name");
        String called = named == null ? name : named.text();
        List<Host> hosts = new ArrayList<>();
        List<Switch> switches = new ArrayList<>();
        named(members.get("hosts")).forEach((host, parts) -> hosts.add(host(host, parts)));
        named(members.get("switches")).forEach((one, parts) -> switches.add(oneSwitch(one, parts)));
        if (!mistakes.isEmpty()) {
            throw new InvalidException(message());
        }
        try {
            return new Topology(called, hosts, switches);
        } catch (TopologyException e) {
            for (Problem problem : e.problems()) {
                mistakes.add(new YamlTree.Mistake(line(problem.path()), problem.path(), problem.message()));
            }
            throw new InvalidException(message());
        }
    }

    private Optional<Node> compose(String text) throws InvalidException {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file).setUseMarks(true).build();
            return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text))).getSingleNode();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new InvalidException(file + ":" + line + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new InvalidException(file + ": " + e.getMessage());
        }
    }

    private String message() {
        StringBuilder all = new StringBuilder();
        for (YamlTree.Mistake mistake : mistakes) {
            all.append(all.isEmpty() ? "" : "\n")
                    .append(file)
                    .append(':')
                    .append(mistake.line())
                    .append(": ");
            all.append(mistake.path().isEmpty() ? "" : mistake.path() + ": ").append(mistake.message());
        }
        return all.toString();
    }

    /** The line of a member, or of the nearest one that it is in. */
    private int line(String path) {
        String prefix = path;
        while (!lines.containsKey(prefix)) {
            int end = Math.max(prefix.lastIndexOf('.'), prefix.lastIndexOf('['));
            if (end < 0) {
                return 1;
            }
            prefix = prefix.substring(0, end);
        }
        return lines.get(prefix);
    }

    /** The members of a mapping whose names people choose. Their lines are kept. */
    private Map<String, YamlTree> named(@Nullable YamlTree tree) {
        Map<String, YamlTree> members = tree == null ? Map.of() : tree.members();
        members.values().forEach(member -> lines.put(member.path(), member.line()));
        return members;
    }

    private Host host(String name, YamlTree tree) {
        Map<String, YamlTree> members = tree.members("links", "routes", "sysctls", "nat", "commands");
        List<HostLink> links = new ArrayList<>();
        named(members.get("links")).forEach((link, parts) -> links.add(link(link, parts)));
        SequencedMap<String, String> sysctls = new LinkedHashMap<>();
        named(members.get("sysctls")).forEach((key, value) -> sysctls.put(key, value.text()));
        return new Host(
                name,
                links,
                each(members.get("routes"), this::route),
                sysctls,
                Optional.ofNullable(members.get("nat")).map(this::nat),
                each(members.get("commands"), this::command));
    }

    private HostLink link(String name, YamlTree tree) {
        Map<String, YamlTree> members = tree.members("to", "addresses", "mac", "mtu", "rate", "vlan");
        YamlTree to = members.get("to");
        if (to == null) {
            tree.mistake("'to' is missing: the switch, or HOST:LINK, that it leads to");
        }
        return new HostLink(
                name,
                to == null ? new End.Port("") : end(to.text()),
                prefixes(members.get("addresses")),
                value(members.get("mac"), MacAddress::parse),
                number(members.get("mtu")),
                value(members.get("rate"), Rates::parse).map(OptionalLong::of).orElse(OptionalLong.empty()),
                number(members.get("vlan")));
    }

    private static End end(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? new End.Port(text) : new End.Peer(text.substring(0, colon), text.substring(colon + 1));
    }

    private Switch oneSwitch(String name, YamlTree tree) {
        Map<String, YamlTree> members = tree.members("addresses", "mtu", "stp", "vlanFiltering", "nat");
        return new Switch(
                name,
                prefixes(members.get("addresses")),
                number(members.get("mtu")),
                isTrue(members.get("stp")),
                isTrue(members.get("vlanFiltering")),
                Optional.ofNullable(members.get("nat")).map(this::nat));
    }

    private Nat nat(YamlTree tree) {
        Map<String, YamlTree> members = tree.members("link", "forwarding", "publish");
        return new Nat(
                value(members.get("link"), Function.identity()),
                isTrue(members.get("forwarding")),
                each(members.get("publish"), item -> value(item, PublishedPort::parse)).stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    private HostRoute route(YamlTree tree) {
        Map<String, YamlTree> members = tree.members("to", "via", "link");
        Optional<InetAddress> via = value(members.get("via"), InetAddress::ofLiteral);
        YamlTree to = members.get("to");
        Optional<InetPrefix> prefix = to != null && to.isText() && to.text().equals("default")
                ? via.map(HostRoute::all)
                : value(to, InetPrefix::parse);
        if (prefix.isEmpty()) {
            tree.mistake("it needs 'to', and a default route 'via' as well");
        }
        return new HostRoute(prefix.orElse(InetPrefix.ALL_IPV4), via, value(members.get("link"), Function.identity()));
    }

    private Command command(YamlTree tree) {
        if (tree.isText()) {
            return new Command(tree.text(), false);
        }
        Map<String, YamlTree> members = tree.members("run", "background");
        YamlTree run = members.get("run");
        if (run == null) {
            tree.mistake("'run' is missing");
        }
        return new Command(run == null ? "" : run.text(), isTrue(members.get("background")));
    }

    private List<InetPrefix> prefixes(@Nullable YamlTree tree) {
        return each(tree, item -> value(item, InetPrefix::parse)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private <T> List<T> each(@Nullable YamlTree tree, Function<YamlTree, T> read) {
        List<T> all = new ArrayList<>();
        if (tree != null) {
            for (YamlTree item : tree.items()) {
                lines.put(item.path(), item.line());
                all.add(read.apply(item));
            }
        }
        return all;
    }

    /** A value that a text stands for; empty if there is none, or no such text, which is a mistake. */
    private static <T> Optional<T> value(@Nullable YamlTree tree, Function<String, T> parse) {
        if (tree == null) {
            return Optional.empty();
        }
        try {
            return tree.isText() ? Optional.of(parse.apply(tree.text())) : missing(tree);
        } catch (IllegalArgumentException e) {
            tree.mistake(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static <T> Optional<T> missing(YamlTree tree) {
        tree.mistake("here should be a value");
        return Optional.empty();
    }

    private static OptionalInt number(@Nullable YamlTree tree) {
        return tree == null ? OptionalInt.empty() : OptionalInt.of(tree.number());
    }

    private static boolean isTrue(@Nullable YamlTree tree) {
        return tree != null && tree.isTrue();
    }
}
