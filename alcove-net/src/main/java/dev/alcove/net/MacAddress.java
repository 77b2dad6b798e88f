package dev.alcove.net;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The hardware address of an Ethernet link: six bytes.
 *
 * @param bits the address as a number, {@code 02:00:00:00:00:01} as 0x020000000001: 0 to 2^48-1
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {
    private static final int BYTES = 6;
    private static final HexFormat FORMAT = HexFormat.ofDelimiter(":");
    private static final int MULTICAST = 1;
    private static final int LOCAL = 2;

    /**
     * An address.
     *
     * @throws IllegalArgumentException if the number has more than 48 bits
     */
    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("MAC address 0x" + Long.toHexString(bits) + ": more than 48 bits");
        }
    }

    /**
     * Reads six bytes in hexadecimal, two digits each, with colons between them.
     *
     * @throws IllegalArgumentException if the text is another
     */
    public static MacAddress parse(String text) {
        try {
            return of(FORMAT.parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "MAC address '" + text + "': six bytes are wanted, as 02:00:00:00:00:01", e);
        }
    }

    /**
     * The address with these bytes, in the order in which they are sent.
     *
     * @throws IllegalArgumentException if there are not six
     */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a MAC address has 6 bytes, not " + bytes.length);
        }
        long bits = 0;
        for (byte b : bytes) {
            bits = bits << 8 | (b & 0xff);
        }
        return new MacAddress(bits);
    }

    /** An address by chance, of a single link and administered locally, as the kernel gives to virtual links. */
    public static MacAddress random() {
        byte[] bytes = new byte[BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        bytes[0] = (byte) (bytes[0] & ~MULTICAST | LOCAL);
        return of(bytes);
    }

    /** The six bytes, in the order in which they are sent. */
    public byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = (byte) (bits >>> 8 * (BYTES - 1 - i));
        }
        return bytes;
    }

    /** Whether it stands for many links, as the broadcast address does: no link can have it. */
    public boolean isMulticast() {
        return (bits >>> 40 & MULTICAST) != 0;
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compare(bits, other.bits);
    }

    /** As it is written everywhere: {@code 02:00:00:00:00:01}. */
    @Override
    public String toString() {
        return FORMAT.formatHex(bytes());
    }
}
