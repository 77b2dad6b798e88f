package dev.alcove.container.engine;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Failure;
import dev.alcove.launch.InitProgram;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Open;
import dev.alcove.namespace.process.StdioPipes;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.ProcessRemedies;
import dev.alcove.namespace.steps.Remedies;
import java.util.List;

/** A container as a child of the JVM, whose memory it shares until its exec. */
final class SpawnedProgram {
    /** The second process of a new PID namespace: the command, the init's only child. */
    private static final String MAIN_PID = "2";

    private static final int SIGKILL = 9;
    private static final int EXIT_FAILED = 125;

    private final Frame frame;
    private final NamespaceSteps namespaces;
    private final InsideSteps inside;
    private final StdioPipes stdio;
    private final int parent;

    private SpawnedProgram(Plan plan, StdioPipes stdio, int parent) {
        frame = new Frame(plan, "start");
        namespaces = new NamespaceSteps(frame);
        inside = new InsideSteps(frame, namespaces);
        this.stdio = stdio;
        this.parent = parent;
    }

    /**
     * The program, and how its process is to be born.
     *
     * @param born flags of clone(2)
     * @param waits whether it waits for somebody who writes its maps of ids
     */
    record Born(Program program, long born, boolean waits) {}

    /**
     * The program.
     *
     * @param stdio what the command's standard streams are
     * @param init the descriptor of the init's image, used where there is an init
     * @param parent the JVM's pidfd
     */
    static Born of(Plan plan, StdioPipes stdio, int init, int parent) {
        Unsupported.check(plan);
        SpawnedProgram program = new SpawnedProgram(plan, stdio, parent);
        boolean waits = program.namespaces.needsMapWriter();
        if (waits && program.namespaces.joinsFirst()) {
            throw new IllegalArgumentException(
                    "a new user namespace with ranges of ids together with namespaces to join: nobody could write the maps");
        }
        if (waits) {
            program.frame.builder.awaitRelease();
        }
        program.append(init);
        return new Born(program.frame.builder.build(), program.namespaces.born(), waits);
    }

    private void append(int init) {
        namespaces.open();
        namespaces.enter();
        if (namespaces.joinsFirst()) {
            bearInside();
        }
        inside.setUp();
        boolean pid1 = frame.plan.init() && frame.plan.isNew("pid");
        if (pid1) {
            forkForCommand(init);
        } else {
            parentDeath();
        }
        inside.execute(
                new Arg.Described(frame.builder.callerMask().address(), "<the thread's own>"), _ -> standardStreams());
    }

    /** In a PID namespace are the children of who entered it: this process makes a brother, and ends. */
    private void bearInside() {
        Slot brother = frame.builder.slot("brother");
        Label born = frame.builder.label("inside");
        frame.builder
                .add(new Step.Fork(
                        brother,
                        Clone.CLONE_PARENT | Clone.CLONE_VM | Clone.CLONE_VFORK,
                        born,
                        Failures.of("cannot create a process in the PID namespace", ProcessRemedies.bearing())))
                .exit(0)
                .bind(born);
    }

    /** Makes a child for the command. When that has called exec, this process becomes the init. */
    private void forkForCommand(int init) {
        Slot main = frame.builder.slot("main");
        InitProgram.prepare(frame.builder);
        Label command = frame.builder.label("command");
        Label started = frame.builder.label("started");
        frame.builder
                .add(new Step.Fork(
                        main,
                        Clone.CLONE_VM | Clone.CLONE_VFORK,
                        command,
                        new Failure("cannot create a process", Remedies.forking(false))))
                .jumpIf(frame.builder.failed(), Step.Comparison.EQUAL, 0, started)
                .exit(EXIT_FAILED)
                .bind(started);
        parentDeath();
        frame.builder.call(
                Failures.of("cannot keep the init's image"),
                Syscall.DUP3,
                new Arg.Described(Operand.of(init), "<" + InitProgram.NAME + ">"),
                new Arg.Number(0),
                new Arg.Flags(Open.O_CLOEXEC, Arg.Family.OPEN));
        inside.closeFrom(1);
        frame.builder
                .call(
                        Failures.of("cannot execute the init"),
                        Syscall.EXECVEAT,
                        new Arg.Number(0),
                        frame.files.text(""),
                        frame.builder.strings(List.of(InitProgram.NAME, MAIN_PID)),
                        frame.builder.strings(List.of()),
                        new Arg.Flags(At.AT_EMPTY_PATH, Arg.Family.AT))
                .exit(EXIT_FAILED)
                .bind(command);
    }

    /** Has the process killed when the JVM ends, or ends it if that has already happened. After the ids: they make the kernel forget. */
    private void parentDeath() {
        Slot descriptor = frame.builder.slot("parent");
        frame.builder.set(descriptor, new Operand.Constant(parent));
        new ForkSteps(frame.builder, frame.calls).dieWith(descriptor, SIGKILL);
    }

    private void standardStreams() {
        for (int stream = 0; stream < 3; stream++) {
            if (stdio.isMerged(stream)) {
                dup3(new Arg.Number(1), stream);
            } else if (stdio.isInherited(stream)) {
                frame.builder.attempt(
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
        frame.builder.call(
                Failures.of("cannot set up standard stream " + to),
                Syscall.DUP3,
                from,
                new Arg.Number(to),
                new Arg.Number(0));
    }
}
