package dev.alcove.linux.raw;

/**
 * What {@code rt_sigaction} and {@code rt_sigprocmask} read. The kernel's set of signals is one 64-bit number, bit 0
 * for signal 1; libc's is longer.
 *
 * <p>Source: {@code asm/signal.h} of both architectures, {@code asm-generic/signal.h}: the layout is the same on both,
 * although only x86-64 uses the restorer.
 */
public final class Sigaction {
    // the kernel's struct sigaction, each field 64 bits
    public static final int HANDLER = 0;
    public static final int FLAGS = 8;
    public static final int RESTORER = 16;
    public static final int MASK = 24;
    public static final int SIZE = 32;

    // the size of a set of signals, in bytes
    public static final int SIGSET_SIZE = 8;

    // handlers
    public static final int SIG_DFL = 0;
    public static final int SIG_IGN = 1;

    // rt_sigprocmask
    public static final int SIG_BLOCK = 0;
    public static final int SIG_UNBLOCK = 1;
    public static final int SIG_SETMASK = 2;

    // flags
    public static final long SA_NOCLDSTOP = 0x1;
    public static final long SA_NOCLDWAIT = 0x2;
    public static final long SA_SIGINFO = 0x4;
    /** x86-64 needs it wherever there is a handler; on aarch64 the vDSO does the work. */
    public static final long SA_RESTORER = 0x4000000;

    public static final long SA_ONSTACK = 0x8000000;
    public static final long SA_RESTART = 0x10000000;
    public static final long SA_NODEFER = 0x40000000;
    public static final long SA_RESETHAND = 0x80000000L;

    /** The set's bit for a signal, 1 to 64. */
    public static long bit(int signal) {
        return 1L << (signal - 1);
    }

    private Sigaction() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames FLAGS = new FlagNames()
                .flag(SA_RESTORER, "SA_RESTORER")
                .flag(SA_ONSTACK, "SA_ONSTACK")
                .flag(SA_RESTART, "SA_RESTART")
                .flag(SA_NODEFER, "SA_NODEFER")
                .flag(SA_RESETHAND, "SA_RESETHAND")
                .flag(SA_SIGINFO, "SA_SIGINFO")
                .flag(SA_NOCLDSTOP, "SA_NOCLDSTOP")
                .flag(SA_NOCLDWAIT, "SA_NOCLDWAIT");

        public static final FlagNames HOW = new FlagNames()
                .value(SIG_BLOCK, "SIG_BLOCK")
                .value(SIG_UNBLOCK, "SIG_UNBLOCK")
                .value(SIG_SETMASK, "SIG_SETMASK");

        public static final FlagNames HANDLERS =
                new FlagNames().value(SIG_DFL, "SIG_DFL").value(SIG_IGN, "SIG_IGN");

        private Names() {}
    }
}
