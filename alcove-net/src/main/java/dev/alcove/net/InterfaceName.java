package dev.alcove.net;

import java.nio.charset.StandardCharsets;

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
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "interface name '" + value + "': " + bytes + " bytes, where 1 to " + MAX_BYTES + " are allowed");
        }
        if (value.equals(".") || value.equals("..") || value.chars().anyMatch(InterfaceName::isForbidden)) {
            throw new IllegalArgumentException(
                    "interface name '" + value + "': no slash, no colon, no white space, neither . nor ..");
        }
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
