package dev.alcove.cli;

/** Decimal numbers on a command line, read as strtoimax(3) reads them: white space and a sign may come first. */
final class Numbers {
    /** The greatest user or group id that Linux can express. */
    static final long MAX_ID = 0xffff_ffffL;

    private Numbers() {}

    /** Whether {@code text} is nothing but digits. */
    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether {@code text} is a number from its first byte to its last, however large. */
    static boolean isNumber(String text) {
        int at = start(text);
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        if (at == text.length()) {
            return false;
        }
        for (; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    /**
     * The number that {@code text} is.
     *
     * @param failure what to say of a text that is none, or is out of range: {@code failed to parse uid}
     */
    static long parse(String text, String failure, long min, long max) throws CommandException {
        String message = failure + ": '" + text + "'";
        if (beginsOutOfRange(text, min == 0 ? 0 : Long.MIN_VALUE)) {
            throw new CommandException(message + ": Numerical result out of range");
        }
        if (!isNumber(text)) {
            throw new CommandException(message);
        }
        if (!inRange(text, min, max)) {
            throw new CommandException(message + ": Numerical result out of range");
        }
        return value(text);
    }

    /** Whether {@code text} begins with a number below {@code min} or above any long, whatever follows: that is told first. */
    static boolean beginsOutOfRange(String text, long min) {
        int start = start(text);
        int digits = start;
        if (digits < text.length() && (text.charAt(digits) == '-' || text.charAt(digits) == '+')) {
            digits++;
        }
        int end = digits;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end > digits && !inRange(text.substring(start, end), min, Long.MAX_VALUE);
    }

    /** Whether {@code text}, a number, lies in the range. */
    static boolean inRange(String text, long min, long max) {
        try {
            long value = value(text);
            return value >= min && value <= max;
        } catch (NumberFormatException tooLongForALong) {
            return false;
        }
    }

    /** The value of {@code text}, a number in the range of a long. */
    static long value(String text) {
        return Long.parseLong(text.substring(start(text)));
    }

    private static int start(String text) {
        int at = 0;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** isspace(3) in the C locale. */
    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
