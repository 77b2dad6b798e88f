package dev.alcove.linux.raw;

/**
 * The operations of {@code prctl} that concern processes and their privileges.
 *
 * <p>Source: {@code linux/prctl.h}, {@code linux/securebits.h}; prctl(2), capabilities(7).
 */
public final class Prctl {
    public static final int PR_SET_PDEATHSIG = 1;
    public static final int PR_GET_PDEATHSIG = 2;
    public static final int PR_GET_DUMPABLE = 3;
    public static final int PR_SET_DUMPABLE = 4;
    public static final int PR_GET_KEEPCAPS = 7;
    public static final int PR_SET_KEEPCAPS = 8;
    /** The thread's name, at most 15 bytes and a NUL. */
    public static final int PR_SET_NAME = 15;

    public static final int PR_GET_NAME = 16;
    public static final int PR_GET_SECCOMP = 21;
    public static final int PR_SET_SECCOMP = 22;
    public static final int PR_CAPBSET_READ = 23;
    public static final int PR_CAPBSET_DROP = 24;
    public static final int PR_GET_SECUREBITS = 27;
    public static final int PR_SET_SECUREBITS = 28;
    public static final int PR_SET_CHILD_SUBREAPER = 36;
    public static final int PR_GET_CHILD_SUBREAPER = 37;
    public static final int PR_SET_NO_NEW_PRIVS = 38;
    public static final int PR_GET_NO_NEW_PRIVS = 39;
    public static final int PR_SET_MM = 35;
    public static final int PR_CAP_AMBIENT = 47;
    /** Linux 6.3. */
    public static final int PR_SET_MDWE = 65;
    /** Linux 6.3. */
    public static final int PR_GET_MDWE = 66;
    /** Linux 5.17. */
    public static final int PR_SET_VMA = 0x53564d41;

    // PR_CAP_AMBIENT's second argument
    public static final int PR_CAP_AMBIENT_IS_SET = 1;
    public static final int PR_CAP_AMBIENT_RAISE = 2;
    public static final int PR_CAP_AMBIENT_LOWER = 3;
    public static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;

    // PR_SET_SECUREBITS's second argument
    public static final int SECBIT_NOROOT = 0x01;
    public static final int SECBIT_NOROOT_LOCKED = 0x02;
    public static final int SECBIT_NO_SETUID_FIXUP = 0x04;
    public static final int SECBIT_NO_SETUID_FIXUP_LOCKED = 0x08;
    public static final int SECBIT_KEEP_CAPS = 0x10;
    public static final int SECBIT_KEEP_CAPS_LOCKED = 0x20;
    public static final int SECBIT_NO_CAP_AMBIENT_RAISE = 0x40;
    public static final int SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED = 0x80;

    private Prctl() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames OPERATIONS = new FlagNames()
                .value(PR_SET_PDEATHSIG, "PR_SET_PDEATHSIG")
                .value(PR_GET_PDEATHSIG, "PR_GET_PDEATHSIG")
                .value(PR_GET_DUMPABLE, "PR_GET_DUMPABLE")
                .value(PR_SET_DUMPABLE, "PR_SET_DUMPABLE")
                .value(PR_GET_KEEPCAPS, "PR_GET_KEEPCAPS")
                .value(PR_SET_KEEPCAPS, "PR_SET_KEEPCAPS")
                .value(PR_SET_NAME, "PR_SET_NAME")
                .value(PR_GET_NAME, "PR_GET_NAME")
                .value(PR_GET_SECCOMP, "PR_GET_SECCOMP")
                .value(PR_SET_SECCOMP, "PR_SET_SECCOMP")
                .value(PR_CAPBSET_READ, "PR_CAPBSET_READ")
                .value(PR_CAPBSET_DROP, "PR_CAPBSET_DROP")
                .value(PR_GET_SECUREBITS, "PR_GET_SECUREBITS")
                .value(PR_SET_SECUREBITS, "PR_SET_SECUREBITS")
                .value(PR_SET_CHILD_SUBREAPER, "PR_SET_CHILD_SUBREAPER")
                .value(PR_GET_CHILD_SUBREAPER, "PR_GET_CHILD_SUBREAPER")
                .value(PR_SET_NO_NEW_PRIVS, "PR_SET_NO_NEW_PRIVS")
                .value(PR_GET_NO_NEW_PRIVS, "PR_GET_NO_NEW_PRIVS")
                .value(PR_SET_MM, "PR_SET_MM")
                .value(PR_CAP_AMBIENT, "PR_CAP_AMBIENT")
                .value(PR_SET_MDWE, "PR_SET_MDWE")
                .value(PR_GET_MDWE, "PR_GET_MDWE")
                .value(PR_SET_VMA, "PR_SET_VMA");

        public static final FlagNames AMBIENT = new FlagNames()
                .value(PR_CAP_AMBIENT_IS_SET, "PR_CAP_AMBIENT_IS_SET")
                .value(PR_CAP_AMBIENT_RAISE, "PR_CAP_AMBIENT_RAISE")
                .value(PR_CAP_AMBIENT_LOWER, "PR_CAP_AMBIENT_LOWER")
                .value(PR_CAP_AMBIENT_CLEAR_ALL, "PR_CAP_AMBIENT_CLEAR_ALL");

        public static final FlagNames SECUREBITS = new FlagNames()
                .flag(SECBIT_NOROOT, "SECBIT_NOROOT")
                .flag(SECBIT_NOROOT_LOCKED, "SECBIT_NOROOT_LOCKED")
                .flag(SECBIT_NO_SETUID_FIXUP, "SECBIT_NO_SETUID_FIXUP")
                .flag(SECBIT_NO_SETUID_FIXUP_LOCKED, "SECBIT_NO_SETUID_FIXUP_LOCKED")
                .flag(SECBIT_KEEP_CAPS, "SECBIT_KEEP_CAPS")
                .flag(SECBIT_KEEP_CAPS_LOCKED, "SECBIT_KEEP_CAPS_LOCKED")
                .flag(SECBIT_NO_CAP_AMBIENT_RAISE, "SECBIT_NO_CAP_AMBIENT_RAISE")
                .flag(SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED, "SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED");

        private Names() {}
    }
}
