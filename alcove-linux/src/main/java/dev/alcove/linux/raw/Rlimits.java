package dev.alcove.linux.raw;

/**
 * The layout of {@code struct rlimit64} of {@code prlimit64}: two 64-bit numbers.
 *
 * <p>Source: {@code linux/resource.h}; getrlimit(2). The resources are {@link dev.alcove.linux.Rlimit}.
 */
public final class Rlimits {
    public static final int RLIM_CUR = 0;
    public static final int RLIM_MAX = 8;
    public static final int SIZE = 16;

    /** No limit: all bits set. */
    public static final long RLIM64_INFINITY = -1;

    private Rlimits() {}
}
