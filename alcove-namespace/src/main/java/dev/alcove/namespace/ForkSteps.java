package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.AND;
import static dev.alcove.launch.Step.Operator.SHIFT_LEFT;
import static dev.alcove.launch.Step.Operator.SHIFT_RIGHT;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Sigaction;

/** Steps for processes that make processes: a pipe to wait on, signals to hold back, an end like the child's. */
final class ForkSteps {
    static final Arg SIG_BLOCK = new Arg.Symbol(Sigaction.SIG_BLOCK, "SIG_BLOCK");
    static final Arg SIG_UNBLOCK = new Arg.Symbol(Sigaction.SIG_UNBLOCK, "SIG_UNBLOCK");
    static final Arg SIG_SETMASK = new Arg.Symbol(Sigaction.SIG_SETMASK, "SIG_SETMASK");

    private static final int O_CLOEXEC = 0x80000;
    private static final int SIGKILL = 9;
    private static final int EXIT_KILLED = 128;

    private final ProgramBuilder builder;
    private final Calls calls;

    ForkSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
    }

    /** The two ends of a pipe on which one process waits for the other, or for its death. */
    record Gate(Slot read, Slot write) {}

    /** Makes a gate, before the fork. */
    Gate gate(String name) {
        Data ends = builder.buffer(Long.BYTES);
        Gate gate = new Gate(builder.slot(name + " read"), builder.slot(name + " write"));
        builder.call(
                new Failure("pipe failed"),
                Syscall.PIPE2,
                new Arg.Described(ends.address(), "[" + gate.read() + ", " + gate.write() + "]"),
                new Arg.Symbol(O_CLOEXEC, "O_CLOEXEC"));
        builder.load(gate.read(), ends.at(0), Step.Width.INT).load(gate.write(), ends.at(4), Step.Width.INT);
        return gate;
    }

    /** In the process that waits: goes on when the other opens the gate, ends when that has died. */
    void await(Gate gate) {
        Slot got = builder.slot("got");
        Label opened = builder.label(gate.read().name() + " opened");
        calls.close(gate.write());
        builder.attempt(
                        got,
                        Syscall.READ,
                        new Arg.Value(gate.read()),
                        new Arg.Described(builder.buffer(1).address(), "buffer"),
                        new Arg.Number(1))
                .jumpIf(got, EQUAL, 1, opened)
                .exit(1)
                .bind(opened);
        calls.close(gate.read());
    }

    /** In the process that is waited for. */
    void open(Gate gate) {
        calls.close(gate.read());
        calls.write(gate.write(), "x", new Failure("write failed"));
        calls.close(gate.write());
    }

    /** Waits for a helper; ends as it did unless it exited with 0. {@code ifFailed} adds what is to be done before. */
    void join(Slot pid, Runnable ifFailed) {
        Slot status = builder.slot(pid.name() + " status");
        Label succeeded = builder.label(pid.name() + " succeeded");
        builder.add(new Step.Wait(pid, status, new Failure("waitpid failed"))).jumpIf(status, EQUAL, 0, succeeded);
        ifFailed.run();
        exitLike(status);
        builder.bind(succeeded);
    }

    /** Ends the process with the status that wait4 stored, 128 and the signal's number for a signal. */
    private void exitLike(Slot status) {
        Slot signal = builder.slot("signal");
        Label killed = builder.label("helper killed");
        builder.compute(signal, status, AND, 0x7f)
                .jumpIf(signal, NOT_EQUAL, 0, killed)
                .compute(status, status, SHIFT_RIGHT, 8)
                .compute(status, status, AND, 0xff)
                .exit(status)
                .bind(killed)
                .compute(signal, signal, ADD, EXIT_KILLED)
                .exit(signal);
    }

    /** Ends the process as its child did: with its exit status, or by the same signal. */
    void dieLike(Slot status) {
        Slot signal = builder.slot("signal");
        Slot self = builder.slot("self");
        Slot bit = builder.slot("bit");
        Label killed = builder.label("killed");
        Label unblock = builder.label("unblock");
        Data set = builder.buffer(Sigaction.SIGSET_SIZE);
        builder.compute(signal, status, AND, 0x7f)
                .jumpIf(signal, NOT_EQUAL, 0, killed)
                .compute(status, status, SHIFT_RIGHT, 8)
                .compute(status, status, AND, 0xff)
                .exit(status)
                .bind(killed)
                .jumpIf(signal, EQUAL, SIGKILL, unblock);
        calls.defaultAction(new Arg.Value(signal), new Failure("signal handler reset failed"));
        builder.bind(unblock)
                .compute(bit, signal, SUBTRACT, 1)
                .compute(bit, Operand.of(1), SHIFT_LEFT, bit)
                .store(set.address(), bit, Step.Width.LONG);
        calls.sigprocmask(
                SIG_UNBLOCK,
                new Arg.Described(set.address(), "[" + signal + "]"),
                Arg.NULL,
                new Failure("sigprocmask unblock failed"));
        builder.attempt(self, Syscall.GETPID)
                .attempt(Syscall.KILL, new Arg.Value(self), new Arg.Value(signal))
                .compute(signal, signal, ADD, EXIT_KILLED)
                .exit(signal);
    }
}
