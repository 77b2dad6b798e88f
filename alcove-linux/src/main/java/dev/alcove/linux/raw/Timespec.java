package dev.alcove.linux.raw;

/**
 * Offsets in {@code struct __kernel_timespec}, two 64-bit numbers; {@code utimensat} takes two of it.
 *
 * <p>Source: {@code linux/time_types.h}; utimensat(2).
 */
public final class Timespec {
    public static final int TV_SEC = 0;
    public static final int TV_NSEC = 8;
    public static final int SIZE = 16;

    private Timespec() {}
}
