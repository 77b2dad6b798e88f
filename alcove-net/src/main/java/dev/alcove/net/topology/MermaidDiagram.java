package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/** Writes a topology as a flowchart of Mermaid: hosts are boxes, switches have six corners, the outside is a circle. */
final class MermaidDiagram {
    private final Topology topology;
    private final Map<String, String> ids = new HashMap<>();
    private final StringBuilder out = new StringBuilder("flowchart LR\n");

    MermaidDiagram(Topology topology) {
        this.topology = topology;
    }

    String draw() {
        for (Host host : topology.hosts()) {
            node("h" + ids.size(), host.name(), "[", host.name(), "]");
        }
        for (Switch one : topology.switches()) {
            node("s" + ids.size(), one.name(), "{{", one.name() + addresses(one.addresses()), "}}");
        }
        if (topology.switches().stream().anyMatch(one -> one.nat().isPresent())) {
            out.append("  outside((outside))\n");
        }
        topology.hosts().forEach(host -> host.links().forEach(link -> edge(host, link)));
        for (Switch one : topology.switches()) {
            one.nat().ifPresent(nat -> out.append("  ").append(id(one.name())).append(" -- NAT --- outside\n"));
        }
        return out.toString();
    }

    private void node(String id, String name, String open, String text, String close) {
        ids.put(name, id);
        out.append("  ")
                .append(id)
                .append(open)
                .append('"')
                .append(escaped(text))
                .append('"')
                .append(close)
                .append('\n');
    }

    private String id(String name) {
        return Objects.requireNonNull(ids.get(name), name);
    }

    private void edge(Host host, HostLink link) {
        String label = link.name() + addresses(link.addresses());
        switch (link.end()) {
            case End.Port(String name) -> edge(id(host.name()), label, id(name));
            case End.Peer(String other, String otherLink) -> {
                // Both ends declare it: the first in the order of names draws it.
                if ((host.name() + " " + link.name()).compareTo(other + " " + otherLink) < 0) {
                    String back = topology.host(other).orElseThrow().links().stream()
                            .filter(one -> one.name().equals(otherLink))
                            .map(one -> one.name() + addresses(one.addresses()))
                            .findFirst()
                            .orElse(otherLink);
                    edge(id(host.name()), label + " — " + back, id(other));
                }
            }
        }
    }

    private void edge(String from, String label, String to) {
        out.append("  ")
                .append(from)
                .append(" -- \"")
                .append(escaped(label))
                .append("\" --- ")
                .append(to)
                .append('\n');
    }

    private static String addresses(List<InetPrefix> addresses) {
        StringJoiner text = new StringJoiner(", ", " ", "").setEmptyValue("");
        addresses.forEach(prefix -> text.add(prefix.toString()));
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
