package dev.alcove.linux.raw;

/**
 * What {@code wait4} and {@code waitid} take, and what {@code waitid} writes into {@code siginfo_t}.
 *
 * <p>Source: {@code linux/wait.h}, {@code asm-generic/siginfo.h}; wait(2).
 */
public final class Wait {
    // options
    public static final long WNOHANG = 1;
    public static final long WUNTRACED = 2;
    /** {@code waitid}'s name for {@code WUNTRACED}. */
    public static final long WSTOPPED = 2;

    public static final long WEXITED = 4;
    public static final long WCONTINUED = 8;
    public static final long WNOWAIT = 0x1000000;
    public static final long __WNOTHREAD = 0x20000000;
    public static final long __WALL = 0x40000000;
    public static final long __WCLONE = 0x80000000L;

    // idtype
    public static final int P_ALL = 0;
    public static final int P_PID = 1;
    public static final int P_PGID = 2;
    /** Linux 5.4. */
    public static final int P_PIDFD = 3;

    // si_code
    public static final int CLD_EXITED = 1;
    public static final int CLD_KILLED = 2;
    public static final int CLD_DUMPED = 3;
    public static final int CLD_TRAPPED = 4;
    public static final int CLD_STOPPED = 5;
    public static final int CLD_CONTINUED = 6;

    // offsets in siginfo_t for SIGCHLD, each 32 bits, and its size
    public static final int SI_SIGNO = 0;
    public static final int SI_ERRNO = 4;
    public static final int SI_CODE = 8;
    public static final int SI_PID = 16;
    public static final int SI_UID = 20;
    public static final int SI_STATUS = 24;
    public static final int SIGINFO_SIZE = 128;

    private Wait() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        /** As strace has it, which calls {@code WUNTRACED} WSTOPPED here too. */
        public static final FlagNames WAIT4 = new FlagNames()
                .flag(WNOHANG, "WNOHANG")
                .flag(WUNTRACED, "WSTOPPED")
                .flag(WCONTINUED, "WCONTINUED")
                .flag(__WNOTHREAD, "__WNOTHREAD")
                .flag(__WALL, "__WALL")
                .flag(__WCLONE, "__WCLONE");

        public static final FlagNames WAITID = new FlagNames()
                .flag(WNOHANG, "WNOHANG")
                .flag(WEXITED, "WEXITED")
                .flag(WSTOPPED, "WSTOPPED")
                .flag(WCONTINUED, "WCONTINUED")
                .flag(WNOWAIT, "WNOWAIT")
                .flag(__WNOTHREAD, "__WNOTHREAD")
                .flag(__WALL, "__WALL")
                .flag(__WCLONE, "__WCLONE");

        public static final FlagNames IDTYPE = new FlagNames()
                .value(P_ALL, "P_ALL")
                .value(P_PID, "P_PID")
                .value(P_PGID, "P_PGID")
                .value(P_PIDFD, "P_PIDFD");

        public static final FlagNames SI_CODES = new FlagNames()
                .value(CLD_EXITED, "CLD_EXITED")
                .value(CLD_KILLED, "CLD_KILLED")
                .value(CLD_DUMPED, "CLD_DUMPED")
                .value(CLD_TRAPPED, "CLD_TRAPPED")
                .value(CLD_STOPPED, "CLD_STOPPED")
                .value(CLD_CONTINUED, "CLD_CONTINUED");

        private Names() {}
    }
}
