package dev.alcove.cli;

import dev.alcove.cli.Manual.Example;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Section;
import dev.alcove.cli.Manual.Term;
import java.util.ArrayList;
import java.util.List;

/** The prose of the manual. */
final class Manuals {
    private Manuals() {}

    /** Every page: that of {@code alcove} first, then one for each command. */
    static List<Manual> all() {
        List<Manual> all = new ArrayList<>(List.of(alcove(), unshare(), nsenter(), lsns(), compile()));
        all.add(IpManual.manual());
        all.addAll(NsManuals.all());
        all.addAll(NetManuals.all());
        all.addAll(ContainerManuals.all());
        return all;
    }

    /** The page of a command of a family. */
    static Manual page(FamilyCommand family, String name, String... description) {
        String page = family.name() + "-" + name;
        return new Manual(
                "alcove-" + page,
                Completion.syntax(page),
                "alcove " + family.name() + " " + name,
                List.of(description),
                List.of(Section.of("SEE ALSO", new Paragraph("alcove-" + family.name() + "(1)"))));
    }

    /** The list of a family's commands. */
    static Section commands(FamilyCommand family) {
        List<Manual.Entry> commands = new ArrayList<>();
        for (String name : family.names()) {
            String page = family.name() + "-" + name;
            commands.add(new Term("`alcove-" + page + "`(1)", sentence(Completion.syntax(page).purpose)));
        }
        return new Section("COMMANDS", commands);
    }

    private static Manual alcove() {
        List<Manual.Entry> commands = new ArrayList<>();
        List<Manual> pages = new ArrayList<>(ContainerManuals.all());
        pages.addAll(List.of(
                unshare(),
                nsenter(),
                lsns(),
                NsManuals.all().getFirst(),
                IpManual.manual(),
                NetManuals.all().getFirst(),
                compile()));
        for (Manual manual : pages) {
            commands.add(new Term("`" + manual.page() + "`(1)", sentence(manual.syntax().purpose)));
        }
        return new Manual(
                "alcove",
                new AlcoveOptions().syntax(),
                "alcove",
                List.of(
                        "Alcove creates and enters Linux namespaces and runs programs in them. It plans a process down to its last"
                                + " system call and lets the kernel run that plan; every plan can be read before it is"
                                + " run.",
                        "Called by the name of one of its commands, through a link, it is that command: a link named"
                                + " `unshare` or `nsenter` takes what unshare(1) or nsenter(1) takes, and says what it says."),
                List.of(
                        new Section("COMMANDS", commands),
                        Section.of(
                                "EXIT STATUS",
                                new Term("0", "Success."),
                                new Term("1", "A failure of Alcove itself, or wrong arguments."),
                                new Term("other", "As the command's own page says.")),
                        Section.of("SEE ALSO", new Paragraph("unshare(1), nsenter(1), lsns(8), namespaces(7)"))));
    }

    private static Manual unshare() {
        return new Manual(
                "alcove-unshare",
                UnshareSyntax.syntax(),
                "alcove unshare",
                List.of(
                        "Runs PROGRAM in new namespaces; without PROGRAM it is the shell that `SHELL` names. Options end"
                                + " at the first operand: what follows PROGRAM belongs to PROGRAM. The process keeps its"
                                + " PID and becomes PROGRAM, unless `--fork` is given.",
                        "Options, their order, messages and exit status are those of unshare(1) of util-linux 2.43. A"
                                + " long option may be abbreviated as long as that is unambiguous."),
                List.of(
                        Section.of(
                                "EXIT STATUS",
                                new Term("1", "The namespaces could not be set up, or the arguments are wrong."),
                                new Term("126", "PROGRAM was found but could not be executed."),
                                new Term("127", "PROGRAM was not found."),
                                new Term(
                                        "other",
                                        "The exit status of PROGRAM. If a signal ended it, the same signal ends the"
                                                + " parent.")),
                        Section.of(
                                "ENVIRONMENT",
                                new Term("PATH", "Where PROGRAM is looked for."),
                                new Term("SHELL", "What is run without PROGRAM.")),
                        Section.of(
                                "FILES",
                                new Term(
                                        "/etc/subuid, /etc/subgid",
                                        "The ids that each user may map: lines of USER:FIRST:COUNT."),
                                new Term("/etc/passwd, /etc/group", "Names of users and groups.")),
                        new Section("DIFFERENCES FROM UTIL-LINUX", UnshareDifferences.entries()),
                        Section.of(
                                "EXAMPLES",
                                new Example("Be root in a user namespace of your own:", "alcove unshare -r id"),
                                new Example(
                                        "Run a shell as PID 1 with a proc of its own, without privileges:",
                                        "alcove unshare -r --fork --pid --mount-proc sh"),
                                new Example(
                                        "Map all your subordinate ids, and see first what that does:",
                                        "alcove unshare --explain --map-auto --map-root-user true")),
                        Section.of(
                                "SEE ALSO",
                                new Paragraph("alcove(1), alcove-compile(1), unshare(1), nsenter(1), newuidmap(1),"
                                        + " unshare(2), subuid(5), namespaces(7), user_namespaces(7)"))));
    }

    private static Manual nsenter() {
        return new Manual(
                "alcove-nsenter",
                NsenterSyntax.syntax(),
                "alcove nsenter",
                List.of(
                        "Runs PROGRAM in namespaces that exist: those of a process, of a container, of files, or those"
                                + " that are kept under a name; without PROGRAM it is the shell that `SHELL` names."
                                + " Options end at the first operand: what follows PROGRAM belongs to PROGRAM. The process"
                                + " keeps its PID and becomes PROGRAM, unless a PID namespace is entered.",
                        "Options, their order, messages and exit status are those of nsenter(1) of util-linux 2.43. A"
                                + " long option may be abbreviated as long as that is unambiguous.",
                        "The namespaces are entered without the user namespace first; what that does not allow is entered"
                                + " after it, or with it. To enter a namespace takes CAP_SYS_ADMIN in the user namespace"
                                + " that owns it; to see those of a process takes the right to trace it."),
                List.of(
                        Section.of(
                                "EXIT STATUS",
                                new Term("1", "The namespaces could not be entered, or the arguments are wrong."),
                                new Term("126", "PROGRAM was found but could not be executed."),
                                new Term("127", "PROGRAM was not found. It is looked for inside."),
                                new Term(
                                        "other",
                                        "The exit status of PROGRAM. If a signal ended it, the same signal ends the"
                                                + " parent.")),
                        Section.of(
                                "ENVIRONMENT",
                                new Term("PATH", "Where PROGRAM is looked for; with `--env` that of the target."),
                                new Term("SHELL", "What is run without PROGRAM; with `--env` that of the target."),
                                new Term("XDG_RUNTIME_DIR", "Below it are the names of a user who is not root.")),
                        Section.of(
                                "FILES",
                                new Term("/proc/PID/ns, /proc/PID/root, /proc/PID/cwd", "What the target has."),
                                new Term("/run/alcove/ns", "What root keeps under a name."),
                                new Term("/run/netns", "What ip-netns(8) keeps under a name.")),
                        new Section("DIFFERENCES FROM UTIL-LINUX", NsenterDifferences.entries()),
                        Section.of(
                                "EXAMPLES",
                                new Example(
                                        "See the network as process 4711 sees it, with the tools of here:",
                                        "alcove nsenter --target 4711 --net ip address"),
                                new Example("A shell in a container:", "alcove nsenter --container web sh"),
                                new Example(
                                        "See first what entering all its namespaces does:",
                                        "alcove nsenter --explain --all --target 4711 true")),
                        Section.of(
                                "SEE ALSO",
                                new Paragraph("alcove(1), alcove-unshare(1), nsenter(1), setns(2), pidfd_open(2),"
                                        + " namespaces(7), user_namespaces(7), ip-netns(8)"))));
    }

    private static Manual lsns() {
        return new Manual(
                "alcove-lsns",
                LsnsSyntax.syntax(),
                "alcove lsns",
                List.of(
                        "Lists the namespaces that the caller may see: those of processes, those that a process has open"
                                + " or has a socket of, those that are bound to a path, and their parents and owners."
                                + " With NAMESPACE, an inode number, it lists the processes in that namespace.",
                        "Options, output, messages and exit status are those of lsns(8) of util-linux 2.43. A long option"
                                + " may be abbreviated as long as that is unambiguous."),
                List.of(
                        Section.of("COLUMNS", LsnsManual.columns()),
                        Section.of("FILTERS", LsnsManual.filters()),
                        Section.of(
                                "EXIT STATUS",
                                new Term("0", "Success, also if there is nothing to list."),
                                new Term("1", "A failure, or wrong arguments.")),
                        Section.of(
                                "ENVIRONMENT",
                                new Term("LC_ALL, LC_CTYPE, LANG", "In a locale of UTF-8 trees are drawn in it."),
                                new Term("COLUMNS", "The width of a terminal that does not tell its own.")),
                        new Section("DIFFERENCES FROM UTIL-LINUX", LsnsDifferences.entries()),
                        Section.of(
                                "EXAMPLES",
                                new Example("See which user namespace owns what:", "alcove lsns --tree"),
                                new Example(
                                        "Find what uses most memory apart from the host's own namespaces:",
                                        "alcove lsns -t pid -o +RSS,CPU,CONTAINER -Q 'PNS != 0 and RSS > 100M'"),
                                new Example(
                                        "Follow the traffic of all network namespaces:",
                                        "alcove lsns --watch=1 -t net -o NS,NAME,IFACES,RX,TX,COMMAND")),
                        Section.of(
                                "SEE ALSO",
                                new Paragraph("alcove(1), alcove-unshare(1), lsns(8), scols-filter(5), namespaces(7),"
                                        + " ioctl_ns(2)"))));
    }

    private static Manual compile() {
        return new Manual(
                "alcove-compile",
                new CompileCommand().syntax(),
                "alcove compile",
                List.of(
                        "Writes FILE, an executable that does what `alcove unshare` would do with these options, in"
                                + " under a millisecond and without a JVM. It is a static ELF file of a few kilobytes"
                                + " that needs nothing else.",
                        "The arguments that FILE is called with follow those of PROGRAM. If no PROGRAM is compiled in,"
                                + " the first of them is the program; without any it is the shell.",
                        "What depends on who calls is decided when FILE is written: names of users and groups, and the"
                                + " blocks of ids that `auto` and `subids` stand for. With `--explain` the program is"
                                + " printed and nothing is written."),
                List.of(
                        Section.of(
                                "EXIT STATUS",
                                new Term("0", "FILE was written."),
                                new Term("1", "It was not."),
                                new Term("FILE itself", "As alcove-unshare(1).")),
                        Section.of(
                                "EXAMPLES",
                                new Example(
                                        "A launcher that runs whatever it is given without a network:",
                                        "alcove compile -o offline unshare -r --net\n./offline ip link"),
                                new Example(
                                        "The same for another machine:",
                                        "alcove compile -o offline --arch aarch64 unshare -r --net")),
                        Section.of("SEE ALSO", new Paragraph("alcove(1), alcove-unshare(1), unshare(1)"))));
    }

    /** A phrase as a sentence. */
    static String sentence(String phrase) {
        return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + ".";
    }
}
