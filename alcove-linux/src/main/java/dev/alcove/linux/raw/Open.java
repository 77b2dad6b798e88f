package dev.alcove.linux.raw;

import dev.alcove.linux.Arch;

/**
 * The flags of {@code openat} and {@code openat2}. Four of them are not the same number on each architecture, so these
 * are methods.
 *
 * <p>Source: {@code asm-generic/fcntl.h}, arm64's {@code asm/fcntl.h}, {@code linux/openat2.h}.
 */
public final class Open {
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_ACCMODE = 3;
    public static final int O_CREAT = 0x40;
    public static final int O_EXCL = 0x80;
    public static final int O_NOCTTY = 0x100;
    public static final int O_TRUNC = 0x200;
    public static final int O_APPEND = 0x400;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_DSYNC = 0x1000;
    public static final int O_NOATIME = 0x40000;
    public static final int O_CLOEXEC = 0x80000;
    public static final int O_SYNC = 0x101000;
    public static final int O_PATH = 0x200000;

    // openat2's resolve, Linux 5.6
    public static final int RESOLVE_NO_XDEV = 0x01;
    public static final int RESOLVE_NO_MAGICLINKS = 0x02;
    public static final int RESOLVE_NO_SYMLINKS = 0x04;
    public static final int RESOLVE_BENEATH = 0x08;
    public static final int RESOLVE_IN_ROOT = 0x10;
    /** Linux 5.12. */
    public static final int RESOLVE_CACHED = 0x20;

    /** Offsets of the fields of {@code struct open_how}, each a 64-bit number, and the struct's size. */
    public static final class How {
        public static final int FLAGS = 0;
        public static final int MODE = 8;
        public static final int RESOLVE = 16;

        public static final int SIZE_VER0 = 24;

        private How() {}
    }

    private static final int TMPFILE_BIT = 0x400000;

    /** {@code O_DIRECTORY}: only a directory is opened. */
    public static int directory(Arch arch) {
        return arch == Arch.X86_64 ? 0x10000 : 0x4000;
    }

    /** {@code O_NOFOLLOW}: a symbolic link as the last component is not followed. */
    public static int noFollow(Arch arch) {
        return arch == Arch.X86_64 ? 0x20000 : 0x8000;
    }

    /** {@code O_DIRECT}; for a pipe, packets. */
    public static int direct(Arch arch) {
        return arch == Arch.X86_64 ? 0x4000 : 0x10000;
    }

    /** {@code O_LARGEFILE}, which a 64-bit kernel adds by itself: {@code F_GETFL} shows it. */
    public static int largeFile(Arch arch) {
        return arch == Arch.X86_64 ? 0x8000 : 0x20000;
    }

    /** {@code O_TMPFILE}: an unnamed file in the named directory. It contains {@code O_DIRECTORY}. */
    public static int tmpFile(Arch arch) {
        return TMPFILE_BIT | directory(arch);
    }

    private Open() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames X86_64 = names(Arch.X86_64);
        public static final FlagNames AARCH64 = names(Arch.AARCH64);
        public static final FlagNames RESOLVE = new FlagNames()
                .flag(RESOLVE_NO_XDEV, "RESOLVE_NO_XDEV")
                .flag(RESOLVE_NO_MAGICLINKS, "RESOLVE_NO_MAGICLINKS")
                .flag(RESOLVE_NO_SYMLINKS, "RESOLVE_NO_SYMLINKS")
                .flag(RESOLVE_BENEATH, "RESOLVE_BENEATH")
                .flag(RESOLVE_IN_ROOT, "RESOLVE_IN_ROOT")
                .flag(RESOLVE_CACHED, "RESOLVE_CACHED");

        private Names() {}

        /** The names of the {@code O_*} flags there. */
        public static FlagNames of(Arch arch) {
            return arch == Arch.X86_64 ? X86_64 : AARCH64;
        }

        private static FlagNames names(Arch arch) {
            return new FlagNames()
                    .field(O_ACCMODE, O_RDONLY, "O_RDONLY")
                    .field(O_ACCMODE, O_WRONLY, "O_WRONLY")
                    .field(O_ACCMODE, O_RDWR, "O_RDWR")
                    .flag(O_CREAT, "O_CREAT")
                    .flag(O_EXCL, "O_EXCL")
                    .flag(O_NOCTTY, "O_NOCTTY")
                    .flag(O_TRUNC, "O_TRUNC")
                    .flag(O_APPEND, "O_APPEND")
                    .flag(O_NONBLOCK, "O_NONBLOCK")
                    .flag(O_SYNC, "O_SYNC")
                    .flag(O_DSYNC, "O_DSYNC")
                    .flag(direct(arch), "O_DIRECT")
                    .flag(largeFile(arch), "O_LARGEFILE")
                    .flag(noFollow(arch), "O_NOFOLLOW")
                    .flag(O_NOATIME, "O_NOATIME")
                    .flag(O_CLOEXEC, "O_CLOEXEC")
                    .flag(O_PATH, "O_PATH")
                    .flag(tmpFile(arch), "O_TMPFILE")
                    .flag(directory(arch), "O_DIRECTORY");
        }
    }
}
