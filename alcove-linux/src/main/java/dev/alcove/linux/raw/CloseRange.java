package dev.alcove.linux.raw;

/**
 * The flags of {@code close_range}, Linux 5.9.
 *
 * <p>Source: {@code linux/close_range.h}.
 */
public final class CloseRange {
    public static final int CLOSE_RANGE_UNSHARE = 2;
    /** Linux 5.11. */
    public static final int CLOSE_RANGE_CLOEXEC = 4;

    private CloseRange() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames FLAGS = new FlagNames()
                .flag(CLOSE_RANGE_UNSHARE, "CLOSE_RANGE_UNSHARE")
                .flag(CLOSE_RANGE_CLOEXEC, "CLOSE_RANGE_CLOEXEC");

        private Names() {}
    }
}
