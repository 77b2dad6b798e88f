package dev.alcove.cli;

/**
 * The options of {@code lsns}, in the order in which util-linux declares them, because messages list them in it; ours
 * come last.
 */
final class LsnsSyntax {
    static final int HELP = 1;
    static final int VERSION = 2;
    static final int JSON = 3;
    static final int TASK = 4;
    static final int OUTPUT = 5;
    static final int OUTPUT_ALL = 6;
    static final int PERSISTENT = 7;
    static final int FILTER = 8;
    static final int NOTRUNCATE = 9;
    static final int NOHEADINGS = 10;
    static final int NOWRAP = 11;
    static final int LIST = 12;
    static final int RAW = 13;
    static final int TYPE = 14;
    static final int TREE = 15;
    static final int LIST_COLUMNS = 16;
    static final int WATCH = 17;
    static final int GRAPH = 18;
    static final int DEBUG = 19;

    private static final String WHICH = "Namespaces";
    private static final String COLUMNS = "Columns";
    private static final String FORM = "Format";
    private static final char NO_SHORT = Option.NO_SHORT;

    private LsnsSyntax() {}

    static Syntax syntax() {
        return new Syntax(
                        "lsns",
                        "list namespaces",
                        "[NAMESPACE]",
                        "List the namespaces of this machine; or the processes in one, which is named by its inode.",
                        Option.flag(JSON, 'J', "json", FORM, "print JSON"),
                        Option.value(TASK, 'p', "task", "PID", WHICH, "only those that the process PID is in"),
                        Option.help(HELP),
                        Option.value(
                                        OUTPUT,
                                        'o',
                                        "output",
                                        "COLUMNS",
                                        COLUMNS,
                                        "the columns to print, with commas between")
                                .details("With a `+` in front they are added to those that are printed anyway."),
                        Option.flag(
                                        OUTPUT_ALL,
                                        NO_SHORT,
                                        "output-all",
                                        COLUMNS,
                                        "print all columns that util-linux has")
                                .details("Columns of Alcove's own come only when `--output` names them."),
                        Option.flag(PERSISTENT, 'P', "persistent", WHICH, "only those without processes"),
                        Option.value(
                                        FILTER,
                                        'Q',
                                        "filter",
                                        "EXPRESSION",
                                        WHICH,
                                        "only those that EXPRESSION is true of")
                                .details("See FILTERS."),
                        Option.flag(
                                NOTRUNCATE, 'u', "notruncate", FORM, "let lines be longer than the terminal is wide"),
                        Option.version(VERSION),
                        Option.flag(NOHEADINGS, 'n', "noheadings", FORM, "print no headings"),
                        Option.flag(NOWRAP, 'W', "nowrap", FORM, "print mount points in one line, with commas between"),
                        Option.flag(LIST, 'l', "list", FORM, "print a list, not a tree"),
                        Option.flag(RAW, 'r', "raw", FORM, "print for scripts: unaligned, a blank in a cell as \\x20"),
                        Option.value(
                                TYPE,
                                't',
                                "type",
                                "mnt|net|ipc|user|pid|uts|cgroup|time",
                                WHICH,
                                "only those of this type; may be repeated"),
                        Option.attached(TREE, 'T', "tree", "parent|owner|process", FORM, "print a tree (owner)")
                                .details(
                                        "Below a namespace stand those that it owns, or that are nested in it; or below a"
                                                + " process its children. Without this option it is the tree of processes, if"
                                                + " columns are not named and neither is a list asked for."),
                        Option.flag(
                                LIST_COLUMNS, 'H', "list-columns", COLUMNS, "print the names of all columns and exit"),
                        Option.optional(WATCH, NO_SHORT, "watch", "SECONDS", FORM, "print again and again (2)")
                                .details("On a terminal it is a view that takes the whole screen: what is new is green."
                                        + " The arrows and Page Up and Down scroll, q leaves. With `--json` or"
                                        + " `--raw`, and into a file or a pipe, it prints one listing after the other,"
                                        + " with an empty line between.")
                                .extension(),
                        Option.value(
                                        GRAPH,
                                        NO_SHORT,
                                        "graph",
                                        "FILE",
                                        FORM,
                                        "draw a picture into FILE.svg, FILE.dot or FILE.mmd")
                                .details(
                                        "User namespaces are frames, inside which is what they own, with names, users and"
                                                + " processes. The end of the name says whether it is SVG, the language of Graphviz or"
                                                + " Mermaid. A file that is there is replaced by the whole picture. Of the other options"
                                                + " only `--type` goes with it.")
                                .extension(),
                        Option.debug(DEBUG).extension())
                .optionsAnywhere();
    }
}
