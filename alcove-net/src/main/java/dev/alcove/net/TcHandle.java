package dev.alcove.net;

/**
 * What a queueing discipline or a class is called: {@code 1:} or {@code 1:10}.
 *
 * @param major of the discipline, 0 to 65535
 * @param minor of the class, 0 to 65535; 0 for a discipline
 * @see <a href="https://man7.org/linux/man-pages/man8/tc.8.html">tc(8)</a>
 */
public record TcHandle(int major, int minor) {
    /** What a link sends through first hangs here. */
    public static final TcHandle ROOT = new TcHandle(0xffff, 0xffff);

    private static final int MAX = 0xffff;

    /** @throws IllegalArgumentException if a number is outside of its range */
    public TcHandle {
        Values.require("major number of a handle", major, 0, MAX);
        Values.require("minor number of a handle", minor, 0, MAX);
    }

    static TcHandle of(int number) {
        return new TcHandle(number >>> 16, number & MAX);
    }

    int number() {
        return major << 16 | minor;
    }

    /** In hexadecimal, as tc(8) has them: {@code 1:}, {@code 1:a}. */
    @Override
    public String toString() {
        if (equals(ROOT)) {
            return "root";
        }
        return Integer.toHexString(major) + ":" + (minor == 0 ? "" : Integer.toHexString(minor));
    }
}
