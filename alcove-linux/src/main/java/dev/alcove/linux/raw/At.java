package dev.alcove.linux.raw;

/**
 * The descriptor that means the working directory, and the flags of the calls whose names end in {@code at}.
 *
 * <p>Source: {@code linux/fcntl.h}.
 */
public final class At {
    public static final int AT_FDCWD = -100;

    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    /** {@code unlinkat} only; {@code faccessat2} calls this bit AT_EACCESS. */
    public static final int AT_REMOVEDIR = 0x200;

    public static final int AT_SYMLINK_FOLLOW = 0x400;
    public static final int AT_NO_AUTOMOUNT = 0x800;
    public static final int AT_EMPTY_PATH = 0x1000;
    public static final int AT_STATX_FORCE_SYNC = 0x2000;
    public static final int AT_STATX_DONT_SYNC = 0x4000;
    public static final int AT_RECURSIVE = 0x8000;

    private At() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames FLAGS = new FlagNames()
                .flag(AT_SYMLINK_NOFOLLOW, "AT_SYMLINK_NOFOLLOW")
                .flag(AT_REMOVEDIR, "AT_REMOVEDIR")
                .flag(AT_SYMLINK_FOLLOW, "AT_SYMLINK_FOLLOW")
                .flag(AT_NO_AUTOMOUNT, "AT_NO_AUTOMOUNT")
                .flag(AT_EMPTY_PATH, "AT_EMPTY_PATH")
                .flag(AT_STATX_FORCE_SYNC, "AT_STATX_FORCE_SYNC")
                .flag(AT_STATX_DONT_SYNC, "AT_STATX_DONT_SYNC")
                .flag(AT_RECURSIVE, "AT_RECURSIVE");

        public static final FlagNames DIRECTORY = new FlagNames().value(AT_FDCWD, "AT_FDCWD");

        private Names() {}
    }
}
