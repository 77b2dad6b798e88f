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
import dev.alcove.linux.raw.Sigaction;
import dev.alcove.linux.raw.Wait;

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

    private static final int SIGCHLD = 17;
    private static final int EXIT_KILLED = 128;

    /** The offset of {@code si_code} in {@code siginfo_t}, and the struct's size: sigaction(2). */
    private static final int SI_CODE = 8;

    private static final int SIGINFO_SIZE = 128;

    private InitProgram() {}

    /** An init that finds the PID of its main child, in decimal, in its first argument. All signals must be blocked. */
    public static Program standalone() {
        ProgramBuilder builder = new ProgramBuilder(NAME);
        Slot main = builder.slot("main");
        parseFirstArgument(builder, main);
        append(builder, main);
        return builder.build();
    }

    /** Appends init's loop, which ends the process, for the child whose PID is in {@code main}. */
    public static void append(ProgramBuilder builder, Slot main) {
        Slot signal = builder.slot("signal");
        Slot child = builder.slot("child");
        Slot status = builder.slot("status");
        Slot code = builder.slot("code");
        Data info = builder.buffer(SIGINFO_SIZE);
        Label loop = builder.label("init");
        Label reap = builder.label("reap");
        Label forward = builder.label("forward");
        Label ended = builder.label("ended");
        builder.bind(loop)
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
                .attempt(
                        child,
                        Syscall.WAIT4,
                        new Arg.Number(-1),
                        new Arg.Address(status),
                        new Arg.Flags(Wait.WNOHANG | Wait.__WALL, Arg.Family.WAIT),
                        Arg.NULL)
                .jumpIf(child, LESS, 1, loop)
                .jumpIf(child, NOT_EQUAL, main, reap)
                .jump(ended)
                .bind(forward)
                .load(code, info.at(SI_CODE), Step.Width.INT)
                .jumpIf(code, GREATER_OR_EQUAL, 1, loop)
                .attempt(Syscall.KILL, new Arg.Value(main), new Arg.Value(signal))
                .jump(loop)
                .bind(ended);
        exitWith(builder, status, code);
    }

    /** A block of eight bytes that is the set of all signals. */
    public static Data allSignals(ProgramBuilder builder) {
        byte[] all = new byte[Sigaction.SIGSET_SIZE];
        java.util.Arrays.fill(all, (byte) 0xff);
        return builder.bytes(all);
    }

    /** Appends the end of the process with the status that a shell would give for what wait4 stored in {@code status}. */
    private static void exitWith(ProgramBuilder builder, Slot status, Slot scratch) {
        Label killed = builder.label("killed");
        builder.compute(scratch, status, AND, 0x7f)
                .jumpIf(scratch, NOT_EQUAL, 0, killed)
                .compute(status, status, SHIFT_RIGHT, 8)
                .compute(status, status, AND, 0xff)
                .exit(status)
                .bind(killed)
                .compute(scratch, scratch, ADD, EXIT_KILLED)
                .exit(scratch);
    }

    private static void parseFirstArgument(ProgramBuilder builder, Slot main) {
        Slot cursor = builder.slot("cursor");
        Slot digit = builder.slot("digit");
        Label next = builder.label("digit");
        Label done = builder.label("parsed");
        builder.compute(cursor, builder.stack(), ADD, 2 * Long.BYTES)
                .load(cursor, cursor, Step.Width.LONG)
                .set(main, Operand.of(0))
                .bind(next)
                .load(digit, cursor, Step.Width.BYTE)
                .jumpIf(digit, EQUAL, 0, done)
                .compute(digit, digit, SUBTRACT, '0')
                .compute(main, main, MULTIPLY, 10)
                .compute(main, main, ADD, digit)
                .compute(cursor, cursor, ADD, 1)
                .jump(next)
                .bind(done);
    }
}
