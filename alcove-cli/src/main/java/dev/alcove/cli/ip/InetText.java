package dev.alcove.cli.ip;

import dev.alcove.linux.raw.Socket;

/** Addresses as text: as inet_ntop(3) writes them, and as iproute2 reads them. */
final class InetText {
    private static final String HEX = "0123456789abcdef";
    private static final int WORDS = 8;
    private static final int INET = 4;
    private static final int INET6 = 16;
    private static final byte[] NONE = {};

    private InetText() {}

    /** An address of 4 or 16 bytes. */
    static String of(byte[] address) {
        return address.length == INET ? inet(address, 0) : inet6(address);
    }

    /** An address of the family; {@code ???} if the family is none of the internet's, or the bytes are too few. */
    static String of(int family, byte[] address) {
        if (family == Socket.AF_INET && address.length >= INET) {
            return inet(address, 0);
        }
        return family == Socket.AF_INET6 && address.length >= INET6 ? inet6(address) : "???";
    }

    private static String inet(byte[] address, int at) {
        return (address[at] & 0xff) + "." + (address[at + 1] & 0xff) + "." + (address[at + 2] & 0xff) + "."
                + (address[at + 3] & 0xff);
    }

    private static String inet6(byte[] address) {
        int[] words = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
        }
        int zeros = longestZeros(words);
        int length = zeros < 0 ? 0 : zerosAt(words, zeros);
        boolean dotted = zeros == 0 && (length == 6 || length == 5 && words[5] == 0xffff);
        StringBuilder text = new StringBuilder(40);
        for (int i = 0; i < (dotted ? 6 : WORDS); i++) {
            if (i == zeros) {
                text.append(i == 0 ? "::" : ":");
                i += length - 1;
            } else {
                text.append(Integer.toHexString(words[i])).append(i == WORDS - 1 ? "" : ":");
            }
        }
        return dotted ? text.append(inet(address, 12)).toString() : text.toString();
    }

    /** Where the longest run of at least two zeros begins, the first of several; -1 if there is none. */
    private static int longestZeros(int[] words) {
        int best = -1;
        int length = 1;
        for (int i = 0; i < WORDS; i++) {
            int zeros = zerosAt(words, i);
            if (zeros > length) {
                best = i;
                length = zeros;
            }
        }
        return best;
    }

    private static int zerosAt(int[] words, int at) {
        int end = at;
        while (end < WORDS && words[end] == 0) {
            end++;
        }
        return end - at;
    }

    /** Four numbers with dots between them; those that are missing at the end are 0. Nothing for anything else. */
    static byte[] parse4(String text) {
        byte[] address = new byte[INET];
        int start = 0;
        for (int i = 0; i < INET; i++) {
            int dot = text.indexOf('.', start);
            long number = IpWords.number(text.substring(start, dot < 0 ? text.length() : dot));
            if (number < 0 || number > 255) {
                return NONE;
            }
            address[i] = (byte) number;
            if (dot < 0) {
                return address;
            }
            start = dot + 1;
        }
        return NONE;
    }

    /** An IPv6 address as inet_pton(3) reads it; nothing for anything else. */
    static byte[] parse6(String text) {
        byte[] address = new byte[INET6];
        int at = text.startsWith("::") ? 1 : 0;
        int filled = 0;
        int gap = -1;
        if (at == 0 && text.startsWith(":")) {
            return NONE;
        }
        while (at < text.length()) {
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return NONE;
                }
                gap = filled;
                at++;
                continue;
            }
            int colon = text.indexOf(':', at);
            String group = text.substring(at, colon < 0 ? text.length() : colon);
            int length = colon < 0 && group.indexOf('.') >= 0
                    ? putDotted(group, address, filled)
                    : putGroup(group, address, filled);
            if (length == 0 || colon == text.length() - 1) {
                return NONE;
            }
            filled += length;
            at = colon < 0 ? text.length() : colon + 1;
        }
        return closeGap(address, filled, gap);
    }

    private static byte[] closeGap(byte[] address, int filled, int gap) {
        if (gap < 0 ? filled != INET6 : filled > INET6 - 2) {
            return NONE;
        }
        if (gap >= 0) {
            int tail = filled - gap;
            System.arraycopy(address, gap, address, INET6 - tail, tail);
            for (int i = gap; i < INET6 - tail; i++) {
                address[i] = 0;
            }
        }
        return address;
    }

    private static int putGroup(String group, byte[] address, int at) {
        if (group.length() > 4 || at + 2 > INET6) {
            return 0;
        }
        int value = 0;
        for (int i = 0; i < group.length(); i++) {
            int digit = HEX.indexOf(group.charAt(i) >= 'A' ? group.charAt(i) | 0x20 : group.charAt(i));
            if (digit < 0) {
                return 0;
            }
            value = value << 4 | digit;
        }
        address[at] = (byte) (value >> 8);
        address[at + 1] = (byte) value;
        return 2;
    }

    /** Four decimal numbers, none of them with a 0 in front. */
    private static int putDotted(String group, byte[] address, int at) {
        byte[] inet = parse4(group);
        if (inet.length == 0 || at + INET > INET6 || !inet(inet, 0).equals(group)) {
            return 0;
        }
        System.arraycopy(inet, 0, address, at, INET);
        return INET;
    }
}
