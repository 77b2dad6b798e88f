package dev.alcove.net;

/**
 * Ports of TCP, UDP and the like, one or several that follow each other.
 *
 * @param first 0 to 65535
 * @param last the same or greater
 */
public record PortRange(int first, int last) {
    private static final int MAX = 0xffff;

    /** @throws IllegalArgumentException if they are no ports, or in the wrong order */
    public PortRange {
        Values.require("port", first, 0, MAX);
        Values.require("port", last, first, MAX);
    }

    /** A single port. */
    public PortRange(int port) {
        this(port, port);
    }

    /** {@code 80}, or {@code 8000-8080}. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
