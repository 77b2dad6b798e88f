package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.InitProgram;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.process.NativeText;
import dev.alcove.namespace.process.StdioPipes;
import dev.alcove.namespace.steps.CapabilitySteps;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.ProcessRemedies;
import dev.alcove.namespace.steps.Remedies;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a process of a {@link NamespaceProcessBuilder} does between clone and exec, as a launch program. It is born into
 * its namespaces and sets them up. With an init it then makes a child for the command, as vfork does, and becomes the
 * init when that child has called exec; without, it executes the command itself.
 */
final class ProcessProgram {
    private static final long PROC_FLAGS = Mount.MS_NOSUID | Mount.MS_NOEXEC | Mount.MS_NODEV;

    /** The second process of a new PID namespace: the command, the init's only child. */
    private static final int MAIN_PID = 2;

    private static final int SIGKILL = 9;
    private static final int EXIT_FAILED = 127;
    private static final long LAST_FD = 0xffff_ffffL;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_BOOTTIME = 7;

    private final ProcessSetup setup;
    private final StdioPipes stdio;
    private final Caller caller;
    private final Entering entering;
    private final int parentFd;

    /** Whether the groups were dropped before the user namespace was entered; null where they are not to be. */
    private @Nullable Slot groupsDropped;

    private final ProgramBuilder builder;
    private final Calls calls;
    private final IdMapSteps maps;
    private final ExecSteps exec;

    private ProcessProgram(ProcessSetup setup, Entering entering, StdioPipes stdio, Caller caller, int parentFd) {
        this.entering = entering;
        this.parentFd = parentFd;
        this.setup = setup;
        this.stdio = stdio;
        this.caller = caller;
        builder = new ProgramBuilder("start");
        calls = new Calls(builder);
        maps = new IdMapSteps(builder, calls);
        exec = new ExecSteps(builder, calls);
    }

    /**
     * What is executed.
     *
     * @param command the program and its arguments, each char a byte
     * @param environment its environment, likewise; null for the JVM's own
     * @param directory where it starts, after the change of the root; null for where the JVM is
     */
    record Execution(
            List<String> command,
            @Nullable List<String> environment,
            @Nullable String directory) {}

    /**
     * The program.
     *
     * @param entering the existing namespaces that it enters
     * @param waits whether the process waits for somebody else to write its maps of ids
     * @param init the descriptor of the init's image, used where there is an init
     * @param parent the JVM's pidfd, used where the process is to die with it
     */
    static Program of(
            ProcessSetup setup,
            Entering entering,
            StdioPipes stdio,
            Caller caller,
            Execution execution,
            boolean waits,
            int init,
            int parent) {
        ProcessProgram program = new ProcessProgram(setup, entering, stdio, caller, parent);
        if (waits) {
            program.builder.awaitRelease();
        }
        if (entering.types() != 0) {
            program.enter();
        }
        program.setUp(execution.directory());
        if (setup.hasInit()) {
            program.forkForCommand(init);
        }
        program.execute(execution);
        return program.builder.build();
    }

    /** Born into the JVM's namespaces, it enters others, and then makes the new ones. */
    private void enter() {
        ProcessEnterSteps steps = new ProcessEnterSteps(entering, builder, calls);
        if (becomesRoot()) {
            Slot result = builder.slot("groups dropped");
            builder.attempt(result, Syscall.SETGROUPS, new Arg.Number(0), Arg.NULL);
            groupsDropped = result;
        }
        steps.append(setup.namespaces);
        if (entering.has(NamespaceType.PID) || setup.isNew(NamespaceType.PID)) {
            steps.bearInside();
        }
    }

    /** Whether ids become 0 without being told: as with nsenter(1), in a user namespace that is entered. */
    private boolean becomesRoot() {
        return entering.has(NamespaceType.USER) && !setup.preserveCredentials;
    }

    private void setUp(@Nullable String directory) {
        ids();
        clock(CLOCK_BOOTTIME, setup.boottime);
        clock(CLOCK_MONOTONIC, setup.monotonic);
        mounts();
        String hostname = setup.hostname;
        if (hostname != null) {
            calls.sethostname(hostname, new Failure("cannot set the host name", ProcessRemedies.privileged()));
        }
        directories(directory);
        proc();
        credentials(); // the init's too: without capabilities it can signal its own user's processes only
    }

    /** Maps of one's own id alone, which the process may write itself. */
    private void ids() {
        Self self = new KnownSelf(builder, calls, exec, caller);
        if (setup.mapUser.isPresent() && !setup.mapsUsersFromOutside()) {
            maps.single(self, "uid_map", setup.mapUser.getAsLong());
        }
        boolean single = setup.mapGroup.isPresent() && !setup.mapsGroupsFromOutside();
        Boolean setgroups = setup.setgroups;
        if (single || (setgroups != null && !setup.isMappedFromOutside())) {
            maps.setgroups(Boolean.TRUE.equals(setgroups) ? "allow" : "deny");
        }
        if (single) {
            maps.single(self, "gid_map", setup.mapGroup.getAsLong());
        }
    }

    private void clock(int clock, @Nullable Duration offset) {
        if (offset == null) {
            return;
        }
        String path = "/proc/self/timens_offsets";
        Slot fd = builder.slot("clock " + clock);
        calls.open(fd, calls.text(path), Open.O_WRONLY, new Failure("cannot open " + path));
        calls.write(
                fd,
                clock + " " + offset.getSeconds() + " " + offset.getNano(),
                new Failure("cannot set the clock's offset to " + offset, ProcessRemedies.timeOffsets()));
        calls.close(fd);
    }

    private void mounts() {
        if (setup.isNew(NamespaceType.MNT) && setup.propagation != Propagation.UNCHANGED) {
            calls.mount(
                    calls.text("none"),
                    "/",
                    Arg.NULL,
                    Mount.MS_REC | setup.propagation.flag(),
                    Arg.NULL,
                    new Failure("cannot change root filesystem propagation", ProcessRemedies.privileged()));
        }
    }

    private void directories(@Nullable String directory) {
        String root = setup.root;
        String wd = directory;
        if (root != null) {
            calls.chroot(
                    root,
                    new Failure(
                            "cannot change root directory to '" + NativeText.text(root) + "'",
                            ProcessRemedies.privileged()));
            wd = wd == null ? "/" : wd;
        }
        if (wd != null) {
            calls.chdir(wd, new Failure("cannot change directory to '" + NativeText.text(wd) + "'"));
        }
    }

    private void proc() {
        String proc = setup.mountProc;
        if (proc == null) {
            return;
        }
        if (setup.root == null && setup.propagation != Propagation.PRIVATE) {
            // Where proc is no mount point there is no propagation to change: EINVAL, which does not matter.
            Slot result = builder.slot("propagation of proc");
            calls.tryMount(result, calls.text("none"), proc, Arg.NULL, Mount.MS_REC | Mount.MS_PRIVATE, Arg.NULL);
        }
        calls.mount(
                calls.text("proc"),
                proc,
                calls.text("proc"),
                PROC_FLAGS,
                Arg.NULL,
                new Failure(
                        "cannot mount proc on " + NativeText.text(proc),
                        ProcessRemedies.mountingProc(setup.isNew(NamespaceType.PID))));
    }

    /**
     * Makes a child that goes on with what follows. When it has called exec this process becomes the init, so that the
     * JVM's memory is not kept; it takes no descriptor along, as a pipe is at its end only when everybody has closed it.
     */
    private void forkForCommand(int init) {
        Slot main = builder.slot("main");
        InitProgram.prepare(builder);
        Label command = builder.label("command");
        Label started = builder.label("started");
        builder.add(new Step.Fork(
                        main,
                        Clone.CLONE_VM | Clone.CLONE_VFORK,
                        command,
                        new Failure("cannot create a process", Remedies.forking(false))))
                .jumpIf(builder.failed(), Step.Comparison.EQUAL, 0, started)
                .exit(EXIT_FAILED)
                .bind(started);
        parentDeath();
        builder.call(
                new Failure("cannot keep the init's image"),
                Syscall.DUP3,
                new Arg.Described(Operand.of(init), "<" + InitProgram.NAME + ">"),
                new Arg.Number(0),
                new Arg.Flags(Open.O_CLOEXEC, Arg.Family.OPEN));
        closeFrom(1);
        builder.call(
                        new Failure("cannot execute the init"),
                        Syscall.EXECVEAT,
                        new Arg.Number(0),
                        calls.text(""),
                        builder.strings(List.of(InitProgram.NAME, Integer.toString(MAIN_PID))),
                        builder.strings(List.of()),
                        new Arg.Flags(At.AT_EMPTY_PATH, Arg.Family.AT))
                .exit(EXIT_FAILED)
                .bind(command);
    }

    /** Has the process killed when the JVM ends, or ends it if that has already happened. */
    private void parentDeath() {
        if (setup.killOnParentDeath) {
            Slot parent = builder.slot("parent");
            builder.set(parent, new Operand.Constant(parentFd));
            new ForkSteps(builder, calls).dieWith(parent, SIGKILL);
        }
    }

    private void closeFrom(int first) {
        builder.call(
                new Failure("cannot close descriptors"),
                Syscall.CLOSE_RANGE,
                new Arg.Number(first),
                new Arg.Symbol(LAST_FD, "~0U"),
                new Arg.Number(0));
    }

    private void execute(Execution execution) {
        if (!setup.hasInit()) {
            parentDeath(); // a change of ids would make the kernel forget it
        }
        standardStreams();
        closeFrom(3);
        calls.sigprocmask(
                ForkSteps.SIG_SETMASK,
                new Arg.Described(builder.callerMask().address(), "<the thread's own>"),
                Arg.NULL,
                new Failure("cannot restore the signal mask"));
        List<String> command = execution.command();
        exec.execvp(
                command.get(0),
                builder.strings(command),
                environment(execution.environment()),
                OwnEnvironment.PATH,
                List.of());
    }

    private void standardStreams() {
        for (int stream = 0; stream < 3; stream++) {
            if (stdio.isMerged(stream)) {
                dup3(new Arg.Number(1), stream);
            } else if (stdio.isInherited(stream)) {
                builder.attempt(
                        Syscall.FCNTL,
                        new Arg.Number(stream),
                        new Arg.Symbol(Fcntl.F_SETFD, "F_SETFD"),
                        new Arg.Number(0));
            } else {
                dup3(new Arg.Described(Operand.of(stdio.child(stream)), stdio.describe(stream)), stream);
            }
        }
    }

    private void dup3(Arg from, int to) {
        builder.call(
                new Failure("cannot set up standard stream " + to),
                Syscall.DUP3,
                from,
                new Arg.Number(to),
                new Arg.Number(0));
    }

    private void credentials() {
        if (setup.keepCaps) {
            // Without this a change from user 0 to another would empty the set that is to be kept.
            calls.prctl(
                    new Arg.Symbol(Prctl.PR_SET_KEEPCAPS, "PR_SET_KEEPCAPS"),
                    new Arg.Number(1),
                    new Failure("cannot keep capabilities"));
        }
        becomeRoot();
        OptionalLong gid = setup.setgid;
        OptionalLong uid = setup.setuid;
        if (gid.isPresent()) {
            if (groupsDropped == null) {
                calls.clearGroups(new Failure("cannot drop supplementary groups", ProcessRemedies.settingGroups()));
            }
            calls.setgid(
                    (int) gid.getAsLong(),
                    new Failure("cannot become group " + gid.getAsLong(), ProcessRemedies.settingId("gid")));
        }
        if (uid.isPresent()) {
            calls.setuid(
                    (int) uid.getAsLong(),
                    new Failure("cannot become user " + uid.getAsLong(), ProcessRemedies.settingId("uid")));
        }
        if (setup.keepCaps) {
            new CapabilitySteps(builder).permittedToAmbient(true);
        }
    }

    /** In the user namespace that was entered, as far as nobody has said otherwise. */
    private void becomeRoot() {
        Slot dropped = groupsDropped;
        if (dropped == null) {
            return;
        }
        // Outside it may have been forbidden, inside it may be.
        Label done = builder.label("groups are dropped");
        builder.jumpIf(dropped, Step.Comparison.EQUAL, 0, done);
        calls.clearGroups(new Failure("cannot drop supplementary groups", ProcessRemedies.droppingGroups()));
        builder.bind(done);
        if (setup.setgid.isEmpty()) {
            calls.setgid(0, new Failure("cannot become group 0", ProcessRemedies.becomingRoot()));
        }
        if (setup.setuid.isEmpty()) {
            calls.setuid(0, new Failure("cannot become user 0", ProcessRemedies.becomingRoot()));
        }
    }

    private Arg environment(@Nullable List<String> variables) {
        return variables == null
                ? new Arg.Described(Operand.of(Syscalls.environ()), "environ")
                : builder.strings(variables);
    }
}
