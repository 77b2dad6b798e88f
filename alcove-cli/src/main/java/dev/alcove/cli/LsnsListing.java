package dev.alcove.cli;

import dev.alcove.cli.LsnsArguments.Tree;
import dev.alcove.cli.filter.FilterException;
import dev.alcove.cli.filter.Row;
import dev.alcove.cli.table.Column;
import dev.alcove.cli.table.Line;
import dev.alcove.cli.table.Table;
import dev.alcove.namespace.catalogue.Catalogue;
import dev.alcove.namespace.catalogue.Entry;
import dev.alcove.namespace.catalogue.Member;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the table of {@code lsns} out of a catalogue: which lines there are, in which order, and what hangs below what. */
final class LsnsListing implements Row {
    private static final String GREEN = "\033[32m";

    private final LsnsArguments arguments;
    private final Catalogue catalogue;
    private final LsnsCells cells;
    private final Table table;
    private final Map<Entry, Line> lines = new HashMap<>();

    /** The line that a process was shown in last, by its PID. */
    private final Map<Integer, Line> processLines = new HashMap<>();

    private final @Nullable Set<Long> known;
    private final Set<Long> keys = new HashSet<>();

    /** What the filter is about. */
    private @Nullable Entry entry;

    private @Nullable Member process;

    private LsnsListing(LsnsArguments arguments, Catalogue catalogue, Table table, @Nullable Set<Long> known) {
        this.arguments = arguments;
        this.catalogue = catalogue;
        this.cells = new LsnsCells(!arguments.noWrap);
        this.table = table;
        this.known = known;
    }

    /** The table that the arguments ask for. */
    static Table of(LsnsArguments arguments, Catalogue catalogue) throws CommandException {
        return make(arguments, catalogue, null).table();
    }

    /**
     * The listing that the arguments ask for.
     *
     * @param known the keys of what is not new; what is new is emphasized. Null where nothing is
     */
    static LsnsListing make(LsnsArguments arguments, Catalogue catalogue, @Nullable Set<Long> known)
            throws CommandException {
        LsnsListing listing = new LsnsListing(arguments, catalogue, table(arguments), known);
        if (arguments.namespace == 0) {
            listing.addNamespaces();
        } else {
            Entry only = catalogue.find(arguments.namespace).orElse(null);
            if (only == null) {
                throw new CommandException("not found namespace: " + arguments.namespace);
            }
            listing.addProcesses(only);
        }
        return listing;
    }

    Table table() {
        return table;
    }

    /** The inodes of the namespaces that are listed, or the PIDs of the processes. */
    Set<Long> keys() {
        return keys;
    }

    private static Table table(LsnsArguments arguments) {
        Table table = new Table("namespaces");
        table.headings(!arguments.noHeadings);
        boolean ofNamespaces = arguments.tree == Tree.OWNER || arguments.tree == Tree.PARENT;
        for (int i = 0; i < arguments.columns.size(); i++) {
            LsnsColumn kind = arguments.columns.get(i);
            Column column = kind.column();
            if (kind == LsnsColumn.COMMAND) {
                column.truncated(!arguments.noTruncate).tree(arguments.tree == Tree.PROCESS);
            } else if (kind == LsnsColumn.NSFS) {
                column.wrapped(!arguments.noWrap);
            } else if (kind == LsnsColumn.NS && ofNamespaces) {
                column.tree(true).right(false);
            }
            table.add(column);
        }
        return table;
    }

    private void addNamespaces() throws CommandException {
        List<Entry> entries = catalogue.namespaces();
        for (int i = 0; i < entries.size(); i++) {
            Entry each = entries.get(i);
            boolean asked = (arguments.task == 0 || hasProcess(each, arguments.task))
                    && !(arguments.persistent && !each.processes().isEmpty());
            if (asked && !lines.containsKey(each)) {
                addNamespace(each);
            }
        }
    }

    private static boolean hasProcess(Entry entry, int pid) {
        List<Member> processes = entry.processes();
        for (int i = 0; i < processes.size(); i++) {
            if (processes.get(i).pid() == pid) {
                return true;
            }
        }
        return false;
    }

    /** Adds a namespace, and before it those that it hangs below, whether they were asked for or not. */
    private void addNamespace(Entry each) throws CommandException {
        Entry owner = each.owner().orElse(null);
        Entry parent = each.parent().orElse(null);
        if (arguments.tree == Tree.OWNER) {
            addFirst(owner);
        } else if (arguments.tree == Tree.PARENT) {
            addFirst(parent == null ? owner : parent);
        }
        add(each, each.lowest().orElse(null));
    }

    private void addFirst(@Nullable Entry above) throws CommandException {
        if (above != null && !lines.containsKey(above)) {
            addNamespace(above);
        }
    }

    private void addProcesses(Entry only) throws CommandException {
        List<Member> processes = only.processes();
        for (int i = 0; i < processes.size(); i++) {
            if (!processLines.containsKey(processes.get(i).pid())) {
                addProcess(only, processes.get(i));
            }
        }
    }

    /** Adds a process, and before it the parent that it hangs below. */
    private void addProcess(Entry only, Member each) throws CommandException {
        Member parent = catalogue.process(each.ppid()).orElse(null);
        if (arguments.tree == Tree.PROCESS
                && parent != null
                && !processLines.containsKey(parent.pid())
                && parent.inode(only.type()) == only.inode()) {
            addProcess(only, parent);
        }
        add(only, each);
    }

    private void add(Entry each, @Nullable Member member) throws CommandException {
        if (!passes(each, member)) {
            return;
        }
        Line line = table.addLine(above(each, member));
        for (int i = 0; i < arguments.columns.size(); i++) {
            line.set(i, cells.cell(arguments.columns.get(i), each, member));
        }
        note(line, arguments.namespace == 0 || member == null ? each.inode() : member.pid());
        if (arguments.tree == Tree.OWNER || arguments.tree == Tree.PARENT) {
            lines.put(each, line);
        } else if (member != null) {
            processLines.put(member.pid(), line);
        }
    }

    private void note(Line line, long key) {
        keys.add(key);
        if (known != null && !known.contains(key)) {
            line.emphasize(GREEN);
        }
    }

    private @Nullable Line above(Entry each, @Nullable Member member) {
        return switch (arguments.tree) {
            case PROCESS -> member == null ? null : processLines.get(member.ppid());
            case OWNER -> line(each.owner().orElse(null));
            case PARENT -> line(each.parent().orElse(null));
            case NONE -> null;
        };
    }

    private @Nullable Line line(@Nullable Entry each) {
        return each == null ? null : lines.get(each);
    }

    private boolean passes(Entry each, @Nullable Member member) throws CommandException {
        if (arguments.filter == null) {
            return true;
        }
        entry = each;
        process = member;
        try {
            return arguments.filter.matches(this);
        } catch (FilterException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public @Nullable String cell(int column) {
        return entry == null ? null : cells.cell(LsnsColumn.values()[column], entry, process);
    }
}
