package dev.alcove.linux;

import java.nio.charset.StandardCharsets;

/**
 * A cursor that goes through text line by line, and through each line from left to right. It works on bytes, and its
 * strings are Latin-1: each char is a byte. The last line may lack its newline.
 */
final class ByteLines {
    /** What {@link #peek} returns at the end of a line. */
    static final int END = -1;

    private final String source;
    private final byte[] bytes;
    private int at;
    private int end;
    private int line;

    /** A cursor before the first line. */
    ByteLines(String source, byte[] bytes) {
        this.source = source;
        this.bytes = bytes;
        this.end = -1;
    }

    /** A cursor in text that is one line, whatever bytes are in it. */
    static ByteLines single(String source, byte[] bytes) {
        ByteLines lines = new ByteLines(source, bytes);
        lines.end = bytes.length;
        lines.line = 1;
        return lines;
    }

    /** Goes to the start of the next line; false if there is none. */
    boolean next() {
        at = end + 1;
        if (at >= bytes.length) {
            return false;
        }
        line++;
        end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return true;
    }

    /** The next byte of the line, 0 to 255, or {@link #END}. */
    int peek() {
        return at < end ? bytes[at] & 0xff : END;
    }

    /** Goes past the byte {@code c}, which must be next. */
    void expect(char c) throws MalformedException {
        if (peek() != c) {
            throw malformed("a " + describe(c) + " is missing");
        }
        at++;
    }

    void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /** The line must end here. */
    void expectEnd() throws MalformedException {
        if (at != end) {
            throw malformed("there is more than expected");
        }
    }

    /** A decimal number, 0 to {@code max}. */
    long number(long max) throws MalformedException {
        return number(10, max);
    }

    /** A number in digits of {@code radix}, 0 to {@code max}. */
    long number(int radix, long max) throws MalformedException {
        int start = at;
        long number = 0;
        for (int digit = digit(radix); digit >= 0; digit = digit(radix)) {
            if (number > (max - digit) / radix) {
                throw malformed("a number is greater than " + max);
            }
            number = number * radix + digit;
            at++;
        }
        if (at == start) {
            throw malformed("a number is missing");
        }
        return number;
    }

    /** A decimal number of 32 bits that may be negative. */
    int signed() throws MalformedException {
        if (peek() != '-') {
            return (int) number(Integer.MAX_VALUE);
        }
        at++;
        return (int) -number(-(long) Integer.MIN_VALUE);
    }

    /** The bytes up to the next {@code delimiter}, which must be there, and past it. */
    String upTo(char delimiter) throws MalformedException {
        String text = before(delimiter);
        expect(delimiter);
        return text;
    }

    /** The bytes up to the last {@code delimiter} of the line, which must be there, and past it. */
    String upToLast(char delimiter) throws MalformedException {
        int last = end - 1;
        while (last >= at && bytes[last] != delimiter) {
            last--;
        }
        if (last < at) {
            throw malformed("a " + describe(delimiter) + " is missing");
        }
        String text = text(last);
        at = last + 1;
        return text;
    }

    /** The bytes before the next {@code delimiter}, or to the end of the line. */
    String before(char delimiter) {
        int stop = at;
        while (stop < end && bytes[stop] != delimiter) {
            stop++;
        }
        String text = text(stop);
        at = stop;
        return text;
    }

    /** What is left of the line. */
    String rest() {
        String text = text(end);
        at = end;
        return text;
    }

    MalformedException malformed(String reason) {
        return new MalformedException(source, Math.max(line, 1), reason);
    }

    private String text(int stop) {
        return new String(bytes, at, stop - at, StandardCharsets.ISO_8859_1);
    }

    private int digit(int radix) {
        int c = peek();
        return c >= 0 && c < 0x80 ? Character.digit(c, radix) : -1;
    }

    private static String describe(char c) {
        return switch (c) {
            case ' ' -> "space";
            case '\t' -> "tab";
            default -> "'" + c + "'";
        };
    }
}
