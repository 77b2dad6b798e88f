package dev.alcove.cli;

/**
 * The options of {@code nsenter}, in the order in which util-linux declares them, because messages list them in it;
 * ours come last.
 */
final class NsenterSyntax {
    static final int HELP = Planned.HELP;
    static final int VERSION = Planned.VERSION;
    static final int ALL = 3;
    static final int TARGET = 4;
    static final int MOUNT = 5;
    static final int UTS = 6;
    static final int IPC = 7;
    static final int NET = 8;
    static final int NET_SOCKET = 9;
    static final int PID = 10;
    static final int USER = 11;
    static final int CGROUP = 12;
    static final int TIME = 13;
    static final int SETUID = 14;
    static final int SETGID = 15;
    static final int ROOT = 16;
    static final int WD = 17;
    static final int WDNS = 18;
    static final int ENV = 19;
    static final int NO_FORK = 20;
    static final int JOIN_CGROUP = 21;
    static final int PRESERVE_CREDENTIALS = 22;
    static final int KEEP_CAPS = 23;
    static final int USER_PARENT = 24;
    static final int FOLLOW_CONTEXT = 25;
    static final int NAME = 26;
    static final int CONTAINER = 27;
    static final int EXPLAIN = 28;
    static final int DEBUG = 29;

    private static final String TARGETS = "Target";
    private static final String NAMESPACES = "Namespaces";
    private static final String PROCESSES = "Processes";
    private static final String FILES = "Files";
    private static final String IDS = "Users and groups";
    private static final String GENERAL = Option.GENERAL;
    private static final char NO_SHORT = Option.NO_SHORT;

    private static final String FILE = "FILE|:NSID";
    private static final String WHOSE =
            "It is that of the target, that which FILE is, such as `/proc/1/ns/net` or a file that a"
                    + " namespace is bound onto, or that with the identifier NSID, from Linux 6.19 on. The argument of the short"
                    + " option follows it at once, with or without an equals sign.";

    private NsenterSyntax() {}

    static Syntax syntax() {
        return new Syntax(
                "nsenter",
                "run a program in namespaces that exist",
                "[PROGRAM [ARGUMENT]...]",
                "Run PROGRAM, by default your shell, in the namespaces of other processes. Options end at the first\n"
                        + "operand.",
                Option.flag(ALL, 'a', "all", NAMESPACES, "enter all namespaces of the target")
                        .details("All that this kernel has; but the user namespace only if it is not your own, which"
                                + " cannot be entered again."),
                Option.help(HELP),
                Option.version(VERSION),
                Option.value(TARGET, 't', "target", "PID[:INODE]", TARGETS, "the process whose namespaces are entered")
                        .details("With INODE, the inode number of its pidfd, it is that process or none, never one that"
                                + " got its PID later; that takes Linux 6.9."),
                Option.attached(MOUNT, 'm', "mount", FILE, NAMESPACES, "enter the mount namespace")
                        .details(WHOSE + " Root and working directory are the namespace's root then, unless `--root` or"
                                + " `--wd` say otherwise."),
                Option.attached(UTS, 'u', "uts", FILE, NAMESPACES, "enter the UTS namespace: host and domain name"),
                Option.attached(IPC, 'i', "ipc", FILE, NAMESPACES, "enter the IPC namespace"),
                Option.attached(NET, 'n', "net", FILE, NAMESPACES, "enter the network namespace"),
                Option.value(
                                NET_SOCKET,
                                'N',
                                "net-socket",
                                "FD",
                                NAMESPACES,
                                "enter the network namespace of the target's socket FD")
                        .details("A process may hold sockets of other network namespaces than its own."),
                Option.attached(PID, 'p', "pid", FILE, NAMESPACES, "enter the PID namespace, with a child")
                        .details(
                                "A process stays in its PID namespace; its children are in the new one. So PROGRAM is a"
                                        + " child, unless `--no-fork` says otherwise. The process that waits for it passes"
                                        + " SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2 and SIGTERM on to it, stops when it stops,"
                                        + " and ends as it does."),
                Option.attached(USER, 'U', "user", FILE, NAMESPACES, "enter the user namespace")
                        .details("User and group id become 0, and supplementary groups are dropped, unless `--setuid`,"
                                + " `--setgid` or `--preserve-credentials` say otherwise."),
                Option.attached(CGROUP, 'C', "cgroup", FILE, NAMESPACES, "enter the cgroup namespace"),
                Option.attached(TIME, 'T', "time", FILE, NAMESPACES, "enter the time namespace"),
                Option.value(SETUID, 'S', "setuid", "UID|follow", IDS, "set the user id inside")
                        .details("`follow` is that of the target."),
                Option.value(
                                SETGID,
                                'G',
                                "setgid",
                                "GID|follow",
                                IDS,
                                "set the group id inside, drop supplementary groups")
                        .details("`follow` is that of the target."),
                Option.attached(ROOT, 'r', "root", "DIR", FILES, "set the root directory (that of the target)")
                        .details(
                                "It is opened outside. The working directory stays as it is, even if that is outside of"
                                        + " it, unless `--wd` or `--wdns` is given."),
                Option.attached(WD, 'w', "wd", "DIR", FILES, "set the working directory (that of the target)")
                        .details("It is opened outside."),
                Option.value(WDNS, 'W', "wdns", "DIR", FILES, "set the working directory to DIR inside"),
                Option.flag(ENV, 'e', "env", PROCESSES, "pass the target's environment variables, and no others"),
                Option.flag(NO_FORK, 'F', "no-fork", PROCESSES, "do not fork for a PID namespace"),
                Option.flag(
                        JOIN_CGROUP, 'c', "join-cgroup", PROCESSES, "join the cgroup of the target, with cgroup v2"),
                Option.flag(
                        PRESERVE_CREDENTIALS,
                        NO_SHORT,
                        "preserve-credentials",
                        IDS,
                        "keep user and group ids as they are"),
                Option.flag(KEEP_CAPS, NO_SHORT, "keep-caps", IDS, "let PROGRAM keep the user namespace's capabilities")
                        .details("They are raised to ambient, so that they survive execve(2) with an id other than 0."),
                Option.flag(USER_PARENT, NO_SHORT, "user-parent", NAMESPACES, "enter the parent of the user namespace")
                        .details("Of that which `--user` names, or of the target's."),
                Option.flag(FOLLOW_CONTEXT, 'Z', "follow-context", PROCESSES, "give PROGRAM the target's SELinux label")
                        .extension(),
                Option.value(NAME, NO_SHORT, "name", "NAME", TARGETS, "enter the namespaces that are kept as NAME")
                        .details("What Alcove keeps comes first, then the network namespaces of ip-netns(8). All that"
                                + " are kept are entered, or those that are named by option.")
                        .extension(),
                Option.value(
                                CONTAINER,
                                NO_SHORT,
                                "container",
                                "NAME",
                                TARGETS,
                                "enter the namespaces of a container of podman or Docker")
                        .details(
                                "NAME is a name or an identifier. The command podman, and then docker, is asked for the"
                                        + " PID of its first process. All namespaces are entered in which that is and you are"
                                        + " not, or those that are named by option.")
                        .extension(),
                Option.optional(
                                EXPLAIN,
                                NO_SHORT,
                                "explain",
                                "text|json",
                                GENERAL,
                                "print the system calls this would make, make none")
                        .extension(),
                Option.debug(DEBUG).extension());
    }
}
