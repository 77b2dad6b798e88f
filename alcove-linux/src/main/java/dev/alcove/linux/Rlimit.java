package dev.alcove.linux;

import java.util.Locale;
import java.util.Optional;

/**
 * The resources that {@code prlimit64} limits, each at the place of its number, 0 to 15.
 *
 * <p>Source: {@code asm-generic/resource.h}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
 */
public enum Rlimit {
    /** CPU time, in seconds. */
    RLIMIT_CPU,
    /** The size of a file that is written, in bytes. */
    RLIMIT_FSIZE,
    /** The data segment, in bytes. */
    RLIMIT_DATA,
    /** The main thread's stack, in bytes. */
    RLIMIT_STACK,
    /** A core dump, in bytes. */
    RLIMIT_CORE,
    /** Resident memory, in bytes; Linux ignores it. */
    RLIMIT_RSS,
    /** Processes and threads of the user. */
    RLIMIT_NPROC,
    /** One more than the highest descriptor. */
    RLIMIT_NOFILE,
    /** Locked memory, in bytes. */
    RLIMIT_MEMLOCK,
    /** The address space, in bytes. */
    RLIMIT_AS,
    /** Locks; Linux ignores it. */
    RLIMIT_LOCKS,
    /** Queued signals of the user. */
    RLIMIT_SIGPENDING,
    /** POSIX message queues of the user, in bytes. */
    RLIMIT_MSGQUEUE,
    /** 20 minus the lowest nice value that may be set. */
    RLIMIT_NICE,
    /** The highest real-time priority. */
    RLIMIT_RTPRIO,
    /** CPU time of a real-time process between two blocking calls, in microseconds. */
    RLIMIT_RTTIME;

    private static final Rlimit[] BY_NUMBER = values();

    /** The number that {@code prlimit64} takes, 0 to 15. */
    public int number() {
        return ordinal();
    }

    /** The resource with this number; empty if it has no name here. */
    public static Optional<Rlimit> of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? Optional.of(BY_NUMBER[number]) : Optional.empty();
    }

    /** The resource of this name, with or without {@code RLIMIT_}, in any case: {@code RLIMIT_NOFILE}, {@code nofile}. */
    public static Optional<Rlimit> ofName(String name) {
        String full = name.toUpperCase(Locale.ROOT);
        if (!full.startsWith("RLIMIT_")) {
            full = "RLIMIT_" + full;
        }
        for (Rlimit resource : BY_NUMBER) {
            if (resource.name().equals(full)) {
                return Optional.of(resource);
            }
        }
        return Optional.empty();
    }
}
