package dev.alcove.cli;

/** The options of {@code run}: those of {@code docker run} that people use, and bubblewrap's for binds. */
final class RunSyntax {
    static final int NAME = 1000;
    static final int DETACH = 1001;
    static final int RM = 1002;
    static final int ENV = 1003;
    static final int WORKDIR = 1004;
    static final int USER = 1005;
    static final int HOSTNAME = 1006;
    static final int VOLUME = 1007;
    static final int BIND = 1008;
    static final int RO_BIND = 1009;
    static final int TMPFS = 1010;
    static final int READ_ONLY = 1011;
    static final int ROOTFS = 1012;
    static final int CAP_ADD = 1013;
    static final int CAP_DROP = 1014;
    static final int INIT = 1015;
    static final int NET = 1016;
    static final int PID = 1017;
    static final int IPC = 1018;
    static final int UTS = 1019;
    static final int CGROUPNS = 1020;
    static final int ULIMIT = 1021;
    static final int SYSCTL = 1022;
    static final int OOM_SCORE_ADJ = 1023;
    static final int BUNDLE = 1024;
    static final int MEMORY = 1025;
    static final int CPUS = 1026;
    static final int PIDS_LIMIT = 1027;
    static final int SECURITY_OPT = 1028;
    static final int MOUNT = 1029;
    static final int PUBLISH = 1030;
    static final int MEMORY_SWAP = 1031;
    static final int CPU_SHARES = 1032;
    static final int CPUSET_CPUS = 1033;
    static final int UIDMAP = 1034;
    static final int GIDMAP = 1035;
    static final int SPEC = 1036;
    static final int IMAGE = 1037;

    private static final String LIFE = "Life";
    private static final String ROOT = "Root file system";
    private static final String PROCESS = "Process";
    private static final String NAMESPACES = "Namespaces";
    private static final String LIMITS = "Limits";

    private RunSyntax() {}

    private static Option value(int code, String name, String metavar, String group, String summary) {
        return Option.value(code, Option.NO_SHORT, name, metavar, group, summary);
    }

    static Option[] options() {
        return new Option[] {
            value(NAME, "name", "NAME", LIFE, "the container's name"),
            Option.flag(DETACH, 'd', "detach", LIFE, "run in the background and print the id"),
            Option.flag(RM, Option.NO_SHORT, "rm", LIFE, "remove the container when it has ended"),
            Option.optional(INIT, Option.NO_SHORT, "init", "true|false", LIFE, "have an init reap and pass on signals")
                    .details("It is there unless it is `false`; then the command is PID 1 itself."),
            value(ROOTFS, "rootfs", "DIR", ROOT, "the root file system, in place of the host's, read-only"),
            value(
                            IMAGE,
                            "image",
                            "FILE|DIR",
                            ROOT,
                            "an image: an OCI layout, what docker save writes, or a tar of a root file system")
                    .details(
                            "What the container writes is kept with it, in an overlay. Without PROGRAM its own command runs."),
            value(BUNDLE, "bundle", "DIR", ROOT, "an OCI bundle: config.json says everything"),
            Option.flag(READ_ONLY, Option.NO_SHORT, "read-only", ROOT, "the root file system is read-only"),
            Option.value(
                    VOLUME,
                    'v',
                    "volume",
                    "SOURCE:DESTINATION[:OPTIONS]",
                    ROOT,
                    "bind a file or directory of the host"),
            value(
                    BIND,
                    "bind",
                    "SOURCE[:DESTINATION]",
                    ROOT,
                    "bind a file or directory of the host, to be written too"),
            value(RO_BIND, "ro-bind", "SOURCE[:DESTINATION]", ROOT, "bind a file or directory of the host, to be read"),
            value(TMPFS, "tmpfs", "DESTINATION[:OPTIONS]", ROOT, "an empty directory in memory"),
            value(MOUNT, "mount", "KEY=VALUE,...", ROOT, "a mount, in docker's form")
                    .details(
                            "Keys are `type` (`bind`, `tmpfs`), `source`, `destination` or `target`, `readonly`, `tmpfs-size`,"
                                    + " `tmpfs-mode`, `bind-propagation`."),
            Option.value(ENV, 'e', "env", "NAME[=VALUE]", PROCESS, "a variable; without a value, the caller's"),
            Option.value(WORKDIR, 'w', "workdir", "DIR", PROCESS, "the working directory, otherwise /"),
            Option.value(
                    USER,
                    'u',
                    "user",
                    "USER[:GROUP]",
                    PROCESS,
                    "who runs the command, by name or number in the container"),
            value(CAP_ADD, "cap-add", "CAPABILITY", PROCESS, "a capability more than usual, or ALL"),
            value(CAP_DROP, "cap-drop", "CAPABILITY", PROCESS, "a capability less than usual, or ALL"),
            value(ULIMIT, "ulimit", "NAME=SOFT[:HARD]", PROCESS, "a resource limit: nofile=1024:2048"),
            value(
                    OOM_SCORE_ADJ,
                    "oom-score-adj",
                    "N",
                    PROCESS,
                    "-1000 to 1000: how willingly it is killed when memory runs out"),
            value(
                    SECURITY_OPT,
                    "security-opt",
                    "OPTION",
                    PROCESS,
                    "seccomp=unconfined, seccomp=FILE, no-new-privileges=false," + " systempaths=unconfined"),
            value(
                            NET,
                            "net",
                            "none|host|ns:PATH|container:NAME|topology:HOST",
                            NAMESPACES,
                            "the network, otherwise none: a loopback of its own")
                    .details(
                            "`topology:HOST` is a host of a topology that `alcove net up` has brought up, or `topology:NAME/HOST` where"
                                    + " several are."),
            value(PID, "pid", "host|container:NAME", NAMESPACES, "whose processes it sees"),
            value(IPC, "ipc", "host|container:NAME", NAMESPACES, "whose System V IPC and message queues it has"),
            value(UTS, "uts", "host|container:NAME", NAMESPACES, "whose host name it has"),
            value(CGROUPNS, "cgroupns", "host|private", NAMESPACES, "whether it sees the whole tree of cgroups"),
            value(HOSTNAME, "hostname", "NAME", NAMESPACES, "the host name, otherwise the id"),
            value(
                    UIDMAP,
                    "uidmap",
                    "INSIDE:OUTSIDE:COUNT",
                    NAMESPACES,
                    "user ids of a new user namespace; may be repeated"),
            value(
                    GIDMAP,
                    "gidmap",
                    "INSIDE:OUTSIDE:COUNT",
                    NAMESPACES,
                    "group ids of a new user namespace; may be repeated"),
            value(SYSCTL, "sysctl", "NAME=VALUE", NAMESPACES, "a kernel parameter of its namespaces"),
            Option.value(MEMORY, 'm', "memory", "BYTES[kmg]", LIMITS, "how much memory it may use"),
            value(MEMORY_SWAP, "memory-swap", "BYTES[kmg]", LIMITS, "how much memory and swap together"),
            value(CPUS, "cpus", "NUMBER", LIMITS, "how much processor time: 0.5 is half of one"),
            value(CPU_SHARES, "cpu-shares", "N", LIMITS, "weight against others, 2 to 262144"),
            value(CPUSET_CPUS, "cpuset-cpus", "LIST", LIMITS, "which processors it may use: 0-3,7"),
            value(PIDS_LIMIT, "pids-limit", "N", LIMITS, "how many tasks it may have"),
            Option.flag(
                    SPEC,
                    Option.NO_SHORT,
                    "print-spec",
                    Option.GENERAL,
                    "print the OCI config.json this comes to, make nothing"),
            Subcommand.explainOption()
        };
    }
}
