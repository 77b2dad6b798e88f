package dev.alcove.namespace.catalogue.graph;

import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.catalogue.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the language of Graphviz: a cluster for each user namespace, in which are the namespaces that it owns.
 *
 * @see <a href="https://graphviz.org/doc/info/lang.html">The DOT language</a>
 */
final class DotWriter {
    private static final int LONGEST = 60;

    private final Labels labels;
    private final StringBuilder out = new StringBuilder();
    private final List<String> edges = new ArrayList<>();

    DotWriter(Labels labels) {
        this.labels = labels;
    }

    String draw(OwnerTree root) {
        out.append("digraph namespaces {\n")
                .append("  graph [rankdir=LR, fontname=\"sans-serif\", style=rounded, color=\"#8a8f98\"];\n")
                .append(
                        "  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fontcolor=\"#1b1f24\"];\n")
                .append("  edge [style=dashed, color=\"#57606a\", fontname=\"sans-serif\"];\n");
        addContents(root, "  ");
        for (String edge : edges) {
            out.append(edge);
        }
        return out.append("}\n").toString();
    }

    private void addContents(OwnerTree tree, String indent) {
        for (Entry entry : tree.owned) {
            addNode(entry, indent);
        }
        for (OwnerTree inside : tree.inside) {
            Entry owner = inside.owner;
            if (owner != null && inside.isEmpty()) {
                addNode(owner, indent);
            } else if (owner != null) {
                out.append(indent)
                        .append("subgraph cluster_")
                        .append(owner.inode())
                        .append(" {\n");
                out.append(indent).append("  label=").append(label(owner)).append(";\n");
                addContents(inside, indent + "  ");
                out.append(indent).append("}\n");
            }
        }
    }

    private void addNode(Entry entry, String indent) {
        out.append(indent)
                .append(id(entry))
                .append(" [label=")
                .append(label(entry))
                .append(", fillcolor=\"")
                .append(Palette.of(entry.type()).fill())
                .append("\"];\n");
        if (entry.type() == NamespaceType.PID) {
            entry.parent()
                    .ifPresent(parent ->
                            edges.add("  " + id(parent) + " -> " + id(entry) + " [label=\"inside\", dir=back];\n"));
        }
    }

    private static String id(Entry entry) {
        return "ns" + entry.inode();
    }

    private String label(Entry entry) {
        StringBuilder label = new StringBuilder("\"").append(Labels.title(entry));
        for (String line : labels.lines(entry)) {
            label.append("\\n")
                    .append(Cells.cut(line, LONGEST).replace("\\", "\\\\").replace("\"", "\\\""));
        }
        return label.append('"').toString();
    }
}
