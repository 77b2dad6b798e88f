package dev.alcove.namespace.catalogue.graph;

import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.catalogue.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a flowchart of Mermaid: a subgraph for each user namespace, in which are the namespaces that it owns.
 *
 * @see <a href="https://mermaid.js.org/syntax/flowchart.html">Flowcharts</a>
 */
final class MermaidWriter {
    private static final int LONGEST = 48;

    private final Labels labels;
    private final StringBuilder out = new StringBuilder("flowchart LR\n");
    private final List<String> edges = new ArrayList<>();

    MermaidWriter(Labels labels) {
        this.labels = labels;
    }

    String draw(OwnerTree root) {
        addContents(root, "  ");
        edges.forEach(out::append);
        for (NamespaceType type : NamespaceType.values()) {
            Palette colours = Palette.of(type);
            out.append("  classDef ")
                    .append(type.procName())
                    .append(" fill:")
                    .append(colours.fill())
                    .append(",stroke:")
                    .append(colours.stroke())
                    .append(",color:#1b1f24\n");
        }
        return out.toString();
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
                        .append("subgraph ")
                        .append(id(owner))
                        .append(label(owner))
                        .append('\n');
                addContents(inside, indent + "  ");
                out.append(indent).append("end\n");
            }
        }
    }

    private void addNode(Entry entry, String indent) {
        out.append(indent)
                .append(id(entry))
                .append(label(entry))
                .append(":::")
                .append(entry.type().procName())
                .append('\n');
        if (entry.type() == NamespaceType.PID) {
            entry.parent().ifPresent(parent -> edges.add("  " + id(entry) + " -. inside .-> " + id(parent) + "\n"));
        }
    }

    private static String id(Entry entry) {
        return "ns" + entry.inode();
    }

    private String label(Entry entry) {
        StringBuilder label = new StringBuilder("[\"").append(Labels.title(entry));
        for (String line : labels.lines(entry)) {
            label.append("<br/>");
            Cells.cut(line, LONGEST).codePoints().forEach(character -> append(label, character));
        }
        return label.append("\"]").toString();
    }

    /** Everything that means something to Mermaid, HTML or Markdown goes by its number. */
    private static void append(StringBuilder label, int character) {
        if (character > 0x7f || Character.isLetterOrDigit(character) || " /.,:=-".indexOf(character) >= 0) {
            label.appendCodePoint(character);
        } else {
            label.append('#').append(character).append(';');
        }
    }
}
