package dev.alcove.cli.ip;

import dev.alcove.linux.raw.Socket;
import org.jspecify.annotations.Nullable;

/** An address with the length of its prefix, as they are typed: {@code 10.0.0.0/8}, {@code fd00::1}, {@code default}. */
final class InetPrefix {
    private static final int MAX_INT = -1;
    private static final byte[] NONE = {};

    private final int family;
    private final byte[] bytes;
    private final int length;
    private final boolean lengthGiven;

    private InetPrefix(int family, byte[] bytes, int length, boolean lengthGiven) {
        this.family = family;
        this.bytes = bytes;
        this.length = length;
        this.lengthGiven = lengthGiven;
    }

    /** {@code AF_*}; {@code AF_UNSPEC} for {@code default} and {@code any} where no family is given. */
    int family() {
        return family;
    }

    /** The address; none for {@code any}, and for {@code default} where no family is given. Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** How long the prefix is, in bits. */
    int length() {
        return length;
    }

    /** Whether that was typed; {@code default} is such. */
    boolean lengthGiven() {
        return lengthGiven;
    }

    /** How many bits an address of the family has. */
    static int bits(int family) {
        return family == Socket.AF_INET ? 32 : family == Socket.AF_INET6 ? 128 : 0;
    }

    /** What the family is called: {@code inet}. */
    static String familyName(int family) {
        return switch (family) {
            case Socket.AF_INET -> "inet";
            case Socket.AF_INET6 -> "inet6";
            case Socket.AF_PACKET -> "link";
            case Socket.AF_BRIDGE -> "bridge";
            case Socket.AF_MPLS -> "mpls";
            default -> "???";
        };
    }

    /**
     * An address alone.
     *
     * @param family what it must be; {@code AF_UNSPEC} for any
     */
    static InetPrefix address(String word, int family) throws IpException {
        InetPrefix parsed = parseAddress(word, family);
        if (parsed == null) {
            throw unexpected("address", word, family);
        }
        return parsed;
    }

    /**
     * An address that a length may follow.
     *
     * @param family what it must be; {@code AF_UNSPEC} for any
     */
    static InetPrefix prefix(String word, int family) throws IpException {
        if (family == Socket.AF_PACKET) {
            throw IpException.fatal(
                    "Error: \"" + word + "\" may be inet prefix, but it is not allowed in this context.");
        }
        InetPrefix parsed = parsePrefix(word, family);
        if (parsed == null) {
            throw unexpected("prefix", word, family);
        }
        return parsed;
    }

    private static IpException unexpected(String what, String word, int family) {
        String expected = family == Socket.AF_UNSPEC ? "any valid" : familyName(family);
        return IpException.fatal("Error: " + expected + " " + what + " is expected rather than \"" + word + "\".");
    }

    private static @Nullable InetPrefix parseAddress(String word, int family) {
        if (word.equals("default")) {
            return new InetPrefix(family, new byte[bits(family) / 8], 0, true);
        }
        if (word.equals("all") || word.equals("any")) {
            return new InetPrefix(family, NONE, 0, false);
        }
        int own = word.indexOf(':') >= 0 ? Socket.AF_INET6 : Socket.AF_INET;
        if (family != Socket.AF_UNSPEC && family != own) {
            return null;
        }
        byte[] bytes = own == Socket.AF_INET ? InetText.parse4(word) : InetText.parse6(word);
        return bytes.length == 0 ? null : new InetPrefix(own, bytes, bits(own), false);
    }

    private static @Nullable InetPrefix parsePrefix(String word, int family) {
        int slash = word.indexOf('/');
        InetPrefix address = parseAddress(slash < 0 ? word : word.substring(0, slash), family);
        if (slash < 0 || address == null) {
            return address;
        }
        long length = length(word.substring(slash + 1));
        boolean nameless = word.charAt(0) == 'd' || word.startsWith("a") && address.bytes.length == 0;
        return nameless || length < 0 || length > bits(address.family)
                ? null
                : new InetPrefix(address.family, address.bytes, (int) length, true);
    }

    /** A number of bits, or a mask with dots; negative if it is neither. */
    private static long length(String word) {
        long length = IpWords.number(word);
        byte[] mask = length == Long.MIN_VALUE ? InetText.parse4(word) : NONE;
        if (mask.length == 0) {
            return length;
        }
        int bits = (mask[0] & 0xff) << 24 | (mask[1] & 0xff) << 16 | (mask[2] & 0xff) << 8 | mask[3] & 0xff;
        int ones = Integer.numberOfLeadingZeros(~bits);
        return bits == (ones == 0 ? 0 : MAX_INT << 32 - ones) ? ones : -1;
    }

    /** Whether it is there at all: a filter by {@code any} is none. */
    boolean selects() {
        return family != Socket.AF_UNSPEC && length > 0;
    }

    /** Whether the first {@code bits} of an address are those of this one; what is missing of either is 0. */
    boolean matches(byte @Nullable [] address, int bits) {
        int at = 0;
        for (int left = bits; left > 0; left -= 8) {
            int mask = left >= 8 ? 0xff : 0xff00 >> left & 0xff;
            if (((byteAt(address, at) ^ byteAt(bytes, at)) & mask) != 0) {
                return false;
            }
            at++;
        }
        return true;
    }

    private static int byteAt(byte @Nullable [] address, int at) {
        return address != null && at < address.length ? address[at] : 0;
    }
}
