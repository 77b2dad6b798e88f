package dev.alcove.linux;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A request over netlink that the kernel refused, with what it said about the reason beyond the error number.
 *
 * @see <a href="https://docs.kernel.org/userspace-api/netlink/intro.html#ext-ack">Extended ACK</a>
 */
public final class NetlinkException extends LinuxException {
    private static final long serialVersionUID = 1;

    /** The {@link #index} of an error that is about no single message but about a transaction as a whole. */
    public static final int WHOLE = -1;

    private static final int NONE = -1;
    private static final String NO_PRIVILEGE =
            "to change a network takes CAP_NET_ADMIN in the user namespace that owns the network namespace: run as root,"
                    + " or make a network namespace in a user namespace of your own";

    private final int index;
    private final @Nullable String text;
    private final int attribute;
    private final int missing;

    /**
     * What the kernel said.
     *
     * @param text its own words: {@code Unknown device type}
     * @param attribute the type of the attribute that it objects to
     * @param missing the type of the attribute that it misses
     */
    public record Details(Optional<String> text, OptionalInt attribute, OptionalInt missing) {}

    /**
     * @param attempt what the request was for, in words
     * @param call the request: {@code netlink request 16}
     * @param errno the positive error number
     * @param index which message of the batch it was, from 0, or {@link #WHOLE}
     * @param details what the kernel said
     */
    public NetlinkException(String attempt, String call, int errno, int index, Details details) {
        super(
                details.text().isPresent() ? attempt + " (" + details.text().get() + ")" : attempt,
                call,
                errno,
                errno == Errno.EPERM.number() ? NO_PRIVILEGE : null);
        this.index = index;
        this.text = details.text().orElse(null);
        this.attribute = details.attribute().orElse(NONE);
        this.missing = details.missing().orElse(NONE);
    }

    /**
     * Which message of the batch was refused, from 0. Of those behind it the kernel may have done some; in a transaction it has
     * done none. {@link #WHOLE} if it was the transaction.
     */
    public int index() {
        return index;
    }

    /** The kernel's own words: {@code Unknown device type}. */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /** The type of the attribute that the kernel objects to. */
    public OptionalInt attribute() {
        return attribute == NONE ? OptionalInt.empty() : OptionalInt.of(attribute);
    }

    /** The type of the attribute that the kernel misses; Linux 6.1. */
    public OptionalInt missing() {
        return missing == NONE ? OptionalInt.empty() : OptionalInt.of(missing);
    }
}
