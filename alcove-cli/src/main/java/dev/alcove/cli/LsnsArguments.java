package dev.alcove.cli;

import dev.alcove.cli.filter.Filter;
import dev.alcove.cli.filter.FilterException;
import dev.alcove.cli.filter.Type;
import dev.alcove.namespace.NamespaceType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command line of {@code lsns} asks for: each option as util-linux 2.43 takes it, with its messages. Where Alcove
 * differs on purpose {@link LsnsDifferences} says so.
 */
final class LsnsArguments {
    /** What hangs below what. */
    enum Tree {
        NONE,
        PROCESS,
        OWNER,
        PARENT
    }

    private static final long DEFAULT_INTERVAL = 2000;
    private static final long MAX_INTERVAL = 86_400_000;

    final List<LsnsColumn> columns = new ArrayList<>();
    final Set<NamespaceType> types = EnumSet.noneOf(NamespaceType.class);

    /** The columns that the filter names. */
    final Set<LsnsColumn> filtered = EnumSet.noneOf(LsnsColumn.class);

    @Nullable Filter filter;

    /** The inode of the only namespace, whose processes are listed; 0 for all namespaces. */
    long namespace;

    /** The process whose namespaces are listed; 0 for those of all. */
    int task;

    Tree tree = Tree.NONE;
    boolean json;
    boolean raw;
    boolean persistent;
    boolean noTruncate;
    boolean noHeadings;
    boolean noWrap;
    boolean listColumns;

    /** How many milliseconds pass between two listings; 0 for a single one. */
    long interval;

    /** The file for a picture; null where a table is printed. */
    @Nullable String graph;

    private final boolean utf8;
    private boolean list;
    private @Nullable String output;

    /**
     * @param utf8 whether filters are about characters in UTF-8
     */
    LsnsArguments(boolean utf8) {
        this.utf8 = utf8;
    }

    /**
     * Parses all arguments.
     *
     * @return {@link LsnsSyntax#HELP} or {@link LsnsSyntax#VERSION} if that is all that is asked for, else {@link
     *     Getopt#END}
     */
    int parse(Invocation invocation) throws CommandException {
        Getopt getopt = invocation.parse(LsnsSyntax.syntax());
        for (int option = getopt.next(); option != Getopt.END; option = getopt.next()) {
            if (option == LsnsSyntax.HELP || option == LsnsSyntax.VERSION) {
                return option;
            }
            if (option == LsnsSyntax.DEBUG) {
                invocation.debug = true;
            } else if (!takeFlag(option) && !takeOptional(option, getopt.argument())) {
                takeValue(option, getopt.requiredArgument());
            }
        }
        if (!listColumns) {
            complete(getopt.operands() < invocation.args.length ? invocation.args[getopt.operands()] : null);
            if (filter != null) {
                bind(filter, invocation.prefix);
            }
        }
        return Getopt.END;
    }

    private boolean takeFlag(int option) throws CommandException {
        switch (option) {
            case LsnsSyntax.JSON -> {
                exclude(raw, "raw", "json");
                json = true;
            }
            case LsnsSyntax.RAW -> {
                exclude(json, "json", "raw");
                raw = true;
                noWrap = true;
            }
            case LsnsSyntax.PERSISTENT -> {
                exclude(task != 0, "task", "persistent");
                persistent = true;
            }
            case LsnsSyntax.OUTPUT_ALL -> addAll();
            case LsnsSyntax.LIST -> list = true;
            case LsnsSyntax.NOHEADINGS -> noHeadings = true;
            case LsnsSyntax.NOTRUNCATE -> noTruncate = true;
            case LsnsSyntax.NOWRAP -> noWrap = true;
            case LsnsSyntax.LIST_COLUMNS -> listColumns = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void exclude(boolean other, String otherName, String name) throws CommandException {
        if (other) {
            throw new CommandException("options --" + otherName + " and --" + name + " cannot be combined");
        }
    }

    private void addAll() {
        columns.clear();
        for (LsnsColumn column : LsnsColumn.values()) {
            if (column == LsnsColumn.FIRST_EXTENSION) {
                return;
            }
            columns.add(column);
        }
    }

    private boolean takeOptional(int option, @Nullable String argument) throws CommandException {
        if (option == LsnsSyntax.TREE) {
            tree = tree(argument);
        } else if (option == LsnsSyntax.WATCH) {
            interval = argument == null ? DEFAULT_INTERVAL : interval(argument);
        } else {
            return false;
        }
        return true;
    }

    private static Tree tree(@Nullable String argument) throws CommandException {
        String name = argument == null ? "owner" : argument.startsWith("=") ? argument.substring(1) : argument;
        return switch (name) {
            case "owner" -> Tree.OWNER;
            case "parent" -> Tree.PARENT;
            case "process" -> Tree.PROCESS;
            default -> throw new CommandException("unknown tree type: " + name);
        };
    }

    /** Seconds, with at most three digits behind the point. */
    private static long interval(String text) throws CommandException {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String fraction = point < 0 ? "0" : text.substring(point + 1);
        boolean valid = Numbers.isDigits(whole) && Numbers.isDigits(fraction) && fraction.length() <= 3;
        if (valid && Numbers.inRange(whole, 0, MAX_INTERVAL / 1000)) {
            long millis = Numbers.value(whole) * 1000 + Numbers.value((fraction + "00").substring(0, 3));
            if (millis > 0 && millis <= MAX_INTERVAL) {
                return millis;
            }
        }
        throw new CommandException("failed to parse interval: '" + text + "'");
    }

    private void takeValue(int option, String argument) throws CommandException {
        switch (option) {
            case LsnsSyntax.TASK -> {
                exclude(persistent, "persistent", "task");
                task = (int) Numbers.parse(argument, "invalid PID argument", 1, Integer.MAX_VALUE);
            }
            case LsnsSyntax.OUTPUT -> output = argument;
            case LsnsSyntax.GRAPH -> graph = argument;
            case LsnsSyntax.TYPE -> types.add(type(argument));
            case LsnsSyntax.FILTER -> filter = filter(argument);
            default -> throw new IllegalStateException("option " + option);
        }
    }

    private static NamespaceType type(String name) throws CommandException {
        for (NamespaceType type : NamespaceType.values()) {
            if (type.procName().equals(name)) {
                return type;
            }
        }
        throw new CommandException("unknown namespace type: " + name);
    }

    private Filter filter(String expression) throws CommandException {
        try {
            return Filter.parse(expression, utf8);
        } catch (FilterException e) {
            throw new CommandException("failed to parse \"" + expression + "\": " + e.getMessage());
        }
    }

    /** Decides what follows from all options together. */
    private void complete(@Nullable String operand) throws CommandException {
        boolean net = types.contains(NamespaceType.NET);
        if (types.isEmpty()) {
            types.addAll(EnumSet.allOf(NamespaceType.class));
        }
        if (operand != null) {
            if (task != 0) {
                throw new CommandException("--task is mutually exclusive with <namespace>");
            }
            namespace = Numbers.parse(operand, "invalid namespace argument", 0, Long.MAX_VALUE);
        }
        if (tree == Tree.NONE && !list && (operand != null || columns.isEmpty())) {
            tree = Tree.PROCESS;
        }
        if (columns.isEmpty()) {
            addDefault(operand != null, net);
        }
        if (output != null) {
            addNamed(output);
        }
    }

    private void addDefault(boolean processes, boolean net) {
        if (processes) {
            columns.add(LsnsColumn.PID);
            columns.add(LsnsColumn.PPID);
            columns.add(LsnsColumn.USER);
        } else {
            columns.add(LsnsColumn.NS);
            columns.add(LsnsColumn.TYPE);
            columns.add(LsnsColumn.NPROCS);
            columns.add(LsnsColumn.PID);
            columns.add(LsnsColumn.USER);
            if (net) {
                columns.add(LsnsColumn.NETNSID);
                columns.add(LsnsColumn.NSFS);
            }
        }
        columns.add(LsnsColumn.COMMAND);
    }

    private void addNamed(String names) throws CommandException {
        boolean add = names.startsWith("+");
        if (!add) {
            columns.clear();
        }
        String rest = add ? names.substring(1) : names;
        while (!rest.isEmpty()) {
            int comma = rest.indexOf(',');
            LsnsColumn column = LsnsColumn.of(comma < 0 ? rest : rest.substring(0, comma));
            if (column == null || comma == rest.length() - 1) {
                throw new CommandException("unknown column: " + rest);
            }
            columns.add(column);
            rest = comma < 0 ? "" : rest.substring(comma + 1);
        }
        if (columns.isEmpty() || names.equals("+")) {
            throw new CommandException("no column is named: '" + names + "'");
        }
    }

    private void bind(Filter expression, String prefix) throws CommandException {
        boolean known = true;
        for (int i = 0; i < expression.holders(); i++) {
            LsnsColumn column = LsnsColumn.of(expression.holder(i));
            if (column == null) {
                Console.err(prefix + ": unknown column: " + expression.holder(i) + "\n");
                known = false;
            } else {
                filtered.add(column);
                expression.bind(i, column.ordinal(), type(column));
            }
        }
        if (!known) {
            throw new CommandException("failed to initialize filter");
        }
    }

    private static Type type(LsnsColumn column) {
        return switch (column.kind) {
            case NUMBER, SIZE -> Type.NUMBER;
            case FLOAT -> Type.FLOAT;
            case BOOLEAN -> Type.BOOLEAN;
            case STRING -> Type.STRING;
        };
    }
}
