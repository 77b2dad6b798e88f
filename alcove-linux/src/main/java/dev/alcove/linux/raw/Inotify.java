package dev.alcove.linux.raw;

/**
 * Watching a directory: {@code inotify_init1}, {@code inotify_add_watch}, and the events that are read.
 *
 * <p>Source: {@code linux/inotify.h}; inotify(7).
 */
public final class Inotify {
    // inotify_init1: the same as O_CLOEXEC
    public static final int IN_CLOEXEC = Open.O_CLOEXEC;

    // what is watched for
    public static final int IN_CREATE = 0x100;
    public static final int IN_DELETE = 0x200;
    public static final int IN_ONLYDIR = 0x1000000;

    // what else is told
    public static final int IN_Q_OVERFLOW = 0x4000;

    // struct inotify_event: 32 bits each, then the name
    public static final int MASK = 4;
    public static final int LEN = 12;
    public static final int SIZE = 16;

    private Inotify() {}
}
