package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.InitProgram;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Arch;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Environ;
import dev.alcove.linux.raw.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What unshare(1) does, as a launch program, in unshare(1)'s order: helpers that stay outside, the new namespaces, maps,
 * clocks, the fork, the set-up inside, and the command. It is made for the process that is to become it.
 */
public final class UnshareProgram {
    private static final long PROC_FLAGS = Mount.MS_NOSUID | Mount.MS_NOEXEC | Mount.MS_NODEV;
    private static final Arg SIGCHLD = new Arg.Symbol(17, "SIGCHLD");
    private static final byte[] INT_AND_TERM = {0x02, 0x40, 0, 0, 0, 0, 0, 0};

    private final UnshareOptions options;
    private final Caller caller;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final ForkSteps forks;
    private final IdMapSteps maps;
    private final List<IdRange> uidMap;
    private final List<IdRange> gidMap;

    private UnshareProgram(UnshareOptions options, Caller caller, String name) {
        this.options = options;
        this.caller = caller;
        builder = new ProgramBuilder(name);
        calls = new Calls(builder);
        forks = new ForkSteps(builder, calls);
        maps = new IdMapSteps(builder, calls);
        uidMap = options.uidMap(caller.euid());
        gidMap = options.gidMap(caller.egid());
    }

    /**
     * The program for {@code caller}.
     *
     * @param name what messages start with: {@code unshare}
     * @throws UnsupportedOperationException for an option that has no steps yet, by name
     */
    public static Program of(UnshareOptions options, Caller caller, String name) {
        return new UnshareProgram(options, caller, name).build();
    }

    /** The program for a launcher, which is to run later, on {@code arch}. */
    public static Program compiled(UnshareOptions options, Caller caller, String name, Arch arch) {
        Objects.requireNonNull(arch);
        return of(options, caller, name);
    }

    private Program build() {
        refuseWhatIsMissing();
        calls.defaultAction(SIGCHLD, new Failure("signal handler reset failed"));
        ForkSteps.Gate gate = null;
        Slot helper = builder.slot("map helper");
        if (!uidMap.isEmpty() || !gidMap.isEmpty()) {
            gate = startMapHelper(helper);
        }
        owner();
        calls.unshare(options.namespaces(), new Failure("unshare failed", Remedies.creating(options.namespaces())));
        if (gate != null) {
            forks.open(gate);
            forks.join(helper, () -> {});
        }
        clocks();
        if (options.fork()) {
            fork();
        }
        inside();
        execute();
        return builder.build();
    }

    /** Every option is either done or refused: none is ignored. */
    private void refuseWhatIsMissing() {
        String missing = options.binds()
                ? "a FILE for a namespace"
                : options.killChild() != 0
                        ? "--kill-child"
                        : options.forwardSignals()
                                ? "--forward-signals"
                                : options.mountBinfmt() != null
                                        ? "--mount-binfmt"
                                        : options.keepCaps()
                                                ? "--keep-caps"
                                                : options.clearEnv() ? "--clear-env" : null;
        if (missing != null) {
            throw new UnsupportedOperationException(missing + " has no launch steps yet");
        }
    }

    /** A child that stays outside the new user namespace and writes its maps when the gate opens. */
    private ForkSteps.Gate startMapHelper(Slot helper) {
        ForkSteps.Gate gate = forks.gate("maps");
        Label child = builder.label("map helper");
        Label parent = builder.label("unshare");
        builder.add(new Step.Fork(helper, 0, child, new Failure("fork failed", Remedies.forking(false))))
                .jump(parent)
                .bind(child);
        forks.await(gate);
        if (caller.euid() == 0) {
            writeMap("uid_map", uidMap);
            writeMap("gid_map", gidMap);
            builder.exit(0);
        } else {
            executeMapHelpers();
        }
        builder.bind(parent);
        return gate;
    }

    private void writeMap(String map, List<IdRange> ranges) {
        if (!ranges.isEmpty()) {
            String path = "/proc/" + caller.pid() + "/" + map;
            maps.write(calls.text(path), path, ranges);
        }
    }

    private void executeMapHelpers() {
        if (!uidMap.isEmpty() && !gidMap.isEmpty()) {
            Slot first = builder.slot("newuidmap");
            Label child = builder.label("newuidmap");
            Label second = builder.label("newgidmap");
            Label join = builder.label("join newuidmap");
            builder.add(new Step.Fork(first, 0, child, new Failure("fork failed", Remedies.forking(false))))
                    .jump(join)
                    .bind(child);
            executeMapHelper("newuidmap", uidMap);
            builder.bind(join);
            forks.join(first, () -> {});
            builder.jump(second).bind(second);
            executeMapHelper("newgidmap", gidMap);
        } else {
            boolean users = gidMap.isEmpty();
            executeMapHelper(users ? "newuidmap" : "newgidmap", users ? uidMap : gidMap);
        }
    }

    private void executeMapHelper(String helper, List<IdRange> ranges) {
        List<String> arguments = new ArrayList<>();
        arguments.add(helper);
        arguments.add(Integer.toString(caller.pid()));
        for (IdRange range : ranges) {
            arguments.add(Long.toString(range.inside()));
            arguments.add(Long.toString(range.outside()));
            arguments.add(Long.toString(range.count()));
        }
        maps.execute(helper, arguments, environment(), Environ.get("PATH"));
    }

    private void owner() {
        OptionalLong gid = options.ownerGroup();
        OptionalLong uid = options.ownerUser();
        if (gid.isPresent()) {
            calls.clearGroups(new Failure("setgroups failed", Remedies.settingGroups()));
            calls.setgid((int) gid.getAsLong(), new Failure("setgid() failed", Remedies.settingId("gid")));
        }
        if (uid.isPresent()) {
            calls.setuid((int) uid.getAsLong(), new Failure("setuid() failed", Remedies.settingId("uid")));
        }
    }

    private void clocks() {
        clock(7, options.boottime());
        clock(1, options.monotonic());
    }

    private void clock(int clock, OptionalLong seconds) {
        if (seconds.isEmpty()) {
            return;
        }
        String path = "/proc/self/timens_offsets";
        Slot fd = builder.slot("clock " + clock);
        calls.open(fd, calls.text(path), 1, new Failure("failed to open " + path));
        calls.write(
                fd,
                clock + " " + seconds.getAsLong() + " 0",
                new Failure("failed to write to " + path, Remedies.timeOffsets()));
        calls.close(fd);
    }

    /** Goes on in a child; the parent holds SIGINT and SIGTERM back, waits, and ends as the child did. */
    private void fork() {
        Slot child = builder.slot("child");
        Slot status = builder.slot("child status");
        Label inChild = builder.label("child");
        Data old = builder.buffer(Long.BYTES);
        Arg saved = new Arg.Described(old.address(), "old");
        calls.sigprocmask(
                ForkSteps.SIG_BLOCK,
                new Arg.Described(builder.bytes(INT_AND_TERM).address(), "[INT TERM]"),
                saved,
                new Failure("sigprocmask block failed"));
        boolean newPid = options.isNew((int) Clone.CLONE_NEWPID);
        builder.add(new Step.Fork(child, 0, inChild, new Failure("fork failed", Remedies.forking(newPid))))
                .add(new Step.Wait(child, status, new Failure("waitpid failed")));
        forks.dieLike(status);
        builder.bind(inChild);
        calls.sigprocmask(ForkSteps.SIG_SETMASK, saved, Arg.NULL, new Failure("sigprocmask restore failed"));
    }

    private void inside() {
        singleMaps();
        if (options.isNew((int) Clone.CLONE_NEWNS) && options.propagation() != Propagation.UNCHANGED) {
            calls.mount(
                    calls.text("none"),
                    "/",
                    Arg.NULL,
                    propagationFlags(),
                    Arg.NULL,
                    new Failure("cannot change root filesystem propagation", Remedies.mounting()));
        }
        String hostname = options.hostname();
        if (hostname != null) {
            calls.sethostname(hostname, new Failure("cannot set the host name", Remedies.mounting()));
        }
        directories();
        proc();
        credentials();
    }

    private void singleMaps() {
        if (uidMap.isEmpty() && options.mapUser().isPresent()) {
            maps.single("uid_map", inside(options.mapUser(), caller.euid()), caller.euid());
        }
        if (gidMap.isEmpty() && options.mapGroup().isPresent()) {
            maps.setgroups("deny");
            maps.single("gid_map", inside(options.mapGroup(), caller.egid()), caller.egid());
        }
        switch (options.setgroups()) {
            case ALLOW -> maps.setgroups("allow");
            case DENY -> maps.setgroups("deny");
            case UNCHANGED -> {}
        }
    }

    private static long inside(OptionalLong id, long own) {
        return id.getAsLong() == UnshareOptions.CALLER ? own : id.getAsLong();
    }

    private long propagationFlags() {
        return Mount.MS_REC
                | switch (options.propagation()) {
                    case PRIVATE -> Mount.MS_PRIVATE;
                    case SHARED -> Mount.MS_SHARED;
                    case SLAVE -> Mount.MS_SLAVE;
                    case UNCHANGED -> 0;
                };
    }

    private void directories() {
        String root = options.root();
        String wd = options.wd();
        if (root != null) {
            calls.chroot(root, new Failure("cannot change root directory to '" + root + "'", Remedies.changingRoot()));
            wd = wd == null ? "/" : wd;
        }
        if (wd != null) {
            calls.chdir(wd, new Failure("cannot change directory to " + wd));
        }
    }

    private void proc() {
        String proc = options.mountProc();
        if (proc == null) {
            return;
        }
        if (options.root() == null && options.propagation() != Propagation.PRIVATE) {
            // Where proc is no mount point there is no propagation to change: EINVAL, which does not matter.
            Slot result = builder.slot("propagation of proc");
            calls.tryMount(result, calls.text("none"), proc, Arg.NULL, Mount.MS_REC | Mount.MS_PRIVATE, Arg.NULL);
        }
        boolean newPid = options.isNew((int) Clone.CLONE_NEWPID) && options.fork();
        calls.mount(
                calls.text("proc"),
                proc,
                calls.text("proc"),
                PROC_FLAGS,
                Arg.NULL,
                new Failure("mount " + proc + " failed", Remedies.mountingProc(newPid)));
    }

    private void credentials() {
        OptionalLong gid = options.setgid();
        OptionalLong uid = options.setuid();
        if (gid.isPresent()) {
            calls.clearGroups(new Failure("setgroups failed", Remedies.settingGroups()));
            calls.setgid((int) gid.getAsLong(), new Failure("setgid() failed", Remedies.settingId("gid")));
        }
        if (uid.isPresent()) {
            calls.setuid((int) uid.getAsLong(), new Failure("setuid() failed", Remedies.settingId("uid")));
        }
    }

    private void execute() {
        if (options.init()) {
            init();
        }
        List<String> command = options.command();
        String file = command.isEmpty() ? shell() : command.get(0);
        List<String> arguments = command.isEmpty() ? List.of("-" + file.substring(file.lastIndexOf('/') + 1)) : command;
        new ExecSteps(builder, calls).execvp(file, arguments, environment(), Environ.get("PATH"), List.of());
    }

    /** The command goes on in a child; this process reaps, passes signals on, and ends as the command does. */
    private void init() {
        Slot main = builder.slot("main");
        Label child = builder.label("command");
        Data old = builder.buffer(Long.BYTES);
        Arg saved = new Arg.Described(old.address(), "old");
        calls.sigprocmask(
                ForkSteps.SIG_SETMASK,
                new Arg.Described(InitProgram.allSignals(builder).address(), "~[]"),
                saved,
                new Failure("sigprocmask block failed"));
        builder.add(new Step.Fork(main, 0, child, new Failure("fork failed", Remedies.forking(false))));
        InitProgram.append(builder, main);
        builder.bind(child);
        calls.sigprocmask(ForkSteps.SIG_SETMASK, saved, Arg.NULL, new Failure("sigprocmask restore failed"));
    }

    private static String shell() {
        String shell = Environ.get("SHELL");
        return shell == null || shell.isEmpty() ? "/bin/sh" : shell;
    }

    /** Where the kernel put the environment: behind argc, the arguments and a null. */
    private Arg environment() {
        Slot environment = builder.slot("environ");
        builder.load(environment, builder.stack(), Step.Width.LONG)
                .compute(environment, environment, Step.Operator.ADD, 2)
                .compute(environment, environment, Step.Operator.MULTIPLY, Long.BYTES)
                .compute(environment, environment, Step.Operator.ADD, (Operand) builder.stack());
        return new Arg.Described(environment, "environ");
    }
}
