package dev.alcove.linux.raw;

/**
 * Offsets in {@code struct linux_dirent64}, which {@code getdents64} fills a buffer with.
 *
 * <p>Source: getdents64(2); the kernel does not export it to {@code /usr/include}.
 */
public final class Dirent {
    /** 16 bits: the distance to the next entry. */
    public static final int D_RECLEN = 16;
    /** A string that ends with a NUL. */
    public static final int D_NAME = 19;

    private Dirent() {}
}
