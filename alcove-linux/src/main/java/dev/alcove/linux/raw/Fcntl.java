package dev.alcove.linux.raw;

/**
 * The commands of {@code fcntl}, the seals of a memfd, and the operations of {@code flock}.
 *
 * <p>Source: {@code asm-generic/fcntl.h}, {@code linux/fcntl.h}; fcntl(2), flock(2).
 */
public final class Fcntl {
    // commands
    public static final int F_DUPFD = 0;
    public static final int F_GETFD = 1;
    public static final int F_SETFD = 2;
    public static final int F_GETFL = 3;
    public static final int F_SETFL = 4;
    public static final int F_DUPFD_CLOEXEC = 1030;
    public static final int F_SETPIPE_SZ = 1031;
    public static final int F_GETPIPE_SZ = 1032;
    public static final int F_ADD_SEALS = 1033;
    public static final int F_GET_SEALS = 1034;

    // F_SETFD's argument
    public static final int FD_CLOEXEC = 1;

    // F_ADD_SEALS's argument
    public static final int F_SEAL_SEAL = 0x1;
    public static final int F_SEAL_SHRINK = 0x2;
    public static final int F_SEAL_GROW = 0x4;
    public static final int F_SEAL_WRITE = 0x8;
    /** Linux 5.1. */
    public static final int F_SEAL_FUTURE_WRITE = 0x10;
    /** Linux 6.3. */
    public static final int F_SEAL_EXEC = 0x20;

    // flock
    public static final int LOCK_SH = 1;
    public static final int LOCK_EX = 2;
    public static final int LOCK_NB = 4;
    public static final int LOCK_UN = 8;

    private Fcntl() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames COMMANDS = new FlagNames()
                .value(F_DUPFD, "F_DUPFD")
                .value(F_GETFD, "F_GETFD")
                .value(F_SETFD, "F_SETFD")
                .value(F_GETFL, "F_GETFL")
                .value(F_SETFL, "F_SETFL")
                .value(F_DUPFD_CLOEXEC, "F_DUPFD_CLOEXEC")
                .value(F_SETPIPE_SZ, "F_SETPIPE_SZ")
                .value(F_GETPIPE_SZ, "F_GETPIPE_SZ")
                .value(F_ADD_SEALS, "F_ADD_SEALS")
                .value(F_GET_SEALS, "F_GET_SEALS");

        public static final FlagNames FD = new FlagNames().flag(FD_CLOEXEC, "FD_CLOEXEC");

        public static final FlagNames SEALS = new FlagNames()
                .flag(F_SEAL_SEAL, "F_SEAL_SEAL")
                .flag(F_SEAL_SHRINK, "F_SEAL_SHRINK")
                .flag(F_SEAL_GROW, "F_SEAL_GROW")
                .flag(F_SEAL_WRITE, "F_SEAL_WRITE")
                .flag(F_SEAL_FUTURE_WRITE, "F_SEAL_FUTURE_WRITE")
                .flag(F_SEAL_EXEC, "F_SEAL_EXEC");

        public static final FlagNames LOCKS = new FlagNames()
                .flag(LOCK_SH, "LOCK_SH")
                .flag(LOCK_EX, "LOCK_EX")
                .flag(LOCK_NB, "LOCK_NB")
                .flag(LOCK_UN, "LOCK_UN");

        private Names() {}
    }
}
