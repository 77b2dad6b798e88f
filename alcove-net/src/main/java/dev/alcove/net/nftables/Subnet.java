package dev.alcove.net.nftables;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A range of addresses with a common prefix: {@code 10.1.1.0/24}, {@code fd00:1::/64}. Ordered by family, address and length.
 *
 * @param network its first address
 * @param length that of the prefix, in bits: 1 to 32, or to 128
 */
public record Subnet(InetAddress network, int length) implements Comparable<Subnet> {
    /**
     * A subnet.
     *
     * @throws IllegalArgumentException if the length is none for the address, or the address has bits beyond it
     */
    public Subnet {
        byte[] bytes = network.getAddress();
        if (length < 1 || length > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException("subnet " + network.getHostAddress() + "/" + length
                    + ": the length is 1 to " + bytes.length * Byte.SIZE);
        }
        byte[] masked = masked(bytes, length);
        if (!Arrays.equals(bytes, masked)) {
            throw new IllegalArgumentException("subnet " + network.getHostAddress() + "/" + length
                    + ": the address has bits beyond the length; the subnet is "
                    + address(masked).getHostAddress() + "/"
                    + length);
        }
    }

    /**
     * Reads {@code 10.1.1.0/24}.
     *
     * @throws IllegalArgumentException if it is no subnet
     */
    public static Subnet of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "subnet '" + text + "': an address, a slash and a length, as 10.1.1.0/24");
        }
        return new Subnet(InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether an address is in it. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.getAddress().length
                && Arrays.equals(masked(bytes, length), network.getAddress());
    }

    boolean isIpv4() {
        return network instanceof Inet4Address;
    }

    /** The bits of the prefix. */
    Data mask() {
        byte[] ones = new byte[network.getAddress().length];
        Arrays.fill(ones, (byte) 0xff);
        return Data.of(masked(ones, length));
    }

    static InetAddress address(byte... bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }

    private static byte[] masked(byte[] address, int length) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int bits = Math.max(0, Math.min(Byte.SIZE, length - i * Byte.SIZE));
            masked[i] = (byte) (address[i] & 0xff << Byte.SIZE - bits);
        }
        return masked;
    }

    /** IPv4 first, then by the bytes. */
    static int compare(InetAddress one, InetAddress other) {
        int families = Integer.compare(one.getAddress().length, other.getAddress().length);
        return families != 0 ? families : Arrays.compareUnsigned(one.getAddress(), other.getAddress());
    }

    @Override
    public int compareTo(Subnet other) {
        int addresses = compare(network, other.network);
        return addresses != 0 ? addresses : Integer.compare(length, other.length);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + length;
    }
}
