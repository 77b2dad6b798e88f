package dev.alcove.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** IP addresses from text and bytes, and as text, without a name ever being looked up. */
final class InetText {
    private static final int GROUPS = 8;
    private static final int IPV6 = 16;

    private InetText() {}

    /**
     * The address that a text stands for: four numbers with dots between them, or IPv6.
     *
     * @throws IllegalArgumentException if the text is another
     */
    static InetAddress parse(String text) {
        try {
            boolean four = text.indexOf(':') < 0;
            if (text.indexOf('[') < 0 && text.indexOf('%') < 0 && (!four || text.split("\\.", -1).length == 4)) {
                return InetAddress.ofLiteral(text);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wanted(text), e);
        }
        throw new IllegalArgumentException(wanted(text));
    }

    private static String wanted(String text) {
        return "'" + text + "' is no IP address, such as 10.0.0.1 or 2001:db8::1";
    }

    /** The address with these bytes, 4 or 16; 16 are always IPv6, even where they stand for an IPv4 address. */
    static InetAddress address(byte[] bytes) {
        try {
            return bytes.length == IPV6 ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    /** An address as text: RFC 5952 for IPv6. */
    static String of(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        int start = -1;
        int longest = 1; // a single group of zeroes is written
        for (int i = 0; i < GROUPS; i++) {
            int zeroes = 0;
            while (i + zeroes < GROUPS && bytes.getShort(2 * (i + zeroes)) == 0) {
                zeroes++;
            }
            if (zeroes > longest) {
                start = i;
                longest = zeroes;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(i > 0 && text.charAt(text.length() - 1) != ':' ? ":" : "")
                        .append(Integer.toHexString(Short.toUnsignedInt(bytes.getShort(2 * i))));
            }
        }
        return text.toString();
    }
}
