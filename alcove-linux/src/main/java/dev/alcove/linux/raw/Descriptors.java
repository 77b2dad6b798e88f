package dev.alcove.linux.raw;

import dev.alcove.linux.Fd;

/** Where descriptors' numbers turn into {@link Fd}s, and the other way for as long as a system call lasts. */
public final class Descriptors {
    /** Work with a descriptor's number, which must not be kept or closed. */
    @FunctionalInterface
    public interface Use<R, X extends Exception> {
        R with(int number) throws X;
    }

    private Descriptors() {}

    /** Takes over an open descriptor, 0 or more, which from now on only the {@link Fd} closes. */
    public static Fd adopt(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("not a descriptor: " + number);
        }
        return new OpenFd(number);
    }

    /**
     * Runs {@code use} with the descriptor's number, which stays open until it returns, even if another thread closes the
     * {@link Fd}.
     *
     * @throws IllegalStateException if the descriptor is closed
     */
    public static <R, X extends Exception> R use(Fd fd, Use<R, X> use) throws X {
        OpenFd open = (OpenFd) fd;
        open.enter();
        try {
            return use.with(open.number());
        } finally {
            open.leave();
        }
    }

    /**
     * The descriptor's number. The caller sees to it that nobody closes the {@link Fd} while the number is used; where that
     * is not sure, {@link #use}.
     *
     * @throws IllegalStateException if the descriptor is closed
     */
    public static int number(Fd fd) {
        OpenFd open = (OpenFd) fd;
        if (!open.isOpen()) {
            throw new IllegalStateException(open + " is closed");
        }
        return open.number();
    }
}
