package dev.alcove.cli;

import dev.alcove.cli.LsnsArguments.Tree;
import dev.alcove.cli.table.Column;
import dev.alcove.cli.table.JsonTable;
import dev.alcove.cli.table.Line;
import dev.alcove.cli.table.RawTable;
import dev.alcove.cli.table.Screen;
import dev.alcove.cli.table.Table;
import dev.alcove.cli.table.TextTable;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Terminal;
import dev.alcove.namespace.catalogue.Catalogue;
import dev.alcove.namespace.catalogue.Detail;
import dev.alcove.namespace.catalogue.Request;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** {@code lsns}: prints the namespaces of the machine, or the processes in one of them. */
final class LsnsCommand implements Command {
    private static final String NAME = "lsns";

    @Override
    public Syntax syntax() {
        return LsnsSyntax.syntax();
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        boolean utf8 = isUtf8();
        LsnsArguments arguments = new LsnsArguments(utf8);
        int request = arguments.parse(invocation);
        if (request == LsnsSyntax.HELP) {
            Console.out(HelpText.of(LsnsSyntax.syntax(), invocation.typed));
        } else if (request == LsnsSyntax.VERSION) {
            Console.out(NAME + " from Alcove " + Version.text() + "\n");
        } else if (arguments.listColumns) {
            Console.out(print(columns(), arguments, new Screen(utf8, 0)));
        } else if (arguments.graph != null) {
            LsnsGraph.write(arguments, arguments.graph);
        } else if (arguments.interval > 0) {
            LsnsWatch.run(arguments, utf8);
        } else {
            Catalogue catalogue = scan(arguments);
            Console.out(print(LsnsListing.of(arguments, catalogue), arguments, screen(arguments, utf8)));
        }
        return 0;
    }

    /** Looks for what the arguments ask for, and for no more. */
    static Catalogue scan(LsnsArguments arguments) throws LinuxException {
        Set<Detail> details = EnumSet.noneOf(Detail.class);
        for (int i = 0; i < arguments.columns.size(); i++) {
            addDetails(details, arguments.columns.get(i), arguments);
        }
        if (arguments.filter != null) {
            for (LsnsColumn column : arguments.filtered) {
                addDetails(details, column, arguments);
            }
        }
        if (arguments.tree == Tree.OWNER || arguments.tree == Tree.PARENT) {
            details.add(Detail.ANCESTORS);
        }
        return Catalogue.scan(new Request(arguments.types, details));
    }

    private static void addDetails(Set<Detail> details, LsnsColumn column, LsnsArguments arguments) {
        switch (column) {
            case PNS, ONS -> details.add(Detail.RELATIONS);
            case COMMAND -> details.add(arguments.namespace == 0 ? Detail.COMMANDS : Detail.ALL_COMMANDS);
            case NETNSID -> details.add(Detail.NETNSID);
            case NAME -> {
                details.add(Detail.NAMES);
                details.add(Detail.CONTAINERS);
            }
            case CONTAINER -> details.add(Detail.CONTAINERS);
            case UNIT -> details.add(Detail.UNITS);
            case IFACES, RX, TX -> details.add(Detail.TRAFFIC);
            default -> {}
        }
    }

    /** The table in the form that the arguments ask for. */
    static String print(Table table, LsnsArguments arguments, Screen screen) {
        if (arguments.json) {
            return JsonTable.print(table);
        }
        return arguments.raw ? RawTable.print(table, screen) : TextTable.print(table, screen);
    }

    /** What {@code --list-columns} prints. */
    private static Table columns() {
        Table table = new Table("lsns-columns");
        table.headings(false);
        table.add(new Column("HOLDER", Column.Kind.STRING).right(true));
        table.add(new Column("TYPE", Column.Kind.STRING));
        table.add(new Column("DESCRIPTION", Column.Kind.STRING));
        for (LsnsColumn column : LsnsColumn.values()) {
            Line line = table.addLine(null);
            line.set(0, column.name());
            line.set(
                    1,
                    switch (column.kind) {
                        case NUMBER, SIZE -> "<integer>";
                        case FLOAT -> "<float>";
                        case BOOLEAN -> "<boolean>";
                        case STRING -> "<string>";
                    });
            line.set(2, column.help);
        }
        return table;
    }

    private static Screen screen(LsnsArguments arguments, boolean utf8) throws LinuxException {
        return new Screen(utf8, arguments.json || arguments.raw ? 0 : Terminal.columns());
    }

    /** Whether the locale is one of UTF-8: the JVM asks the C library. */
    private static boolean isUtf8() {
        return "UTF-8".equals(System.getProperty("native.encoding"));
    }
}
