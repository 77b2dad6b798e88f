package dev.alcove.cli;

import dev.alcove.namespace.KeptNamespaces;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ns diff A B}: which types of namespaces two processes or names share. */
final class NsDiffCommand extends NsSubcommand {
    @Override
    public Syntax syntax() {
        return syntax(
                "diff",
                "compare the namespaces of two processes or names",
                "PID|NAME PID|NAME",
                "Show which namespaces two processes, or what is kept under two names, share. The exit status is 0 if all that\n"
                        + "both have are the same, else 2.",
                jsonOption());
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        String first = operand(invocation, index, "two processes or names are needed");
        String second = operand(invocation, index + 1, "two processes or names are needed");
        noMore(invocation, index + 2);
        Map<NamespaceType, Long> a = inodes(first);
        Map<NamespaceType, Long> b = inodes(second);
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"TYPE", NsText.shown(first), NsText.shown(second), "SHARED"});
        StringBuilder out = new StringBuilder("{\"shared\": [");
        StringBuilder different = new StringBuilder();
        boolean same = true;
        for (NamespaceType type : NamespaceType.values()) {
            Long x = a.get(type);
            Long y = b.get(type);
            if (x == null && y == null) {
                continue;
            }
            boolean shared = x != null && x.equals(y);
            same &= shared || x == null || y == null;
            rows.add(new String[] {
                type.procName(), text(x), text(y), shared ? "yes" : x == null || y == null ? "-" : "no"
            });
            StringBuilder list = shared ? out : different;
            list.append(list.isEmpty() || list.charAt(list.length() - 1) == '[' ? "" : ", ");
            if (shared) {
                list.append('"').append(type.procName()).append('"');
            } else {
                list.append("{\"type\": \"")
                        .append(type.procName())
                        .append("\", \"first\": ")
                        .append(jsonOf(x));
                list.append(", \"second\": ").append(jsonOf(y)).append('}');
            }
        }
        out.append("], \"different\": [").append(different).append("]}\n");
        Console.out(json ? out.toString() : NsText.columns(rows));
        return same ? 0 : 2;
    }

    private static String text(@Nullable Long inode) {
        return inode == null ? "-" : inode.toString();
    }

    private static String jsonOf(@Nullable Long inode) {
        return inode == null ? "null" : inode.toString();
    }

    private static Map<NamespaceType, Long> inodes(String operand) throws CommandException, IOException {
        Map<NamespaceType, Long> inodes = new EnumMap<>(NamespaceType.class);
        if (Numbers.isDigits(operand) && Numbers.inRange(operand, 1, Integer.MAX_VALUE)) {
            Map<NamespaceType, Long> found = KeptNamespaces.inodesOf((int) Numbers.value(operand));
            if (found.isEmpty()) {
                throw new CommandException("no process " + operand);
            }
            return found;
        }
        KeptNamespaces set = find(operand);
        for (NamespaceType type : set.types()) {
            if (set.inode(type) != 0) {
                inodes.put(type, set.inode(type));
            }
        }
        return inodes;
    }
}
