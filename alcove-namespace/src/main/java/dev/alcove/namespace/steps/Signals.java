package dev.alcove.namespace.steps;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.linux.raw.Sigaction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A set of signals that a waiting parent holds back.
 *
 * @param mask a bit for each, as the kernel has it
 * @param shown as strace prints it
 */
public record Signals(long mask, String shown) {
    private static final long MASK_INT_TERM = Sigaction.bit(2) | Sigaction.bit(15);
    private static final long MASK_INT_TERM_CHLD = MASK_INT_TERM | Sigaction.bit(17);
    private static final long MASK_HUP_QUIT_USR1_USR2 =
            Sigaction.bit(1) | Sigaction.bit(3) | Sigaction.bit(10) | Sigaction.bit(12);

    public static final Signals INT_TERM = new Signals(MASK_INT_TERM, "[INT TERM]");
    public static final Signals INT_TERM_CHLD = new Signals(MASK_INT_TERM_CHLD, "[INT TERM CHLD]");

    /** Those by which a service is told something, and SIGCHLD. */
    public static final Signals TELLING =
            new Signals(MASK_INT_TERM_CHLD | MASK_HUP_QUIT_USR1_USR2, "[HUP INT QUIT USR1 USR2 TERM CHLD]");

    /** Appends a step that blocks them; {@code saved} gets the mask as it was. Gives the set, for later steps. */
    public Arg block(ProgramBuilder builder, Calls calls, Arg saved) {
        ByteBuffer bits = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Data set = builder.bytes(bits.putLong(0, mask).array());
        Arg blocked = new Arg.Described(set.address(), shown);
        calls.sigprocmask(ForkSteps.SIG_BLOCK, blocked, saved, new Failure("sigprocmask block failed"));
        return blocked;
    }
}
