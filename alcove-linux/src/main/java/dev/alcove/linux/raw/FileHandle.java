package dev.alcove.linux.raw;

/**
 * {@code struct file_handle} with the handle of a namespace in it, {@code struct nsfs_file_handle}: Linux 6.18. Since Linux
 * 6.19 the identifier alone is enough to open a namespace; the other fields may be 0.
 *
 * <p>Source: {@code linux/nsfs.h}, {@code linux/fcntl.h}; open_by_handle_at(2).
 */
public final class FileHandle {
    /** A flag of {@code name_to_handle_at}, Linux 6.5: a handle that need not be good for opening. */
    public static final int AT_HANDLE_FID = 0x200;

    /** Where the size of the handle itself is: 32 bits. */
    public static final int HANDLE_BYTES = 0;
    /** Where the namespace's identifier is: 64 bits. */
    public static final int NS_ID = 8;
    /** Where its type and its inode number are, 32 bits each. */
    public static final int NS_TYPE = 16;
    /** The size of {@code struct nsfs_file_handle}, in bytes. */
    public static final int NSFS_SIZE = 16;
    /** The size of all, in bytes. */
    public static final int SIZE = 24;

    private FileHandle() {}
}
