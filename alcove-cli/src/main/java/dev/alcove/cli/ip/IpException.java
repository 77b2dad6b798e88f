package dev.alcove.cli.ip;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NetlinkException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command line that comes to nothing: what is printed on standard error, in iproute2's words, and the exit status. What is
 * typed wrong also ends a batch, even with {@code -force}, as it does in iproute2.
 */
public final class IpException extends Exception {
    private static final long serialVersionUID = 1;

    /** The exit status of what is typed wrong: -1, as a byte. */
    static final int USAGE = 255;

    /** The exit status of what the kernel refused. */
    static final int REFUSED = 2;

    /** The exit status of every other failure. */
    static final int FAILURE = 1;

    private static final String NO_RIGHT =
            "it takes CAP_NET_ADMIN in the user namespace that owns the network namespace: root"
                    + " has it, and in a namespace of your own so have you, see 'alcove unshare -r --net'";

    private final int status;
    private final boolean endsBatch;
    private final @Nullable String remedy;

    private IpException(int status, boolean endsBatch, String message, @Nullable String remedy) {
        super(message);
        this.status = status;
        this.endsBatch = endsBatch;
        this.remedy = remedy;
    }

    /**
     * A failure, after which a batch goes on if it was forced.
     *
     * @param status the exit status, 1 to 255
     * @param message one line or several, without a line feed behind the last
     * @param remedy what helps, a line of its own; null where nothing is known
     */
    public static IpException failure(int status, String message, @Nullable String remedy) {
        return new IpException(status, false, message, remedy);
    }

    /** A failure with exit status 1. */
    public static IpException failure(String message) {
        return failure(FAILURE, message, null);
    }

    /** What is typed wrong. */
    public static IpException usage(String message) {
        return usage(message, null);
    }

    /** The same, with what helps; null where nothing is known. */
    static IpException usage(String message, @Nullable String remedy) {
        return new IpException(USAGE, true, message, remedy);
    }

    /** What ends everything at once, with exit status 1. */
    static IpException fatal(String message) {
        return new IpException(FAILURE, true, message, null);
    }

    /** A word that something needs behind it: {@code Error: argument "rcvbuf size" is required}. */
    public static IpException missing(String what) {
        return usage("Error: argument \"" + what + "\" is required");
    }

    /** A word that is not what it should be: {@code Error: argument "x" is wrong: invalid index}. */
    public static IpException wrong(String reason, String word) {
        return usage("Error: argument \"" + word + "\" is wrong: " + reason);
    }

    /** A setting that came before: {@code Error: duplicate "nsid": "5" is the second value.} */
    public static IpException duplicate(String what, String word) {
        return usage("Error: duplicate \"" + what + "\": \"" + word + "\" is the second value.");
    }

    /** A second value for what may have been meant as something else. */
    public static IpException duplicateOrGarbage(String what, String word) {
        return usage("Error: either \"" + what + "\" is duplicate, or \"" + word + "\" is a garbage.");
    }

    /** The command line ends too early. */
    public static IpException incomplete() {
        return usage("Command line is not complete. Try option \"help\"");
    }

    /** A command that was run, and has said itself what it had to say. */
    static IpException ended(int status) {
        return failure(status, "", null);
    }

    /** There is no link of this name. */
    public static IpException noDevice(String name) {
        return failure("Cannot find device \"" + name + "\"");
    }

    /** A word of iproute2's that Alcove does not know: refused by name, never guessed. */
    public static IpException unsupported(String what) {
        return new IpException(
                USAGE, true, "alcove: ip: " + what + " is not implemented", "iproute2 has it; see alcove-ip(1)");
    }

    /** What the kernel said to a request. */
    public static IpException refused(NetlinkException e) {
        return failure(REFUSED, answer(e), remedy(e));
    }

    /** What the kernel said to a request for all there is of something. */
    public static IpException refusedDump(NetlinkException e) {
        return new IpException(FAILURE, true, answer(e) + "\nDump terminated", remedy(e));
    }

    /** The same of routes, which are asked for to be shown or to be flushed. */
    static IpException refusedRoutes(NetlinkException e, String attempt) {
        return failure(REFUSED, answer(e) + "\n" + attempt + " terminated", remedy(e));
    }

    /** What the kernel said to a request to delete many. */
    static IpException refusedFlush(NetlinkException e, int status) {
        return failure(status, "Failed to send flush request: " + text(e.errnoNumber()), remedy(e));
    }

    /** The failure of a system call, in the way of strerror(3). */
    static IpException failed(LinuxException e) {
        return failure(
                FAILURE, e.attempt() + ": " + text(e.errnoNumber()), e.remedy().orElse(null));
    }

    /** What the kernel said, as iproute2 shows it: its own words, or else the error number's. */
    private static String answer(NetlinkException e) {
        StringBuilder answer = new StringBuilder();
        if (e.missing().isPresent()) {
            answer.append("Missing required attribute type ")
                    .append(e.missing().getAsInt())
                    .append('\n');
        }
        Optional<String> text = e.text();
        if (text.isEmpty() || text.get().isEmpty()) {
            return answer.append("RTNETLINK answers: ")
                    .append(text(e.errnoNumber()))
                    .toString();
        }
        return answer.append("Error: ")
                .append(text.get())
                .append(text.get().endsWith(".") ? "" : ".")
                .toString();
    }

    private static @Nullable String remedy(NetlinkException e) {
        return e.errnoNumber() == Errno.EPERM.number() ? NO_RIGHT : null;
    }

    /** The text of strerror(3). */
    public static String text(int errno) {
        Optional<Errno> known = Errno.of(errno);
        return known.isPresent() ? known.get().text() : "Unknown error " + errno;
    }

    int status() {
        return status;
    }

    boolean endsBatch() {
        return endsBatch;
    }

    /** All that is printed, with a line feed behind each line. */
    String lines() {
        String message = String.valueOf(getMessage());
        String lines = message.isEmpty() ? "" : message + "\n";
        return remedy == null ? lines : lines + remedy + "\n";
    }

    /** Like any exception's, but free: a message about what somebody typed needs no stack. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
