package dev.alcove.net;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The name of a network interface: {@code eth0}. The kernel takes 1 to 15 bytes, neither {@code .} nor {@code ..}, without slash,
 * colon or white space.
 *
 * @param value the name itself
 * @see <a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</a>
 */
public record InterfaceName(String value) implements Comparable<InterfaceName> {
    private static final int MAX_BYTES = 15;

    /**
     * A name that the kernel would take.
     *
     * @throws IllegalArgumentException if it would not
     */
    public InterfaceName {
        Optional<String> refusal = refusal(value);
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get());
        }
    }

    /** Why the kernel would not take a name; empty if it would. */
    public static Optional<String> refusal(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_BYTES) {
            return Optional.of(
                    "interface name '" + name + "': " + bytes + " bytes, where 1 to " + MAX_BYTES + " are allowed");
        }
        if (name.equals(".") || name.equals("..") || name.chars().anyMatch(InterfaceName::isForbidden)) {
            return Optional.of("interface name '" + name + "': no slash, no colon, no white space, neither . nor ..");
        }
        return Optional.empty();
    }

    private static boolean isForbidden(int character) {
        return character == '/' || character == ':' || character == 0 || Character.isWhitespace(character);
    }

    @Override
    public int compareTo(InterfaceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
