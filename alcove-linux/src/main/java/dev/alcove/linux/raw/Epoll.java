package dev.alcove.linux.raw;

import dev.alcove.linux.Arch;

/**
 * What {@code epoll_create1}, {@code epoll_ctl} and {@code epoll_pwait} take.
 *
 * <p>Source: {@code linux/eventpoll.h}; epoll(7). Only x86-64 packs {@code struct epoll_event}.
 */
public final class Epoll {
    // epoll_create1
    public static final int EPOLL_CLOEXEC = 0x80000;

    // epoll_ctl
    public static final int EPOLL_CTL_ADD = 1;
    public static final int EPOLL_CTL_DEL = 2;
    public static final int EPOLL_CTL_MOD = 3;

    // events
    public static final long EPOLLIN = 0x1;
    public static final long EPOLLPRI = 0x2;
    public static final long EPOLLOUT = 0x4;
    public static final long EPOLLERR = 0x8;
    public static final long EPOLLHUP = 0x10;
    public static final long EPOLLRDHUP = 0x2000;
    public static final long EPOLLEXCLUSIVE = 0x10000000;
    public static final long EPOLLONESHOT = 0x40000000;
    public static final long EPOLLET = 0x80000000L;

    // offset in struct epoll_event
    public static final int EVENTS = 0;

    /** The offset of the 64 bits of data in {@code struct epoll_event}. */
    public static int data(Arch arch) {
        return arch == Arch.X86_64 ? 4 : 8;
    }

    /** The size of {@code struct epoll_event}, in bytes. */
    public static int size(Arch arch) {
        return data(arch) + 8;
    }

    private Epoll() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames CREATE = new FlagNames().flag(EPOLL_CLOEXEC, "EPOLL_CLOEXEC");

        public static final FlagNames OPERATIONS = new FlagNames()
                .value(EPOLL_CTL_ADD, "EPOLL_CTL_ADD")
                .value(EPOLL_CTL_DEL, "EPOLL_CTL_DEL")
                .value(EPOLL_CTL_MOD, "EPOLL_CTL_MOD");

        public static final FlagNames EVENTS = new FlagNames()
                .flag(EPOLLIN, "EPOLLIN")
                .flag(EPOLLPRI, "EPOLLPRI")
                .flag(EPOLLOUT, "EPOLLOUT")
                .flag(EPOLLERR, "EPOLLERR")
                .flag(EPOLLHUP, "EPOLLHUP")
                .flag(EPOLLRDHUP, "EPOLLRDHUP")
                .flag(EPOLLEXCLUSIVE, "EPOLLEXCLUSIVE")
                .flag(EPOLLONESHOT, "EPOLLONESHOT")
                .flag(EPOLLET, "EPOLLET");

        private Names() {}
    }
}
