package dev.alcove.cli.ip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The values of a rule's selectors, as attributes have them. */
final class RuleValues {
    private static final int MAX_NAME = 15;
    private static final int MAX_PORT = 0xffff;

    private RuleValues() {}

    /**
     * Two users, {@code 0-99}: {@code struct fib_rule_uid_range}.
     *
     * @throws IpException if it is something else
     */
    static byte[] users(String word) throws IpException {
        int dash = word.indexOf('-');
        long start = dash < 0 ? -1 : decimal(word.substring(0, dash));
        long end = dash < 0 ? -1 : decimal(word.substring(dash + 1));
        if (start < 0 || end < 0 || start > RtValues.MAX_INT || end > RtValues.MAX_INT) {
            throw IpException.wrong("invalid UID range\n", word);
        }
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt((int) start)
                .putInt((int) end)
                .array();
    }

    /**
     * A port, or two with a dash between them: {@code struct fib_rule_port_range}.
     *
     * @param called what a message about a wrong one calls it
     */
    static byte[] ports(String word, String called) throws IpException {
        int dash = word.indexOf('-');
        long start = decimal(dash < 0 ? word : word.substring(0, dash));
        long end = dash < 0 ? start : decimal(word.substring(dash + 1));
        if (start < 0 || end < 0 || start > MAX_PORT || end > MAX_PORT) {
            throw IpException.wrong("invalid " + called + " range\n", word);
        }
        return ByteBuffer.allocate(2 * Short.BYTES)
                .order(ByteOrder.nativeOrder())
                .putShort((short) start)
                .putShort((short) end)
                .array();
    }

    /** A mark and a mask, {@code 1/0xff}; the mask is all ones if there is none. */
    record Mark(int value, int mask, boolean hasMask) {}

    static Mark mark(String word) throws IpException {
        int slash = word.indexOf('/');
        int value = RtValues.int32(slash < 0 ? word : word.substring(0, slash), "fwmark value is invalid\n");
        int mask = slash < 0 ? -1 : RtValues.int32(word.substring(slash + 1), "fwmask value is invalid\n");
        return new Mark(value, mask, slash >= 0);
    }

    /**
     * The name of a link, which need not be there.
     *
     * @param reason what a message says of a word that cannot be one
     */
    static String link(String word, String reason) throws IpException {
        boolean valid = !word.isEmpty() && word.length() <= MAX_NAME;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            valid &= c != '/' && c != ' ' && (c < '\t' || c > '\r');
        }
        if (!valid) {
            throw IpException.wrong(reason, word);
        }
        return word;
    }

    /** A decimal number; -1 if it is none. */
    private static long decimal(String word) {
        boolean digits = !word.isEmpty() && word.length() < 12;
        for (int i = 0; i < word.length(); i++) {
            digits &= word.charAt(i) >= '0' && word.charAt(i) <= '9';
        }
        return digits ? Long.parseLong(word) : -1;
    }
}
