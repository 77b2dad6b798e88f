package dev.alcove.launch;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.GREATER_OR_EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.AND;
import static dev.alcove.launch.Step.Operator.MULTIPLY;
import static dev.alcove.launch.Step.Operator.SHIFT_RIGHT;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Sigaction;
import dev.alcove.linux.raw.Wait;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Init as a launch program: reaps every child that ends, passes on the signals that it gets, and exits with the status of
 * the one child that matters, 128 and the signal's number if a signal killed that. With all signals blocked nothing is
 * missed, and as PID 1 it gets those too that the kernel would keep from a process without a handler.
 *
 * <p>A signal that the kernel itself sends, such as SIGINT for Ctrl-C, reaches the whole foreground process group, so that
 * passing it on would make two of it.
 */
public final class InitProgram {
    /** The name of the process, as {@code ps} shows it. */
    public static final String NAME = "alcove-init";

    private static final int SIGTERM = 15;
    private static final int SIGCHLD = 17;
    private static final int ECHILD = 10;
    private static final int EXIT_KILLED = 128;
    private static final int EXIT_USAGE = 2;
    private static final String USAGE = "usage: " + NAME + " PID\n";

    /** The offset of {@code si_code} in {@code siginfo_t}, and the struct's size: sigaction(2). */
    private static final int SI_CODE = 8;

    private static final int SIGINFO_SIZE = 128;

    private InitProgram() {}

    /**
     * An init that finds the PID of its main child, in decimal, in its first argument, and says how it is used, with
     * status 2, when that is something else. Whoever makes that child must have blocked all signals before, and called
     * {@link #prepare}.
     */
    public static Program standalone() {
        return standalone((builder, status) -> {});
    }

    /**
     * The same, with something to do before it exits.
     *
     * @param atEnd appends that, given the slot that holds the status with which init is about to exit
     */
    public static Program standalone(BiConsumer<ProgramBuilder, Slot> atEnd) {
        ProgramBuilder builder = new ProgramBuilder(NAME);
        Slot main = builder.slot("main");
        Label usage = builder.label("usage");
        builder.call(
                new Failure("sigprocmask block failed"),
                Syscall.RT_SIGPROCMASK,
                new Arg.Symbol(Sigaction.SIG_SETMASK, "SIG_SETMASK"),
                new Arg.Described(allSignals(builder).address(), "~[]"),
                Arg.NULL,
                new Arg.Number(Sigaction.SIGSET_SIZE));
        // The kernel named it after its file, which is a memfd.
        builder.attempt(
                Syscall.PRCTL, new Arg.Symbol(Prctl.PR_SET_NAME, "PR_SET_NAME"), new Arg.Text(builder.string(NAME)));
        // Nobody in its namespace looks at its memory, or at what it has open.
        builder.attempt(
                Syscall.PRCTL,
                new Arg.Symbol(Prctl.PR_SET_DUMPABLE, "PR_SET_DUMPABLE"),
                new Arg.Symbol(0, "SUID_DUMP_DISABLE"));
        parseFirstArgument(builder, main, usage);
        append(builder, main, status -> atEnd.accept(builder, status));
        builder.bind(usage)
                .attempt(
                        Syscall.WRITE,
                        new Arg.Number(2),
                        new Arg.Text(builder.string(USAGE)),
                        new Arg.Number(USAGE.length()))
                .exit(EXIT_USAGE);
        return builder.build();
    }

    /**
     * Appends what must happen before init's first child is made: a process that ignores SIGCHLD, as one may have
     * inherited it, is never told that a child has ended.
     */
    public static void prepare(ProgramBuilder builder) {
        new Calls(builder)
                .defaultAction(new Arg.Symbol(SIGCHLD, "SIGCHLD"), new Failure("signal handler reset failed"));
    }

    /**
     * Appends init's loop, which ends the process, for the child whose PID is in {@code main}. All signals must be
     * blocked, from before the child was made, and {@link #prepare} must have been called.
     */
    public static void append(ProgramBuilder builder, Slot main) {
        append(builder, main, status -> {});
    }

    /**
     * The same, with something to do before it exits.
     *
     * @param atEnd appends that, given the slot that holds the status with which init is about to exit
     */
    public static void append(ProgramBuilder builder, Slot main, Consumer<Slot> atEnd) {
        Slot signal = builder.slot("signal");
        Slot child = builder.slot("child");
        Slot status = builder.slot("status");
        Slot code = builder.slot("code");
        Data info = builder.buffer(SIGINFO_SIZE);
        Label loop = builder.label("init");
        Label reap = builder.label("reap");
        Label forward = builder.label("forward");
        Label ended = builder.label("ended");
        Label lost = builder.label("lost");
        Step.Call wait = new Step.Call(
                Syscall.WAIT4,
                List.of(
                        new Arg.Number(-1),
                        new Arg.Address(status),
                        new Arg.Flags(Wait.WNOHANG | Wait.__WALL, Arg.Family.WAIT),
                        Arg.NULL),
                child,
                null);
        prepare(builder); // again: whoever forgot it gets an error instead of an init that never ends
        builder.jump(reap)
                .bind(loop)
                .attempt(
                        signal,
                        Syscall.RT_SIGTIMEDWAIT,
                        new Arg.Described(allSignals(builder).address(), "~[]"),
                        new Arg.Described(info.address(), "info"),
                        Arg.NULL,
                        new Arg.Number(Sigaction.SIGSET_SIZE))
                .jumpIf(signal, LESS, 0, loop)
                .jumpIf(signal, NOT_EQUAL, SIGCHLD, forward)
                .bind(reap)
                .set(status, Operand.of(0))
                .add(wait)
                .jumpIf(child, EQUAL, -ECHILD, lost)
                .jumpIf(child, LESS, 1, loop)
                .jumpIf(child, NOT_EQUAL, main, reap)
                .jump(ended)
                .bind(forward)
                .load(code, info.at(SI_CODE), Step.Width.INT)
                .jumpIf(code, GREATER_OR_EQUAL, 1, loop)
                .attempt(Syscall.KILL, new Arg.Value(main), new Arg.Value(signal))
                .jump(loop)
                .bind(lost)
                .compute(code, Operand.of(0), SUBTRACT, child)
                .add(new Step.Fail(code, new Failure("waitpid failed"), wait))
                .bind(ended);
        exitWith(builder, status, code, atEnd);
    }

    /**
     * Appends the loop of an init without a main child, which only holds its namespaces: it reaps, and SIGTERM ends it. It
     * has no end of its own; whoever wants its namespaces to end kills it.
     *
     * @param pid1 whether it is the first process of a PID namespace. Then only SIGTERM from outside counts, as for any
     *     PID 1: a sender that is not in its namespace has PID 0 there
     */
    public static void appendWithoutMain(ProgramBuilder builder, boolean pid1) {
        Slot got = builder.slot("got");
        Data info = builder.buffer(SIGINFO_SIZE);
        Label loop = builder.label("hold");
        Label reap = builder.label("reap");
        Label terminate = builder.label("terminate");
        Arg all = new Arg.Described(allSignals(builder).address(), "~[]");
        prepare(builder);
        new Calls(builder)
                .sigprocmask(
                        new Arg.Symbol(Sigaction.SIG_SETMASK, "SIG_SETMASK"),
                        all,
                        Arg.NULL,
                        new Failure("sigprocmask block failed"));
        builder.bind(reap)
                .attempt(
                        got,
                        Syscall.WAIT4,
                        new Arg.Number(-1),
                        Arg.NULL,
                        new Arg.Flags(Wait.WNOHANG | Wait.__WALL, Arg.Family.WAIT),
                        Arg.NULL)
                .jumpIf(got, GREATER_OR_EQUAL, 1, reap)
                .bind(loop)
                .attempt(
                        got,
                        Syscall.RT_SIGTIMEDWAIT,
                        all,
                        new Arg.Described(info.address(), "info"),
                        Arg.NULL,
                        new Arg.Number(Sigaction.SIGSET_SIZE))
                .jumpIf(got, EQUAL, SIGCHLD, reap)
                .jumpIf(got, EQUAL, SIGTERM, terminate)
                .jump(loop)
                .bind(terminate);
        if (pid1) {
            builder.load(got, info.at(Wait.SI_PID), Step.Width.INT).jumpIf(got, NOT_EQUAL, 0, loop);
        }
        builder.exit(0);
    }

    /** A block of eight bytes that is the set of all signals. */
    public static Data allSignals(ProgramBuilder builder) {
        byte[] all = new byte[Sigaction.SIGSET_SIZE];
        Arrays.fill(all, (byte) 0xff);
        return builder.bytes(all);
    }

    /** Appends the end of the process with the status that a shell would give for what wait4 stored in {@code status}. */
    private static void exitWith(ProgramBuilder builder, Slot status, Slot scratch, Consumer<Slot> atEnd) {
        Label killed = builder.label("killed");
        Label end = builder.label("end");
        builder.compute(scratch, status, AND, 0x7f)
                .jumpIf(scratch, NOT_EQUAL, 0, killed)
                .compute(status, status, SHIFT_RIGHT, 8)
                .compute(status, status, AND, 0xff)
                .jump(end)
                .bind(killed)
                .compute(status, scratch, ADD, EXIT_KILLED)
                .bind(end);
        atEnd.accept(status);
        builder.exit(status);
    }

    private static void parseFirstArgument(ProgramBuilder builder, Slot main, Label usage) {
        Slot cursor = builder.slot("cursor");
        Slot digit = builder.slot("digit");
        Label next = builder.label("digit");
        Label done = builder.label("parsed");
        builder.load(cursor, builder.stack(), Step.Width.LONG)
                .jumpIf(cursor, NOT_EQUAL, 2, usage)
                .compute(cursor, builder.stack(), ADD, 2 * Long.BYTES)
                .load(cursor, cursor, Step.Width.LONG)
                .set(main, Operand.of(0))
                .bind(next)
                .load(digit, cursor, Step.Width.BYTE)
                .jumpIf(digit, EQUAL, 0, done)
                .compute(digit, digit, SUBTRACT, '0')
                .jumpIf(digit, LESS, 0, usage)
                .jumpIf(digit, GREATER_OR_EQUAL, 10, usage)
                .compute(main, main, MULTIPLY, 10)
                .compute(main, main, ADD, digit)
                .jumpIf(main, GREATER_OR_EQUAL, 1L << 31, usage)
                .compute(cursor, cursor, ADD, 1)
                .jump(next)
                .bind(done)
                .jumpIf(main, EQUAL, 0, usage);
    }
}
