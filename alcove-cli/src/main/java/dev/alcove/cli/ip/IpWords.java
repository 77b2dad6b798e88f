package dev.alcove.cli.ip;

import java.util.List;

/** The words of a command line, read from left to right. */
public final class IpWords {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private final List<String> words;
    private int next;

    public IpWords(List<String> words) {
        this.words = words;
    }

    /** Whether a word is an abbreviation of another, or that itself: iproute2's rule, by which an empty word is none. */
    public static boolean matches(String word, String full) {
        return !word.isEmpty() && full.startsWith(word);
    }

    /** Whether there are words left. */
    public boolean more() {
        return next < words.size();
    }

    /** The next word, which is not taken yet. */
    public String peek() throws IpException {
        if (!more()) {
            throw IpException.incomplete();
        }
        return words.get(next);
    }

    /** Takes the next word, which must be there. */
    public String next() throws IpException {
        String word = peek();
        next++;
        return word;
    }

    /** Takes the next word if it is this one, in full. */
    public boolean take(String word) {
        if (more() && words.get(next).equals(word)) {
            next++;
            return true;
        }
        return false;
    }

    /** All words that are left. */
    public List<String> rest() {
        return words.subList(next, words.size());
    }

    /**
     * A whole number as strtol(3) reads one: {@code 0x} is hexadecimal, {@code 0} in front octal.
     *
     * @param reason what a message says of a word that is none, or out of range
     */
    public static long number(String word, long min, long max, String reason) throws IpException {
        long value = number(word);
        if (value == Long.MIN_VALUE || value < min || value > max) {
            throw IpException.wrong(reason, word);
        }
        return value;
    }

    /** The number that a word is; {@link Long#MIN_VALUE} for what is none, and for what does not fit. */
    static long number(String word) {
        int at = 0;
        while (at < word.length() && (word.charAt(at) == ' ' || word.charAt(at) >= '\t' && word.charAt(at) <= '\r')) {
            at++;
        }
        boolean negative = at < word.length() && word.charAt(at) == '-';
        if (negative || at < word.length() && word.charAt(at) == '+') {
            at++;
        }
        int radix = radix(word, at);
        at += radix == HEXADECIMAL ? 2 : 0;
        long value = 0;
        if (at == word.length()) {
            return Long.MIN_VALUE;
        }
        for (; at < word.length(); at++) {
            int digit = DIGITS.indexOf(word.charAt(at) | (word.charAt(at) >= 'A' ? 0x20 : 0));
            if (digit < 0 || digit >= radix || value > (Long.MAX_VALUE - digit) / radix) {
                return Long.MIN_VALUE;
            }
            value = value * radix + digit;
        }
        return negative ? -value : value;
    }

    private static int radix(String word, int at) {
        if (at == word.length() || word.charAt(at) != '0') {
            return DECIMAL;
        }
        boolean hexadecimal = word.startsWith("x", at + 1) || word.startsWith("X", at + 1);
        return hexadecimal ? HEXADECIMAL : OCTAL;
    }
}
