package dev.alcove.launch;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.CloseRange;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Sigaction;
import java.util.List;

/** Programs that tests run, and that a JVM of theirs builds again by name. */
final class Samples {
    static final Failure EXEC_FAILED = new Failure("cannot execute", 127, List.of());
    static final Failure MOUNT_FAILED = new Failure("mount failed");

    private Samples() {}

    /** Executes {@code command} with the environment that the program itself got. */
    static Program exec(List<String> command) {
        ProgramBuilder builder = new ProgramBuilder("sample");
        appendExec(builder, command);
        return builder.build();
    }

    /** The same in a new user namespace, which a process with many threads cannot have. */
    static Program unshareUser(List<String> command) {
        ProgramBuilder builder = new ProgramBuilder("sample");
        new Calls(builder).unshare(Clone.CLONE_NEWUSER | Clone.CLONE_NEWUTS, new Failure("unshare failed"));
        appendExec(builder, command);
        return builder.build();
    }

    /** Executes /bin/echo with the arguments that the program itself got. */
    static Program echo() {
        ProgramBuilder builder = new ProgramBuilder("sample");
        Slot argv = builder.slot("argv");
        Slot environment = environment(builder);
        builder.compute(argv, builder.stack(), Step.Operator.ADD, Long.BYTES)
                .call(
                        EXEC_FAILED,
                        Syscall.EXECVE,
                        new Arg.Text(builder.string("/bin/echo")),
                        new Arg.Value(argv),
                        new Arg.Value(environment))
                .exit(99);
        return builder.build();
    }

    /** A child executes {@code command}; the parent waits for it and ends with its exit status. */
    static Program fork(List<String> command, long flags) {
        ProgramBuilder builder = new ProgramBuilder("sample");
        Slot pid = builder.slot("pid");
        Slot status = builder.slot("status");
        Label child = builder.label("child");
        builder.add(new Step.Fork(pid, flags, child, new Failure("fork failed")))
                .add(new Step.Wait(pid, status, new Failure("waitpid failed")))
                .compute(status, status, Step.Operator.SHIFT_RIGHT, 8)
                .exit(status)
                .bind(child);
        appendExec(builder, command);
        return builder.build();
    }

    /** Tries files that are not there, opens one, finds out by a jump that it could, and executes {@code command}. */
    static Program branches(List<String> command) {
        ProgramBuilder builder = new ProgramBuilder("sample");
        Calls calls = new Calls(builder);
        Slot fd = builder.slot("fd");
        Slot count = builder.slot("count");
        Label again = builder.label("again");
        Label opened = builder.label("opened");
        builder.set(count, Operand.of(0)).bind(again);
        calls.tryOpen(fd, calls.text("/nonexistent/\u00e9 \"quoted\"\n"), Open.O_RDONLY | Open.O_CLOEXEC);
        builder.compute(count, count, Step.Operator.ADD, 1).jumpIf(count, Step.Comparison.LESS, 3, again);
        calls.tryOpen(fd, calls.text("/dev/null"), Open.O_RDONLY);
        builder.jumpIf(fd, Step.Comparison.GREATER_OR_EQUAL, 0, opened).exit(98).bind(opened);
        calls.close(fd);
        builder.attempt(
                Syscall.PRCTL,
                new Arg.Symbol(Prctl.PR_SET_NO_NEW_PRIVS, "PR_SET_NO_NEW_PRIVS"),
                new Arg.Number(1),
                new Arg.Number(0),
                new Arg.Number(0),
                new Arg.Number(0));
        appendExec(builder, command);
        return builder.build();
    }

    /** A call that fails, with remedies to choose from. */
    static Program failing(List<Remedy> remedies) {
        ProgramBuilder builder = new ProgramBuilder("sample");
        new Calls(builder).chdir("/nonexistent", new Failure("cannot change directory", 42, remedies));
        builder.exit(0);
        return builder.build();
    }

    /** For a spawn: its own mount, PID, UTS, IPC and cgroup namespaces, with their own /proc. */
    static Program isolated(List<String> command) {
        ProgramBuilder builder = new ProgramBuilder("isolated");
        restoreMask(builder);
        isolate(builder);
        appendSpawnedExec(builder, command);
        return builder.build();
    }

    static long isolation(boolean ordinary) {
        long namespaces = Clone.CLONE_NEWNS
                | Clone.CLONE_NEWPID
                | Clone.CLONE_NEWUTS
                | Clone.CLONE_NEWIPC
                | Clone.CLONE_NEWCGROUP;
        return ordinary ? namespaces | Clone.CLONE_NEWUSER : namespaces;
    }

    /** The same, waiting for the JVM to write its maps first. */
    static Program attended(List<String> command) {
        ProgramBuilder builder = new ProgramBuilder("attended");
        restoreMask(builder);
        builder.awaitRelease();
        isolate(builder);
        appendSpawnedExec(builder, command);
        return builder.build();
    }

    /** For a spawn: nothing but an exec. */
    static Program spawn(List<String> command) {
        ProgramBuilder builder = new ProgramBuilder("spawned");
        restoreMask(builder);
        appendSpawnedExec(builder, command);
        return builder.build();
    }

    static void restoreMask(ProgramBuilder builder) {
        new Calls(builder)
                .sigprocmask(
                        new Arg.Symbol(Sigaction.SIG_SETMASK, "SIG_SETMASK"),
                        new Arg.Described(builder.callerMask().address(), "mask"),
                        Arg.NULL,
                        new Failure("sigprocmask failed"));
    }

    private static void isolate(ProgramBuilder builder) {
        Calls calls = new Calls(builder);
        calls.mount(calls.text("none"), "/", Arg.NULL, Mount.MS_REC | Mount.MS_PRIVATE, Arg.NULL, MOUNT_FAILED);
        calls.mount(
                calls.text("proc"),
                "/proc",
                calls.text("proc"),
                Mount.MS_NOSUID | Mount.MS_NODEV | Mount.MS_NOEXEC,
                Arg.NULL,
                MOUNT_FAILED);
        calls.sethostname("alcove", new Failure("sethostname failed"));
    }

    static void appendSpawnedExec(ProgramBuilder builder, List<String> command) {
        builder.attempt(
                        Syscall.CLOSE_RANGE,
                        new Arg.Number(3),
                        new Arg.Symbol(0xffffffffL, "4294967295"),
                        new Arg.Flags(CloseRange.CLOSE_RANGE_CLOEXEC, Arg.Family.CLOSE_RANGE))
                .call(
                        EXEC_FAILED,
                        Syscall.EXECVE,
                        new Arg.Text(builder.string(command.get(0))),
                        builder.strings(command),
                        builder.strings(List.of("PATH=/bin:/usr/bin")))
                .exit(99);
    }

    static void appendExec(ProgramBuilder builder, List<String> command) {
        Slot environment = environment(builder);
        builder.call(
                        EXEC_FAILED,
                        Syscall.EXECVE,
                        new Arg.Text(builder.string(command.get(0))),
                        builder.strings(command),
                        new Arg.Value(environment))
                .exit(99);
    }

    /** Where the kernel put the environment: behind argc, the arguments and a null. */
    private static Slot environment(ProgramBuilder builder) {
        Slot environment = builder.slot("environ");
        builder.load(environment, builder.stack(), Step.Width.LONG)
                .compute(environment, environment, Step.Operator.ADD, 2)
                .compute(environment, environment, Step.Operator.MULTIPLY, Long.BYTES)
                .compute(environment, environment, Step.Operator.ADD, (Operand) builder.stack());
        return environment;
    }
}
