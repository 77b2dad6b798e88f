package dev.alcove.linux;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A system call that failed: which call with which arguments, with which error, what was being attempted with it, and
 * what a person can do about it when that is known.
 */
public sealed class LinuxException extends IOException permits NetlinkException {
    private static final long serialVersionUID = 1;

    private final String attempt;
    private final String call;
    private final int number;
    private final @Nullable String remedy;

    /**
     * @param attempt what was being done, in words: {@code mount /proc failed}
     * @param call the call as strace would print it: {@code mount("proc", "/proc", "proc", 0, NULL)}
     * @param errno the positive error number
     * @param remedy what helps, a sentence; null where nothing is known
     */
    public LinuxException(String attempt, String call, int errno, @Nullable String remedy) {
        super(attempt + ": " + describe(errno) + ", by " + call + (remedy == null ? "" : "; " + remedy));
        this.attempt = attempt;
        this.call = call;
        this.number = errno;
        this.remedy = remedy;
    }

    /** What was being done, in words, as the command line prints it: {@code unshare failed}. */
    public String attempt() {
        return attempt;
    }

    /** The failed call as strace would print it. */
    public String call() {
        return call;
    }

    /** The error; empty when the kernel gave a number that has no name. */
    public Optional<Errno> errno() {
        return Errno.of(number);
    }

    /** The error's number, 1 to 4095. */
    public int errnoNumber() {
        return number;
    }

    /** What a person can do about it. */
    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }

    private static String describe(int number) {
        return Errno.of(number).map(e -> e.text() + " (" + e.name() + ")").orElse("error " + number);
    }
}
