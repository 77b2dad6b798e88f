package dev.alcove.cli;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.KeptNamespaces;
import dev.alcove.namespace.NamespaceStore;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ns list}: what is kept, by Alcove and by {@code ip netns}. */
final class NsListCommand extends NsSubcommand {
    @Override
    public Syntax syntax() {
        return syntax(
                "list",
                "list kept namespaces",
                "",
                "List the namespaces that you keep, and those of ip netns.",
                jsonOption());
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        noMore(invocation, index);
        List<KeptNamespaces> sets =
                new ArrayList<>(NamespaceStore.of(Caller.current()).list());
        sets.addAll(KeptNamespaces.allOfNetns());
        Console.out(json ? json(sets) : table(sets));
        return 0;
    }

    private static String table(List<KeptNamespaces> sets) {
        if (sets.isEmpty()) {
            return "";
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"NAME", "TYPES", "HOLDER", "STATE"});
        for (KeptNamespaces set : sets) {
            rows.add(new String[] {
                NsText.shown(set.name()),
                set.typeNames(),
                set.holder() == 0 ? "-" : Integer.toString(set.holder()),
                state(set)
            });
        }
        return NsText.columns(rows);
    }

    private static String state(KeptNamespaces set) {
        return set.isNetns() ? "ip netns" : set.state().name().toLowerCase(Locale.ROOT);
    }

    private static String json(List<KeptNamespaces> sets) {
        StringBuilder out = new StringBuilder("{\n   \"names\": [");
        for (int i = 0; i < sets.size(); i++) {
            out.append(i == 0 ? "\n      " : ",\n      ").append(json(sets.get(i)));
        }
        return out.append(sets.isEmpty() ? "" : "\n   ").append("]\n}\n").toString();
    }

    /** A set as an object of JSON. */
    static String json(KeptNamespaces set) {
        StringBuilder out = new StringBuilder("{\"name\": ").append(NsText.json(set.name()));
        out.append(", \"state\": \"").append(state(set)).append("\", \"holder\": ");
        out.append(set.holder() == 0 ? "null" : Integer.toString(set.holder())).append(", \"namespaces\": {");
        boolean first = true;
        for (NamespaceType type : set.types()) {
            out.append(first ? "" : ", ").append('"').append(type.procName()).append("\": ");
            out.append(set.inode(type) == 0 ? "null" : Long.toString(set.inode(type)));
            first = false;
        }
        return out.append("}}").toString();
    }
}
