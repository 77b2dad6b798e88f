package dev.alcove.cli;

/**
 * The options of {@code unshare}, in the order in which util-linux declares them, because messages list them in it;
 * ours come last.
 */
final class UnshareSyntax {
    static final int HELP = Planned.HELP;
    static final int VERSION = Planned.VERSION;
    static final int MOUNT = 3;
    static final int UTS = 4;
    static final int IPC = 5;
    static final int NET = 6;
    static final int PID = 7;
    static final int USER = 8;
    static final int CGROUP = 9;
    static final int TIME = 10;
    static final int FORK = 11;
    static final int KILL_CHILD = 12;
    static final int FORWARD_SIGNALS = 13;
    static final int MOUNT_PROC = 14;
    static final int MOUNT_BINFMT = 15;
    static final int MAP_USER = 16;
    static final int MAP_USERS = 17;
    static final int MAP_GROUP = 18;
    static final int MAP_GROUPS = 19;
    static final int MAP_ROOT_USER = 20;
    static final int MAP_CURRENT_USER = 21;
    static final int MAP_AUTO = 22;
    static final int MAP_SUBIDS = 23;
    static final int OWNER = 24;
    static final int PROPAGATION = 25;
    static final int SETGROUPS = 26;
    static final int KEEP_CAPS = 27;
    static final int SETUID = 28;
    static final int SETGID = 29;
    static final int ROOT = 30;
    static final int WD = 31;
    static final int MONOTONIC = 32;
    static final int BOOTTIME = 33;
    static final int LOAD_INTERP = 34;
    static final int CLEAR_ENV = 35;
    static final int WHITELIST_ENV = 36;
    static final int INIT = 37;
    static final int HOSTNAME = 38;
    static final int EXPLAIN = 39;
    static final int DEBUG = 40;

    private static final String NAMESPACES = "Namespaces";
    private static final String PROCESSES = "Processes";
    private static final String FILES = "Files";
    private static final String IDS = "Users and groups";
    private static final String CLOCKS = "Clocks";
    private static final String ENVIRONMENT = "Environment";
    private static final String GENERAL = Option.GENERAL;
    private static final char NO_SHORT = Option.NO_SHORT;

    private static final String PERSISTS = " With an argument the namespace outlives its processes: it is bound onto"
            + " FILE, which must exist; nsenter(1) enters it and umount(8) ends it.";

    private UnshareSyntax() {}

    static Syntax syntax() {
        return new Syntax(
                "unshare",
                "run a program in new namespaces",
                "[PROGRAM [ARGUMENT]...]",
                "Run PROGRAM, by default your shell, in new namespaces. Options end at the first operand.",
                Option.help(HELP),
                Option.version(VERSION),
                Option.optional(MOUNT, 'm', "mount", "FILE", NAMESPACES, "new mount namespace: own mounts")
                        .details("Its mounts are made private first; see `--propagation`." + PERSISTS
                                + " FILE must not be on a mount that is shared."),
                Option.optional(UTS, 'u', "uts", "FILE", NAMESPACES, "new UTS namespace: own host and domain name")
                        .details(PERSISTS),
                Option.optional(
                                IPC,
                                'i',
                                "ipc",
                                "FILE",
                                NAMESPACES,
                                "new IPC namespace: own message queues, shared memory")
                        .details(PERSISTS),
                Option.optional(
                                NET,
                                'n',
                                "net",
                                "FILE",
                                NAMESPACES,
                                "new network namespace: own interfaces, ports, routes")
                        .details(PERSISTS),
                Option.optional(
                                PID,
                                'p',
                                "pid",
                                "FILE",
                                NAMESPACES,
                                "new PID namespace, for the children of the program")
                        .details("The program itself stays in the old one unless `--fork` is given; then it is PID 1 of"
                                + " the new one, and the namespace ends with it." + PERSISTS + " That needs `--fork`."),
                Option.optional(USER, 'U', "user", "FILE", NAMESPACES, "new user namespace: own ids and capabilities")
                        .details("This is what makes the other namespaces available without privileges." + PERSISTS),
                Option.optional(
                                CGROUP,
                                'C',
                                "cgroup",
                                "FILE",
                                NAMESPACES,
                                "new cgroup namespace: own root of the hierarchy")
                        .details(PERSISTS),
                Option.optional(
                                TIME,
                                'T',
                                "time",
                                "FILE",
                                NAMESPACES,
                                "new time namespace: own uptime, monotonic clock")
                        .details("See `--monotonic` and `--boottime`." + PERSISTS),
                Option.flag(FORK, 'f', "fork", PROCESSES, "run PROGRAM as a child, and wait for it")
                        .details("Without it PROGRAM takes the place of this process and keeps its PID. While waiting,"
                                + " SIGINT and SIGTERM are blocked; see `--forward-signals`."),
                Option.optional(
                                KILL_CHILD,
                                NO_SHORT,
                                "kill-child",
                                "SIGNAL",
                                PROCESSES,
                                "send SIGNAL (KILL) to the child when this process dies")
                        .details("SIGNAL is a name such as `TERM` or `SIGTERM`, in any case. Implies `--fork`."),
                Option.flag(
                                FORWARD_SIGNALS,
                                NO_SHORT,
                                "forward-signals",
                                PROCESSES,
                                "pass SIGINT and SIGTERM on to the child")
                        .details("Implies `--fork`."),
                Option.optional(MOUNT_PROC, NO_SHORT, "mount-proc", "DIR", FILES, "mount a new proc on DIR (/proc)")
                        .details("It shows the processes of the new PID namespace. DIR is resolved after `--root`."
                                + " Implies `--mount`."),
                Option.optional(
                                MOUNT_BINFMT,
                                NO_SHORT,
                                "mount-binfmt",
                                "DIR",
                                FILES,
                                "mount binfmt_misc on DIR (/proc/sys/fs/binfmt_misc)")
                        .details("Without DIR a new proc is mounted too. Implies `--mount` and `--user`."
                                + " Needs Linux 6.7."),
                Option.value(MAP_USER, NO_SHORT, "map-user", "UID|USER", IDS, "show the caller's user id as UID inside")
                        .details("The last of several wins. Implies `--user`."),
                Option.value(
                                MAP_USERS,
                                NO_SHORT,
                                "map-users",
                                "INSIDE:OUTSIDE:COUNT|auto|subids|all",
                                IDS,
                                "map COUNT user ids from OUTSIDE to INSIDE")
                        .details("`auto` maps the caller's first block in /etc/subuid to 0 and up, `subids` maps it to"
                                + " itself, and `all` maps every id of the parent user namespace to itself. May be"
                                + " repeated. An id of `--map-user` that lies in a range wins: the range closes up around"
                                + " it and loses its last id. OUTSIDE,INSIDE,COUNT is the old form. Without privileges"
                                + " newuidmap(1) writes the map. Implies `--user`."),
                Option.value(
                                MAP_GROUP,
                                NO_SHORT,
                                "map-group",
                                "GID|GROUP",
                                IDS,
                                "show the caller's group id as GID inside")
                        .details("The last of several wins. Implies `--user` and `--setgroups=deny`."),
                Option.value(
                                MAP_GROUPS,
                                NO_SHORT,
                                "map-groups",
                                "INSIDE:OUTSIDE:COUNT|auto|subids|all",
                                IDS,
                                "map COUNT group ids from OUTSIDE to INSIDE")
                        .details("As `--map-users`, with /etc/subgid, `--map-group` and newgidmap(1)."),
                Option.flag(MAP_ROOT_USER, 'r', "map-root-user", IDS, "be root inside: --map-user=0 --map-group=0"),
                Option.flag(
                        MAP_CURRENT_USER,
                        'c',
                        "map-current-user",
                        IDS,
                        "keep user and group id: map both to themselves"),
                Option.flag(MAP_AUTO, NO_SHORT, "map-auto", IDS, "--map-users=auto --map-groups=auto"),
                Option.flag(MAP_SUBIDS, NO_SHORT, "map-subids", IDS, "--map-users=subids --map-groups=subids"),
                Option.value(OWNER, NO_SHORT, "owner", "UID:GID", IDS, "make UID and GID the user namespace's owner")
                        .details("Supplementary groups are dropped, and both ids set, before the namespaces are made."
                                + " Implies `--user`."),
                Option.value(
                                PROPAGATION,
                                NO_SHORT,
                                "propagation",
                                "private|shared|slave|unchanged",
                                FILES,
                                "propagation of all mounts inside (private)")
                        .details("Without a mount namespace it has no effect."),
                Option.value(
                                SETGROUPS,
                                NO_SHORT,
                                "setgroups",
                                "allow|deny",
                                IDS,
                                "allow or deny setgroups(2) in the user namespace")
                        .details("Not with `--map-group`, which needs `deny`."),
                Option.flag(KEEP_CAPS, NO_SHORT, "keep-caps", IDS, "let PROGRAM keep the user namespace's capabilities")
                        .details("They are raised to ambient, so that they survive execve(2) with an id other than 0."),
                Option.value(SETUID, 'S', "setuid", "UID", IDS, "set the user id inside"),
                Option.value(SETGID, 'G', "setgid", "GID", IDS, "set the group id inside, drop supplementary groups"),
                Option.value(ROOT, 'R', "root", "DIR", FILES, "chroot(2) to DIR"),
                Option.value(WD, 'w', "wd", "DIR", FILES, "change to directory DIR")
                        .details("It is resolved after `--root`, with which the default is /."),
                Option.value(MONOTONIC, NO_SHORT, "monotonic", "SECONDS", CLOCKS, "offset of the monotonic clock")
                        .details("May be negative. Needs `--time`."),
                Option.value(
                                BOOTTIME,
                                NO_SHORT,
                                "boottime",
                                "SECONDS",
                                CLOCKS,
                                "offset of the boot-time clock, the uptime")
                        .details("May be negative. Needs `--time`."),
                Option.value(LOAD_INTERP, 'l', "load-interp", "STRING", FILES, "register STRING with binfmt_misc")
                        .details(
                                "STRING is :name:type:offset:magic:mask:interpreter:flags. With the flag F and `--root`"
                                        + " the interpreter is taken from outside the root. Implies `--mount-binfmt`."),
                Option.flag(CLEAR_ENV, NO_SHORT, "clear-env", ENVIRONMENT, "pass no environment variables on"),
                Option.value(
                                WHITELIST_ENV,
                                NO_SHORT,
                                "whitelist-env",
                                "VARIABLES",
                                ENVIRONMENT,
                                "pass only VARIABLES on, separated by commas")
                        .details("May be repeated."),
                Option.flag(
                                INIT,
                                NO_SHORT,
                                "init",
                                PROCESSES,
                                "run PROGRAM under an init that reaps and forwards signals")
                        .details(
                                "The init is the process that `--fork` makes: PID 1 of a new PID namespace. It reaps every"
                                        + " orphan, forwards signals to PROGRAM, and ends with its status. The process that waits outside passes SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2 and SIGTERM on to it. Implies `--fork` and `--kill-child`.")
                        .extension(),
                Option.value(HOSTNAME, NO_SHORT, "hostname", "NAME", NAMESPACES, "set the host name inside")
                        .details("At most 64 bytes. Implies `--uts`.")
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
