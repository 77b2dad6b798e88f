package dev.alcove.linux.raw;

/**
 * The operations of {@code futex}. Processes that share the word but not the whole address space must not set {@code
 * FUTEX_PRIVATE_FLAG}; those that {@code CLONE_VM} joins may.
 *
 * <p>Source: {@code linux/futex.h}; futex(2).
 */
public final class Futex {
    // operations
    public static final int FUTEX_WAIT = 0;
    public static final int FUTEX_WAKE = 1;
    public static final int FUTEX_REQUEUE = 3;
    public static final int FUTEX_CMP_REQUEUE = 4;
    public static final int FUTEX_WAKE_OP = 5;
    public static final int FUTEX_WAIT_BITSET = 9;
    public static final int FUTEX_WAKE_BITSET = 10;

    // flags of an operation
    public static final int FUTEX_PRIVATE_FLAG = 128;
    public static final int FUTEX_CLOCK_REALTIME = 256;

    private Futex() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        /** An operation and its private flag have a name together, {@code FUTEX_WAKE_PRIVATE}; the clock stands apart. */
        public static final FlagNames OPERATIONS = new FlagNames();

        static {
            operation(FUTEX_WAIT, "FUTEX_WAIT");
            operation(FUTEX_WAKE, "FUTEX_WAKE");
            operation(FUTEX_REQUEUE, "FUTEX_REQUEUE");
            operation(FUTEX_CMP_REQUEUE, "FUTEX_CMP_REQUEUE");
            operation(FUTEX_WAKE_OP, "FUTEX_WAKE_OP");
            operation(FUTEX_WAIT_BITSET, "FUTEX_WAIT_BITSET");
            operation(FUTEX_WAKE_BITSET, "FUTEX_WAKE_BITSET");
            OPERATIONS
                    .flag(FUTEX_PRIVATE_FLAG, "FUTEX_PRIVATE_FLAG")
                    .flag(FUTEX_CLOCK_REALTIME, "FUTEX_CLOCK_REALTIME");
        }

        private static void operation(int number, String name) {
            OPERATIONS
                    .field(~FUTEX_CLOCK_REALTIME, number, name)
                    .field(~FUTEX_CLOCK_REALTIME, number | FUTEX_PRIVATE_FLAG, name + "_PRIVATE");
        }

        private Names() {}
    }
}
