package dev.alcove.linux.raw;

/**
 * Policies and flags of {@code sched_setattr}, and the classes of {@code ioprio_set}.
 *
 * <p>Source: {@code linux/sched.h}, {@code linux/sched/types.h}, {@code linux/ioprio.h}; sched_setattr(2), ioprio_set(2).
 */
public final class Sched {
    public static final int SCHED_OTHER = 0;
    public static final int SCHED_FIFO = 1;
    public static final int SCHED_RR = 2;
    public static final int SCHED_BATCH = 3;
    public static final int SCHED_IDLE = 5;
    public static final int SCHED_DEADLINE = 6;

    public static final int SCHED_FLAG_RESET_ON_FORK = 0x01;
    public static final int SCHED_FLAG_RECLAIM = 0x02;
    public static final int SCHED_FLAG_DL_OVERRUN = 0x04;
    public static final int SCHED_FLAG_KEEP_POLICY = 0x08;
    public static final int SCHED_FLAG_KEEP_PARAMS = 0x10;
    public static final int SCHED_FLAG_UTIL_CLAMP_MIN = 0x20;
    public static final int SCHED_FLAG_UTIL_CLAMP_MAX = 0x40;

    public static final int IOPRIO_WHO_PROCESS = 1;
    public static final int IOPRIO_CLASS_RT = 1;
    public static final int IOPRIO_CLASS_BE = 2;
    public static final int IOPRIO_CLASS_IDLE = 3;
    public static final int IOPRIO_CLASS_SHIFT = 13;

    /** Offsets of the fields of {@code struct sched_attr}, and its size since Linux 5.3. */
    public static final class Attr {
        public static final int SIZE = 0;
        public static final int SCHED_POLICY = 4;
        public static final int SCHED_FLAGS = 8;
        public static final int SCHED_NICE = 16;
        public static final int SCHED_PRIORITY = 20;
        public static final int SCHED_RUNTIME = 24;
        public static final int SCHED_DEADLINE = 32;
        public static final int SCHED_PERIOD = 40;

        public static final int SIZE_VER1 = 56;

        private Attr() {}
    }

    private Sched() {}
}
