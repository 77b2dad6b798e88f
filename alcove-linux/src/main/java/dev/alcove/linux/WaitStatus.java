package dev.alcove.linux;

import dev.alcove.linux.raw.Wait;

/**
 * What {@code wait4} says of a child: it exited with a code, a signal killed it, a signal stopped it, or it was continued.
 * Exactly one of {@link #exited}, {@link #signalled}, {@link #stopped}, {@link #continued} is true.
 *
 * @param status the number as {@code wait4} writes it
 * @see <a href="https://man7.org/linux/man-pages/man2/wait.2.html">wait(2)</a>
 */
public record WaitStatus(int status) {
    private static final int CONTINUED = 0xffff;
    private static final int STOPPED = 0x7f;
    private static final int CORE = 0x80;

    /** @throws IllegalArgumentException if {@code wait4} never writes such a number */
    public WaitStatus {
        boolean valid = status == CONTINUED
                || (status & ~0xff00) == 0
                || ((status & ~0xff00) == STOPPED && isSignal(status >> 8))
                || ((status & ~(STOPPED | CORE)) == 0 && isSignal(status & STOPPED));
        if (!valid) {
            throw new IllegalArgumentException("not a wait status: 0x" + Integer.toHexString(status));
        }
    }

    /**
     * From what {@code waitid} writes.
     *
     * @param code {@code si_code}: {@code CLD_EXITED} to {@code CLD_CONTINUED}
     * @param value {@code si_status}: an exit code, else a signal's number
     * @throws IllegalArgumentException if {@code waitid} never writes such a pair
     */
    public static WaitStatus ofSiginfo(int code, int value) {
        return switch (code) {
            case Wait.CLD_EXITED -> new WaitStatus((value & 0xff) << 8);
            case Wait.CLD_KILLED -> new WaitStatus(value);
            case Wait.CLD_DUMPED -> new WaitStatus(value | CORE);
            case Wait.CLD_TRAPPED, Wait.CLD_STOPPED -> new WaitStatus((value & STOPPED) << 8 | STOPPED);
            case Wait.CLD_CONTINUED -> new WaitStatus(CONTINUED);
            default -> throw new IllegalArgumentException("not a code of SIGCHLD: " + code);
        };
    }

    /** Whether it ended by itself. */
    public boolean exited() {
        return (status & STOPPED) == 0;
    }

    /** The code that it gave to {@code exit}, 0 to 255. */
    public int exitCode() {
        require(exited());
        return status >> 8;
    }

    /** Whether a signal killed it. */
    public boolean signalled() {
        return !exited() && (status & STOPPED) != STOPPED;
    }

    /** Whether it left a core dump, when a signal killed it. */
    public boolean coreDumped() {
        return signalled() && (status & CORE) != 0;
    }

    /** Whether a signal stopped it. */
    public boolean stopped() {
        return status != CONTINUED && (status & 0xff) == STOPPED;
    }

    /** Whether {@code SIGCONT} let it go on. */
    public boolean continued() {
        return status == CONTINUED;
    }

    /** The signal that killed or stopped it. */
    public Signal signal() {
        require(signalled() || stopped());
        return new Signal(signalled() ? status & STOPPED : status >> 8);
    }

    /** What a shell makes of a process that ended: its code, or 128 and the signal's number. */
    public int shellCode() {
        return exited() ? exitCode() : 128 + signal().number();
    }

    @Override
    public String toString() {
        if (exited()) {
            return "exited with " + exitCode();
        }
        if (continued()) {
            return "continued";
        }
        return (stopped() ? "stopped by " : "killed by ") + signal() + (coreDumped() ? " (core dumped)" : "");
    }

    private void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("it " + this);
        }
    }

    private static boolean isSignal(int number) {
        return number >= 1 && number <= Signal.SIGRTMAX.number();
    }
}
