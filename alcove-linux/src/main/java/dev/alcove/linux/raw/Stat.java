package dev.alcove.linux.raw;

/**
 * File types, and {@code statx} with its struct, which unlike {@code struct stat} is the same on every architecture.
 *
 * <p>Source: {@code linux/stat.h}; inode(7), statx(2).
 */
public final class Stat {
    // types, in a mode
    public static final int S_IFMT = 0xf000;
    public static final int S_IFSOCK = 0xc000;
    public static final int S_IFLNK = 0xa000;
    public static final int S_IFREG = 0x8000;
    public static final int S_IFBLK = 0x6000;
    public static final int S_IFDIR = 0x4000;
    public static final int S_IFCHR = 0x2000;
    public static final int S_IFIFO = 0x1000;

    // statx's mask
    public static final int STATX_TYPE = 0x1;
    public static final int STATX_MODE = 0x2;
    public static final int STATX_NLINK = 0x4;
    public static final int STATX_UID = 0x8;
    public static final int STATX_GID = 0x10;
    public static final int STATX_ATIME = 0x20;
    public static final int STATX_MTIME = 0x40;
    public static final int STATX_CTIME = 0x80;
    public static final int STATX_INO = 0x100;
    public static final int STATX_SIZE = 0x200;
    public static final int STATX_BLOCKS = 0x400;
    /** Linux 5.8. */
    public static final int STATX_MNT_ID = 0x1000;

    public static final int STATX_BASIC_STATS = 0x7ff;

    // offsets in struct statx: 32 bits unless said
    public static final int STX_MASK = 0;
    public static final int STX_NLINK = 16;
    public static final int STX_UID = 20;
    public static final int STX_GID = 24;
    /** 16 bits. */
    public static final int STX_MODE = 28;
    /** 64 bits. */
    public static final int STX_INO = 32;
    /** 64 bits. */
    public static final int STX_SIZE = 40;

    public static final int STX_RDEV_MAJOR = 128;
    public static final int STX_RDEV_MINOR = 132;
    public static final int STX_DEV_MAJOR = 136;
    public static final int STX_DEV_MINOR = 140;
    /** 64 bits. */
    public static final int STX_MNT_ID = 144;
    /** The size of the struct. */
    public static final int STATX_SIZE_OF = 256;

    private Stat() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames TYPES = new FlagNames()
                .field(S_IFMT, S_IFSOCK, "S_IFSOCK")
                .field(S_IFMT, S_IFLNK, "S_IFLNK")
                .field(S_IFMT, S_IFREG, "S_IFREG")
                .field(S_IFMT, S_IFBLK, "S_IFBLK")
                .field(S_IFMT, S_IFDIR, "S_IFDIR")
                .field(S_IFMT, S_IFCHR, "S_IFCHR")
                .field(S_IFMT, S_IFIFO, "S_IFIFO");

        public static final FlagNames STATX = new FlagNames()
                .flag(STATX_BASIC_STATS, "STATX_BASIC_STATS")
                .flag(STATX_TYPE, "STATX_TYPE")
                .flag(STATX_MODE, "STATX_MODE")
                .flag(STATX_NLINK, "STATX_NLINK")
                .flag(STATX_UID, "STATX_UID")
                .flag(STATX_GID, "STATX_GID")
                .flag(STATX_ATIME, "STATX_ATIME")
                .flag(STATX_MTIME, "STATX_MTIME")
                .flag(STATX_CTIME, "STATX_CTIME")
                .flag(STATX_INO, "STATX_INO")
                .flag(STATX_SIZE, "STATX_SIZE")
                .flag(STATX_BLOCKS, "STATX_BLOCKS")
                .flag(STATX_MNT_ID, "STATX_MNT_ID");

        private Names() {}
    }
}
