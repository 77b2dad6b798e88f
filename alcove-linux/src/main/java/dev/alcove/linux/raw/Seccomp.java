package dev.alcove.linux.raw;

/**
 * The operations and flags of {@code seccomp}, and what a filter returns.
 *
 * <p>Source: {@code linux/seccomp.h}; seccomp(2).
 */
public final class Seccomp {
    // operations
    public static final int SECCOMP_SET_MODE_STRICT = 0;
    public static final int SECCOMP_SET_MODE_FILTER = 1;
    public static final int SECCOMP_GET_ACTION_AVAIL = 2;
    public static final int SECCOMP_GET_NOTIF_SIZES = 3;

    // SECCOMP_SET_MODE_FILTER's flags
    public static final int SECCOMP_FILTER_FLAG_TSYNC = 0x1;
    public static final int SECCOMP_FILTER_FLAG_LOG = 0x2;
    public static final int SECCOMP_FILTER_FLAG_SPEC_ALLOW = 0x4;
    public static final int SECCOMP_FILTER_FLAG_NEW_LISTENER = 0x8;
    public static final int SECCOMP_FILTER_FLAG_TSYNC_ESRCH = 0x10;
    /** Linux 5.19. */
    public static final int SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV = 0x20;

    // a filter's results
    public static final long SECCOMP_RET_KILL_PROCESS = 0x80000000L;
    public static final long SECCOMP_RET_KILL_THREAD = 0;
    public static final long SECCOMP_RET_TRAP = 0x30000;
    public static final long SECCOMP_RET_ERRNO = 0x50000;
    public static final long SECCOMP_RET_USER_NOTIF = 0x7fc00000;
    public static final long SECCOMP_RET_TRACE = 0x7ff00000;
    public static final long SECCOMP_RET_LOG = 0x7ffc0000;
    public static final long SECCOMP_RET_ALLOW = 0x7fff0000;
    public static final long SECCOMP_RET_ACTION_FULL = 0xffff0000L;
    public static final long SECCOMP_RET_DATA = 0xffff;

    // prctl's modes
    public static final int SECCOMP_MODE_DISABLED = 0;
    public static final int SECCOMP_MODE_STRICT = 1;
    public static final int SECCOMP_MODE_FILTER = 2;

    private Seccomp() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames OPERATIONS = new FlagNames()
                .value(SECCOMP_SET_MODE_STRICT, "SECCOMP_SET_MODE_STRICT")
                .value(SECCOMP_SET_MODE_FILTER, "SECCOMP_SET_MODE_FILTER")
                .value(SECCOMP_GET_ACTION_AVAIL, "SECCOMP_GET_ACTION_AVAIL")
                .value(SECCOMP_GET_NOTIF_SIZES, "SECCOMP_GET_NOTIF_SIZES");

        public static final FlagNames FLAGS = new FlagNames()
                .flag(SECCOMP_FILTER_FLAG_TSYNC, "SECCOMP_FILTER_FLAG_TSYNC")
                .flag(SECCOMP_FILTER_FLAG_LOG, "SECCOMP_FILTER_FLAG_LOG")
                .flag(SECCOMP_FILTER_FLAG_SPEC_ALLOW, "SECCOMP_FILTER_FLAG_SPEC_ALLOW")
                .flag(SECCOMP_FILTER_FLAG_NEW_LISTENER, "SECCOMP_FILTER_FLAG_NEW_LISTENER")
                .flag(SECCOMP_FILTER_FLAG_TSYNC_ESRCH, "SECCOMP_FILTER_FLAG_TSYNC_ESRCH")
                .flag(SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV");

        public static final FlagNames RESULTS = new FlagNames()
                .field(SECCOMP_RET_ACTION_FULL, SECCOMP_RET_KILL_PROCESS, "SECCOMP_RET_KILL_PROCESS")
                .field(SECCOMP_RET_ACTION_FULL, SECCOMP_RET_KILL_THREAD, "SECCOMP_RET_KILL_THREAD")
                .field(SECCOMP_RET_ACTION_FULL, SECCOMP_RET_TRAP, "SECCOMP_RET_TRAP")
                .field(SECCOMP_RET_ACTION_FULL, SECCOMP_RET_ERRNO, "SECCOMP_RET_ERRNO")
                .field(SECCOMP_RET_ACTION_FULL, SECCOMP_RET_USER_NOTIF, "SECCOMP_RET_USER_NOTIF")
                .field(SECCOMP_RET_ACTION_FULL, SECCOMP_RET_TRACE, "SECCOMP_RET_TRACE")
                .field(SECCOMP_RET_ACTION_FULL, SECCOMP_RET_LOG, "SECCOMP_RET_LOG")
                .field(SECCOMP_RET_ACTION_FULL, SECCOMP_RET_ALLOW, "SECCOMP_RET_ALLOW");

        private Names() {}
    }
}
