package dev.alcove.linux.raw;

/**
 * What {@code fstatfs} says of the file system that a descriptor is on: the first 64 bits of {@code struct statfs}.
 *
 * <p>Source: {@code linux/magic.h}; statfs(2).
 */
public final class Magic {
    /** The file system of pidfds since Linux 6.9, on which each process has an inode number of its own. */
    public static final long PID_FS_MAGIC = 0x50494446;

    /** The size of {@code struct statfs}, in bytes, on 64-bit architectures. */
    public static final int STATFS_SIZE_OF = 120;

    private Magic() {}
}
