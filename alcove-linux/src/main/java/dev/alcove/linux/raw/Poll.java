package dev.alcove.linux.raw;

/**
 * The events of {@code ppoll}, and its {@code struct pollfd}.
 *
 * <p>Source: {@code asm-generic/poll.h}; poll(2).
 */
public final class Poll {
    // events
    public static final int POLLIN = 0x1;
    public static final int POLLPRI = 0x2;
    public static final int POLLOUT = 0x4;
    public static final int POLLERR = 0x8;
    public static final int POLLHUP = 0x10;
    public static final int POLLNVAL = 0x20;
    public static final int POLLRDHUP = 0x2000;

    // struct pollfd: a 32-bit descriptor, then two 16-bit sets of events
    public static final int FD = 0;
    public static final int EVENTS = 4;
    public static final int REVENTS = 6;
    public static final int SIZE = 8;

    private Poll() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames EVENTS = new FlagNames()
                .flag(POLLIN, "POLLIN")
                .flag(POLLPRI, "POLLPRI")
                .flag(POLLOUT, "POLLOUT")
                .flag(POLLERR, "POLLERR")
                .flag(POLLHUP, "POLLHUP")
                .flag(POLLNVAL, "POLLNVAL")
                .flag(POLLRDHUP, "POLLRDHUP");

        private Names() {}
    }
}
