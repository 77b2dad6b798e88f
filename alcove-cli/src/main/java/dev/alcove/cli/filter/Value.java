package dev.alcove.cli.filter;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Something that a {@link Filter} compares: of one type, and perhaps empty, which makes a number compare as nothing. */
final class Value {
    /** The digits that printf(3) gives a float. */
    private static final int DIGITS = 6;

    private static final int LEAST_EXPONENT = -4;

    final Type type;
    final boolean empty;
    final @Nullable String text;
    private final long number;
    private final double real;

    private Value(Type type, boolean empty, @Nullable String text, long number, double real) {
        this.type = type;
        this.empty = empty;
        this.text = text;
        this.number = number;
        this.real = real;
    }

    static Value ofString(@Nullable String text) {
        return new Value(Type.STRING, text == null, text, 0, 0);
    }

    /** @param number without a sign */
    static Value ofNumber(long number) {
        return new Value(Type.NUMBER, false, null, number, 0);
    }

    static Value ofFloat(double real) {
        return new Value(Type.FLOAT, false, null, 0, real);
    }

    static Value ofTruth(boolean truth) {
        return new Value(Type.BOOLEAN, false, null, truth ? 1 : 0, 0);
    }

    /** What a cell holds: a string. */
    static Value ofCell(@Nullable String cell) {
        return ofString(cell == null ? null : plain(cell));
    }

    /** A text without the quotes and without the white space around it. */
    static String plain(String text) {
        int start = 0;
        int end = text.length();
        if (end > 0 && (text.charAt(0) == '"' || text.charAt(0) == '\'')) {
            start = 1;
            if (end > 1 && text.charAt(end - 1) == text.charAt(0)) {
                end--;
            }
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start, end);
    }

    /** What a column of that type has in this cell: nothing, of that type, if the cell is empty. */
    Value fetched(Type wanted) throws FilterException {
        return empty ? new Value(wanted, true, null, 0, 0) : cast(wanted);
    }

    /** The same as another type. What is empty is no longer so, unless it is a string. */
    Value cast(Type wanted) throws FilterException {
        if (wanted == type) {
            return this;
        }
        if (text == null && type == Type.STRING) {
            return new Value(wanted, true, null, 0, 0);
        }
        return switch (wanted) {
            case STRING -> ofString(asString());
            case NUMBER -> ofNumber(asNumber());
            case FLOAT -> ofFloat(asFloat());
            case BOOLEAN -> ofTruth(asTruth());
        };
    }

    /** What it is when it stands alone. */
    boolean isTrue() {
        if (empty) {
            return false;
        }
        return switch (type) {
            case STRING -> !string().isEmpty();
            case FLOAT -> real != 0;
            case NUMBER, BOOLEAN -> number != 0;
        };
    }

    /** Compares with a value of the same type. Among strings, none comes first. */
    int compareTo(Value other) {
        return switch (type) {
            case STRING ->
                text == null || other.text == null
                        ? Boolean.compare(text != null, other.text != null)
                        : text.compareTo(other.text);
            case FLOAT -> real < other.real ? -1 : real > other.real ? 1 : 0;
            case NUMBER, BOOLEAN -> Long.compareUnsigned(number, other.number);
        };
    }

    private String string() {
        return text == null ? "" : text;
    }

    private String asString() {
        return switch (type) {
            case STRING -> string();
            case NUMBER -> Long.toUnsignedString(number);
            case FLOAT -> general(real);
            case BOOLEAN -> number == 0 ? "false" : "true";
        };
    }

    private long asNumber() throws FilterException {
        return switch (type) {
            case STRING -> parseNumber(plain(string()));
            case NUMBER, BOOLEAN -> number;
            case FLOAT -> (long) real;
        };
    }

    private double asFloat() throws FilterException {
        return switch (type) {
            case STRING -> parseFloat(plain(string()));
            case NUMBER, BOOLEAN -> number >= 0 ? number : (number >>> 1 | number & 1) * 2.0;
            case FLOAT -> real;
        };
    }

    private boolean asTruth() {
        return switch (type) {
            case STRING -> isYes(plain(string()));
            case NUMBER, BOOLEAN -> number != 0;
            case FLOAT -> real > 0;
        };
    }

    private static boolean isYes(String text) {
        return text.equals("1") || text.equalsIgnoreCase("true") || text.startsWith("y") || text.startsWith("Y");
    }

    private static long parseNumber(String text) throws FilterException {
        if (text.isEmpty() || !isNumber(text, false)) {
            throw invalid();
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException tooLong) {
            throw new FilterException("failed to apply filter: Numerical result out of range");
        }
    }

    private static double parseFloat(String text) throws FilterException {
        try {
            if (isNumber(text, true)) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException none) {
            throw invalid();
        }
        throw invalid();
    }

    /** Whether a text has only characters of a number; hexadecimal ones and names of numbers are none. */
    private static boolean isNumber(String text, boolean real) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean sign = i == 0 && (c == '+' || c == '-');
            if ((c < '0' || c > '9') && !sign && !(real && ".eE+-".indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }

    static FilterException invalid() {
        return new FilterException("failed to apply filter: Invalid argument");
    }

    /** As {@code %g} prints it. */
    private static String general(double real) {
        BigDecimal rounded = new BigDecimal(real).round(new MathContext(DIGITS));
        if (rounded.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = rounded.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        if (exponent >= LEAST_EXPONENT && exponent < DIGITS) {
            return stripped.toPlainString();
        }
        String digits = stripped.unscaledValue().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        int size = Math.abs(exponent);
        return digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    /** isspace(3) in the C locale. */
    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
