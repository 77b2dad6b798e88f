package dev.alcove.namespace.steps;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.GREATER_OR_EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
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
import dev.alcove.linux.Signal;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Sigaction;
import dev.alcove.linux.raw.Wait;
import java.util.List;

/** Steps for processes that make processes: a pipe to wait on, signals to hold back, an end like the child's. */
public final class ForkSteps {
    public static final Arg SIG_BLOCK = new Arg.Symbol(Sigaction.SIG_BLOCK, "SIG_BLOCK");
    public static final Arg SIG_UNBLOCK = new Arg.Symbol(Sigaction.SIG_UNBLOCK, "SIG_UNBLOCK");
    public static final Arg SIG_SETMASK = new Arg.Symbol(Sigaction.SIG_SETMASK, "SIG_SETMASK");

    private static final int O_CLOEXEC = 0x80000;
    private static final int SIGKILL = 9;
    private static final int SIGCHLD = 17;
    private static final int SIGCONT = 18;
    private static final int SIGSTOP = 19;
    private static final int EXIT_KILLED = 128;
    /** The low byte of what wait4 stores for a process that has stopped. */
    private static final int STOPPED = 0x7f;

    private final ProgramBuilder builder;
    private final Calls calls;
    private final Slot got;
    private final Slot status;
    private final Slot signal;

    public ForkSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
        got = builder.slot("got");
        status = builder.slot("status");
        signal = builder.slot("signal");
    }

    /** The two ends of a pipe on which one process waits for the other, or for its death. */
    public record Gate(Slot read, Slot write) {}

    /** Makes a gate, before the fork. */
    public Gate gate(String name) {
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
    public void await(Gate gate) {
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
    public void open(Gate gate) {
        calls.close(gate.read());
        calls.write(gate.write(), "x", new Failure("write failed"));
        calls.close(gate.write());
    }

    /** Waits for a helper, and ends the process as the helper ended unless that was with status 0. */
    public void join(Slot pid) {
        endLikeAwaited(await(pid));
    }

    /** Waits for a helper; jumps to the label that it returns if that exited with 0, else {@link #status} tells. */
    public Label await(Slot pid) {
        Label succeeded = builder.label(pid.name() + " succeeded");
        builder.add(new Step.Wait(pid, status, new Failure("waitpid failed"))).jumpIf(status, EQUAL, 0, succeeded);
        return succeeded;
    }

    /** Ends the process as the helper ended that was awaited, 128 and the signal's number for a signal. */
    public void endLikeAwaited(Label succeeded) {
        Label killed = builder.label("helper killed");
        builder.compute(signal, status, AND, 0x7f)
                .jumpIf(signal, NOT_EQUAL, 0, killed)
                .compute(status, status, SHIFT_RIGHT, 8)
                .compute(status, status, AND, 0xff)
                .exit(status)
                .bind(killed)
                .compute(signal, signal, ADD, EXIT_KILLED)
                .exit(signal)
                .bind(succeeded);
    }

    /** What wait4 stored for the process that was waited for last. */
    public Slot status() {
        return status;
    }

    /**
     * Waits for the child, which gets the signals that this process gets.
     *
     * @param blocked the set of those and SIGCHLD, all of them blocked
     * @param onlySent whether signals of the kernel are left out, which for Ctrl-C reach the child by themselves
     * @param stops whether this process stops when the child stops, and lets it go on when it goes on itself
     */
    public void waitForwarding(Slot child, Arg blocked, boolean onlySent, boolean stops) {
        Label next = builder.label("wait for a signal");
        Label reap = builder.label("child changed");
        Label ended = builder.label("child ended");
        Data info = builder.buffer(Wait.SIGINFO_SIZE);
        Step.Call wait = new Step.Call(
                Syscall.WAIT4,
                List.of(
                        new Arg.Value(child),
                        new Arg.Address(status),
                        new Arg.Flags(stops ? Wait.WNOHANG | Wait.WUNTRACED : Wait.WNOHANG, Arg.Family.WAIT),
                        Arg.NULL),
                got,
                null);
        builder.bind(next)
                .attempt(
                        signal,
                        Syscall.RT_SIGTIMEDWAIT,
                        blocked,
                        new Arg.Described(info.address(), "info"),
                        Arg.NULL,
                        new Arg.Number(Sigaction.SIGSET_SIZE))
                .jumpIf(signal, LESS, 0, next)
                .jumpIf(signal, EQUAL, SIGCHLD, reap);
        if (onlySent) {
            builder.load(got, info.at(Wait.SI_CODE), Step.Width.INT).jumpIf(got, GREATER_OR_EQUAL, 1, next);
        }
        builder.attempt(Syscall.KILL, new Arg.Value(child), new Arg.Value(signal))
                .jump(next)
                .bind(reap)
                .set(status, Operand.of(0))
                .add(wait)
                .jumpIf(got, EQUAL, 0, next)
                .jumpIf(got, EQUAL, child, ended)
                .compute(got, Operand.of(0), SUBTRACT, got)
                .add(new Step.Fail(got, new Failure("waitpid failed"), wait))
                .bind(ended);
        if (stops) {
            stopLike(child, next);
        }
    }

    /** Where the child has not ended but stopped: stops too, until somebody lets this process go on, and the child with it. */
    private void stopLike(Slot child, Label next) {
        Label gone = builder.label("child gone");
        builder.compute(got, status, AND, 0xff)
                .jumpIf(got, NOT_EQUAL, STOPPED, gone)
                .attempt(got, Syscall.GETPID)
                .attempt(Syscall.KILL, new Arg.Value(got), new Arg.Symbol(SIGSTOP, "SIGSTOP"))
                .attempt(Syscall.KILL, new Arg.Value(child), new Arg.Symbol(SIGCONT, "SIGCONT"))
                .jump(next)
                .bind(gone);
    }

    /** Ends the process as its child did: with its exit status, or by the same signal. */
    public void dieLikeAwaited() {
        Slot self = got;
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
                .compute(got, signal, SUBTRACT, 1)
                .compute(got, Operand.of(1), SHIFT_LEFT, got)
                .store(set.address(), got, Step.Width.LONG);
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

    /** A descriptor of this process, by which its children see whether it is still there: Linux 5.3. */
    public void openSelf(Slot pidfd) {
        builder.attempt(got, Syscall.GETPID)
                .call(
                        pidfd,
                        new Failure("pidfd_open failed"),
                        Syscall.PIDFD_OPEN,
                        new Arg.Value(got),
                        new Arg.Number(0));
    }

    /** In a child: gets {@code sig} when the parent dies, and ends if that has already happened. */
    public void dieWith(Slot parent, int sig) {
        parentDeathSignal(calls, sig);
        Label alive = builder.label("parent is alive");
        Data polled = builder.bytes(new byte[] {0, 0, 0, 0, Poll.POLLIN, 0, 0, 0});
        Data noTime = builder.buffer(2 * Long.BYTES);
        builder.store(polled.address(), parent, Step.Width.INT)
                .call(
                        got,
                        new Failure("poll parent pidfd failed"),
                        Syscall.PPOLL,
                        new Arg.Described(polled.address(), "[{fd=" + parent + ", events=POLLIN}]"),
                        new Arg.Number(1),
                        new Arg.Described(noTime.address(), "{tv_sec=0, tv_nsec=0}"),
                        Arg.NULL,
                        new Arg.Number(Sigaction.SIGSET_SIZE))
                .jumpIf(got, EQUAL, 0, alive)
                .exit(1)
                .bind(alive);
        calls.close(parent);
    }

    /** prctl(2): the signal that this process gets when its parent dies, until it changes its ids. */
    public static void parentDeathSignal(Calls calls, int sig) {
        calls.prctl(
                new Arg.Symbol(Prctl.PR_SET_PDEATHSIG, "PR_SET_PDEATHSIG"),
                new Arg.Symbol(sig, new Signal(sig).signalName()),
                new Failure("prctl failed"));
    }
}
