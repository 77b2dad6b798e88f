package dev.alcove.linux.raw;

import java.nio.ByteBuffer;

/** The size of a page of memory, which some architectures leave to the kernel's configuration. */
public final class PageSize {
    /** An entry's key in {@code /proc/self/auxv}. Source: {@code linux/auxvec.h}; getauxval(3). */
    public static final int AT_PAGESZ = 6;

    private static final int USUAL = 4096;

    private PageSize() {}

    /** In bytes, read with {@code files}. */
    public static int read(FileCalls files) {
        int length = files.read("/proc/self/auxv");
        ByteBuffer auxv = files.data();
        for (int at = 0; at + 2 * Long.BYTES <= length; at += 2 * Long.BYTES) {
            if (auxv.getLong(at) == AT_PAGESZ) {
                return (int) auxv.getLong(at + Long.BYTES);
            }
        }
        return USUAL;
    }
}
