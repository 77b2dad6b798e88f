package dev.alcove.cli;

import dev.alcove.namespace.KeptDetails;
import dev.alcove.namespace.KeptNamespaces;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ns show NAME}: everything that is known of a set. */
final class NsShowCommand extends NsSubcommand {
    @Override
    public Syntax syntax() {
        return syntax(
                "show",
                "show kept namespaces",
                "NAME",
                "Show the namespaces that are kept under NAME: inodes, owner, files, maps, and the processes inside.",
                jsonOption());
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        KeptNamespaces set = find(operand(invocation, index, "no name given"));
        noMore(invocation, index + 1);
        KeptDetails details = KeptDetails.of(set);
        Console.out(json ? json(set, details) : text(set, details));
        return 0;
    }

    private static String text(KeptNamespaces set, KeptDetails details) {
        StringBuilder out = new StringBuilder();
        out.append("name: ").append(NsText.shown(set.name())).append('\n');
        out.append("state: ")
                .append(set.isNetns() ? "ip netns" : set.state().name().toLowerCase(Locale.ROOT))
                .append('\n');
        if (set.holder() != 0) {
            out.append("holder: ").append(set.holder()).append('\n');
        }
        map(out, "uid_map", details.uidMap());
        map(out, "gid_map", details.gidMap());
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"TYPE", "INODE", "OWNER", "FILE"});
        for (NamespaceType type : set.types()) {
            rows.add(new String[] {
                type.procName(),
                set.inode(type) == 0 ? "-" : Long.toString(set.inode(type)),
                details.owner(type),
                NsText.shown(String.valueOf(set.file(type)))
            });
        }
        out.append('\n').append(NsText.columns(rows));
        if (!details.processes().isEmpty()) {
            rows.clear();
            rows.add(new String[] {"PID", "COMMAND", "INSIDE"});
            for (KeptDetails.Inside process : details.processes()) {
                rows.add(new String[] {Integer.toString(process.pid()), NsText.shown(process.command()), process.types()
                });
            }
            out.append('\n').append(NsText.columns(rows));
        }
        return out.toString();
    }

    private static void map(StringBuilder out, String name, List<String> lines) {
        for (String line : lines) {
            out.append(name).append(": ").append(line).append('\n');
        }
    }

    private static String json(KeptNamespaces set, KeptDetails details) {
        String object = NsListCommand.json(set);
        StringBuilder out = new StringBuilder(object.substring(0, object.length() - 1));
        out.append(", \"files\": {");
        boolean first = true;
        for (NamespaceType type : set.types()) {
            out.append(first ? "" : ", ").append('"').append(type.procName()).append("\": ");
            out.append(NsText.json(String.valueOf(set.file(type))));
            first = false;
        }
        out.append("}, \"uid_map\": ").append(strings(details.uidMap()));
        out.append(", \"gid_map\": ").append(strings(details.gidMap())).append(", \"processes\": [");
        first = true;
        for (KeptDetails.Inside process : details.processes()) {
            out.append(first ? "" : ", ")
                    .append("{\"pid\": ")
                    .append(process.pid())
                    .append(", \"command\": ");
            out.append(NsText.json(process.command())).append(", \"inside\": ").append(NsText.json(process.types()));
            out.append('}');
            first = false;
        }
        return out.append("]}\n").toString();
    }

    private static String strings(List<String> lines) {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < lines.size(); i++) {
            out.append(i == 0 ? "" : ", ").append(NsText.json(lines.get(i)));
        }
        return out.append(']').toString();
    }
}
