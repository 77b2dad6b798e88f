package dev.alcove.cli;

import dev.alcove.net.topology.RunningHost;
import dev.alcove.net.topology.RunningTopology;
import dev.alcove.net.topology.Topologies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** {@code net status}: which topologies are up, with their hosts, and what is missing of them. */
final class NetStatusCommand extends NetSubcommand {
    private static final int INCOMPLETE = 2;

    @Override
    public Syntax syntax() {
        return syntax(
                "status",
                "show what is up",
                "[NAME]...",
                "Show the topologies of these names, or all. The exit status is 2 if something is missing of one.",
                jsonOption());
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        Topologies topologies = Topologies.ofCaller();
        List<String> names = new ArrayList<>();
        for (int i = index; i < invocation.args.length; i++) {
            names.add(invocation.args[i]);
        }
        if (names.isEmpty()) {
            names.addAll(topologies.names());
        }
        StringBuilder out = new StringBuilder(json ? "[" : "");
        boolean complete = true;
        for (String name : names) {
            RunningTopology topology = find(topologies, List.of(name));
            List<String> missing = topology.missing();
            complete &= missing.isEmpty() && !topology.isChanging();
            if (json) {
                out.append(out.length() == 1 ? "" : ",").append("\n  ").append(json(topology, missing));
            } else {
                out.append(out.isEmpty() ? "" : "\n").append(text(topology, missing));
            }
        }
        Console.out(json ? out.append(names.isEmpty() ? "]\n" : "\n]\n").toString() : out.toString());
        return complete ? 0 : INCOMPLETE;
    }

    private static String state(RunningTopology topology, List<String> missing) {
        if (topology.isChanging()) {
            return "interrupted";
        }
        return missing.isEmpty() ? "up" : "incomplete";
    }

    private static String text(RunningTopology topology, List<String> missing) {
        StringBuilder out = new StringBuilder();
        out.append(topology.name())
                .append(": ")
                .append(state(topology, missing))
                .append('\n');
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"HOST", "NAMESPACE", "LINKS", "ADDRESSES"});
        for (RunningHost host : topology.hosts()) {
            StringJoiner addresses = new StringJoiner(", ");
            host.addresses().forEach(prefix -> addresses.add(prefix.toString()));
            rows.add(new String[] {host.name(), host.namespace(), String.join(", ", host.links()), addresses.toString()
            });
        }
        out.append(NsText.columns(rows));
        missing.forEach(line -> out.append("missing: ").append(bytes(line)).append('\n'));
        if (topology.isChanging()) {
            out.append("somebody who changed it has died: bring it up again, or take it down\n");
        }
        return out.toString();
    }

    private static String json(RunningTopology topology, List<String> missing) {
        StringJoiner hosts = new StringJoiner(", ", "[", "]");
        for (RunningHost host : topology.hosts()) {
            StringJoiner addresses = new StringJoiner(", ", "[", "]");
            host.addresses().forEach(prefix -> addresses.add("\"" + prefix + "\""));
            hosts.add("{\"name\": " + NsText.json(host.name()) + ", \"namespace\": " + NsText.json(host.namespace())
                    + ", \"links\": " + array(host.links()) + ", \"addresses\": " + addresses + "}");
        }
        return "{\"name\": " + NsText.json(topology.name()) + ", \"state\": \"" + state(topology, missing)
                + "\", \"hosts\": " + hosts + ", \"missing\": " + array(missing) + "}";
    }

    private static String array(List<String> texts) {
        StringJoiner array = new StringJoiner(", ", "[", "]");
        texts.forEach(text -> array.add(NsText.json(bytes(text))));
        return array.toString();
    }
}
