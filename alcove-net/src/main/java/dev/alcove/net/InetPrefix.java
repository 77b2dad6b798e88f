package dev.alcove.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * An IP address with the length of its prefix: {@code 10.0.0.1/24}, {@code 2001:db8::1/64}. It stands for the address of a link
 * together with its network, or, where the bits behind the prefix are zero, for the network.
 *
 * @param address IPv4, or IPv6 without a zone
 * @param length of the prefix in bits, 0 to 32 or 128
 */
public record InetPrefix(InetAddress address, int length) {
    /** All IPv4 addresses: the destination of a default route. */
    public static final InetPrefix ALL_IPV4 = parse("0.0.0.0/0");

    /** All IPv6 addresses: the destination of a default route. */
    public static final InetPrefix ALL_IPV6 = parse("::/0");

    /**
     * An address with the length of its prefix.
     *
     * @throws IllegalArgumentException if the address cannot have such a prefix, or has a zone
     */
    public InetPrefix {
        int bits = address.getAddress().length * Byte.SIZE;
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException(
                    InetText.of(address) + "/" + length + ": the prefix has 0 to " + bits + " bits");
        }
        if (address instanceof Inet6Address six && six.getScopeId() != 0) {
            throw new IllegalArgumentException(address.getHostAddress() + ": an address without a zone is wanted");
        }
    }

    /**
     * Reads an address, and behind a slash the length of its prefix; without one it is all of the address. No name is looked
     * up.
     *
     * @throws IllegalArgumentException if the text is another
     */
    public static InetPrefix parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = InetText.parse(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return of(address);
        }
        String digits = text.substring(slash + 1);
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("prefix '" + text + "': a length in bits is wanted behind the slash");
        }
        return new InetPrefix(address, Integer.parseInt(digits));
    }

    /** The address alone: its whole length is the prefix. */
    public static InetPrefix of(InetAddress address) {
        return new InetPrefix(address, address.getAddress().length * Byte.SIZE);
    }

    /** Whether it is IPv4, and not IPv6. */
    public boolean isIpv4() {
        return address instanceof Inet4Address;
    }

    /** Whether the prefix is all of the address. */
    public boolean isHost() {
        return length == address.getAddress().length * Byte.SIZE;
    }

    /** The network: the same with zeroes behind the prefix. */
    public InetPrefix network() {
        return new InetPrefix(InetText.address(masked(false)), length);
    }

    /** The last address of the network, which in IPv4 stands for all of them. */
    public InetAddress broadcast() {
        return InetText.address(masked(true));
    }

    /** Whether an address is in the network. */
    public boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && Arrays.equals(new InetPrefix(other, length).masked(false), masked(false));
    }

    private byte[] masked(boolean ones) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int mask = 0xff >> Math.clamp(length - (long) i * Byte.SIZE, 0, Byte.SIZE);
            bytes[i] = (byte) (ones ? bytes[i] | mask : bytes[i] & ~mask);
        }
        return bytes;
    }

    /** The address alone, an IPv6 address in the form of RFC 5952. */
    public String addressText() {
        return InetText.of(address);
    }

    /** Address, slash, length; an IPv6 address in the form of RFC 5952. */
    @Override
    public String toString() {
        return InetText.of(address) + "/" + length;
    }
}
