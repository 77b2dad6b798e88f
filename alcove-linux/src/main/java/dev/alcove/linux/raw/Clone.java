package dev.alcove.linux.raw;

/**
 * The flags of {@code clone}, {@code clone3}, {@code unshare} and {@code setns}, and the argument of {@code clone3}.
 *
 * <p>Source: {@code linux/sched.h}, clone(2).
 */
public final class Clone {
    public static final long CLONE_VM = 0x100;
    public static final long CLONE_FS = 0x200;
    public static final long CLONE_FILES = 0x400;
    public static final long CLONE_SIGHAND = 0x800;
    /** Linux 5.2. */
    public static final long CLONE_PIDFD = 0x1000;

    public static final long CLONE_PTRACE = 0x2000;
    public static final long CLONE_VFORK = 0x4000;
    public static final long CLONE_PARENT = 0x8000;
    public static final long CLONE_THREAD = 0x10000;
    public static final long CLONE_NEWNS = 0x20000;
    public static final long CLONE_SYSVSEM = 0x40000;
    public static final long CLONE_SETTLS = 0x80000;
    public static final long CLONE_PARENT_SETTID = 0x100000;
    public static final long CLONE_CHILD_CLEARTID = 0x200000;
    public static final long CLONE_UNTRACED = 0x800000;
    public static final long CLONE_CHILD_SETTID = 0x1000000;
    public static final long CLONE_NEWCGROUP = 0x2000000;
    public static final long CLONE_NEWUTS = 0x4000000;
    public static final long CLONE_NEWIPC = 0x8000000;
    public static final long CLONE_NEWUSER = 0x10000000;
    public static final long CLONE_NEWPID = 0x20000000;
    public static final long CLONE_NEWNET = 0x40000000;
    public static final long CLONE_IO = 0x80000000L;
    /** Linux 5.5, {@code clone3} only. */
    public static final long CLONE_CLEAR_SIGHAND = 0x100000000L;
    /** Linux 5.7, {@code clone3} only. */
    public static final long CLONE_INTO_CGROUP = 0x200000000L;
    /** Linux 5.6; {@code unshare} and {@code clone3} only, for {@code clone} these bits are the exit signal. */
    public static final long CLONE_NEWTIME = 0x80;

    // The bits of clone's flags that hold the exit signal.
    public static final int CSIGNAL = 0xff;

    /** Offsets of the fields of {@code struct clone_args}, each a 64-bit number, and the struct's sizes. */
    public static final class Args {
        public static final int FLAGS = 0;
        public static final int PIDFD = 8;
        public static final int CHILD_TID = 16;
        public static final int PARENT_TID = 24;
        public static final int EXIT_SIGNAL = 32;
        public static final int STACK = 40;
        public static final int STACK_SIZE = 48;
        public static final int TLS = 56;
        /** Linux 5.5. */
        public static final int SET_TID = 64;
        /** Linux 5.5. */
        public static final int SET_TID_SIZE = 72;
        /** Linux 5.7. */
        public static final int CGROUP = 80;

        public static final int SIZE_VER0 = 64;
        public static final int SIZE_VER1 = 80;
        public static final int SIZE_VER2 = 88;

        private Args() {}
    }

    private Clone() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames FLAGS = new FlagNames()
                .flag(CLONE_VM, "CLONE_VM")
                .flag(CLONE_FS, "CLONE_FS")
                .flag(CLONE_FILES, "CLONE_FILES")
                .flag(CLONE_SIGHAND, "CLONE_SIGHAND")
                .flag(CLONE_PIDFD, "CLONE_PIDFD")
                .flag(CLONE_PTRACE, "CLONE_PTRACE")
                .flag(CLONE_VFORK, "CLONE_VFORK")
                .flag(CLONE_PARENT, "CLONE_PARENT")
                .flag(CLONE_THREAD, "CLONE_THREAD")
                .flag(CLONE_NEWTIME, "CLONE_NEWTIME")
                .flag(CLONE_NEWNS, "CLONE_NEWNS")
                .flag(CLONE_SYSVSEM, "CLONE_SYSVSEM")
                .flag(CLONE_SETTLS, "CLONE_SETTLS")
                .flag(CLONE_PARENT_SETTID, "CLONE_PARENT_SETTID")
                .flag(CLONE_CHILD_CLEARTID, "CLONE_CHILD_CLEARTID")
                .flag(CLONE_UNTRACED, "CLONE_UNTRACED")
                .flag(CLONE_CHILD_SETTID, "CLONE_CHILD_SETTID")
                .flag(CLONE_NEWCGROUP, "CLONE_NEWCGROUP")
                .flag(CLONE_NEWUTS, "CLONE_NEWUTS")
                .flag(CLONE_NEWIPC, "CLONE_NEWIPC")
                .flag(CLONE_NEWUSER, "CLONE_NEWUSER")
                .flag(CLONE_NEWPID, "CLONE_NEWPID")
                .flag(CLONE_NEWNET, "CLONE_NEWNET")
                .flag(CLONE_IO, "CLONE_IO")
                .flag(CLONE_CLEAR_SIGHAND, "CLONE_CLEAR_SIGHAND")
                .flag(CLONE_INTO_CGROUP, "CLONE_INTO_CGROUP");

        public static final FlagNames LEGACY = new FlagNames()
                .flag(CLONE_VM, "CLONE_VM")
                .flag(CLONE_FS, "CLONE_FS")
                .flag(CLONE_FILES, "CLONE_FILES")
                .flag(CLONE_SIGHAND, "CLONE_SIGHAND")
                .flag(CLONE_PIDFD, "CLONE_PIDFD")
                .flag(CLONE_PTRACE, "CLONE_PTRACE")
                .flag(CLONE_VFORK, "CLONE_VFORK")
                .flag(CLONE_PARENT, "CLONE_PARENT")
                .flag(CLONE_THREAD, "CLONE_THREAD")
                .flag(CLONE_NEWNS, "CLONE_NEWNS")
                .flag(CLONE_SYSVSEM, "CLONE_SYSVSEM")
                .flag(CLONE_SETTLS, "CLONE_SETTLS")
                .flag(CLONE_PARENT_SETTID, "CLONE_PARENT_SETTID")
                .flag(CLONE_CHILD_CLEARTID, "CLONE_CHILD_CLEARTID")
                .flag(CLONE_UNTRACED, "CLONE_UNTRACED")
                .flag(CLONE_CHILD_SETTID, "CLONE_CHILD_SETTID")
                .flag(CLONE_NEWCGROUP, "CLONE_NEWCGROUP")
                .flag(CLONE_NEWUTS, "CLONE_NEWUTS")
                .flag(CLONE_NEWIPC, "CLONE_NEWIPC")
                .flag(CLONE_NEWUSER, "CLONE_NEWUSER")
                .flag(CLONE_NEWPID, "CLONE_NEWPID")
                .flag(CLONE_NEWNET, "CLONE_NEWNET")
                .flag(CLONE_IO, "CLONE_IO")
                .flag(CLONE_CLEAR_SIGHAND, "CLONE_CLEAR_SIGHAND")
                .flag(CLONE_INTO_CGROUP, "CLONE_INTO_CGROUP")
                .field(CSIGNAL, 17, "SIGCHLD");

        private Names() {}
    }
}
