package dev.alcove.cli.table;

/**
 * Text that does no harm to a terminal: what cannot be printed is written as {@code \x1b}, and so is a backslash that
 * could be taken for the beginning of that.
 */
final class SafeText {
    private static final char DELETE = 0x7f;

    /** Box drawing characters, of which trees are made: they need not load what knows all characters. */
    private static final int FIRST_DRAWING = 0x2500;

    private static final int LAST_DRAWING = 0x257f;
    private static final String DIGITS = "0123456789abcdef";

    private SafeText() {}

    /** {@code text} made safe. */
    static String of(String text, boolean utf8) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= DELETE || c == '\\') {
                return encode(text, utf8);
            }
        }
        return text;
    }

    private static String encode(String text, boolean utf8) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c < ' ' || c == DELETE || c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == 'x') {
                appendHex(out, c);
                i++;
            } else if (c < DELETE) {
                out.append(c);
                i++;
            } else {
                i = character(out, text, i, utf8);
            }
        }
        return out.toString();
    }

    /** Appends the character at {@code index}, and says where the next one is. */
    private static int character(StringBuilder out, String text, int index, boolean utf8) {
        int character = utf8 ? Utf8.at(text, index) : Utf8.MALFORMED;
        if (character == Utf8.MALFORMED) {
            appendHex(out, text.charAt(index));
            return index + 1;
        }
        int end = index + Utf8.length(text.charAt(index));
        boolean printable = CharacterWidth.of(character) != CharacterWidth.UNPRINTABLE;
        for (int i = index; i < end; i++) {
            if (printable) {
                out.append(text.charAt(i));
            } else {
                appendHex(out, text.charAt(i));
            }
        }
        return end;
    }

    /** The cells that safe text takes. */
    static int width(String safe) {
        int width = 0;
        for (int i = 0; i < safe.length(); i += Utf8.length(safe.charAt(i))) {
            width += width(safe, i);
        }
        return width;
    }

    /** As much of the beginning of safe text as fits into {@code cells}. */
    static String cut(String safe, int cells) {
        int width = 0;
        int i = 0;
        while (i < safe.length()) {
            width += width(safe, i);
            if (width > cells) {
                return safe.substring(0, i);
            }
            i += Utf8.length(safe.charAt(i));
        }
        return safe;
    }

    /** The width of one character of safe text, which contains no byte that is not ASCII unless it is valid UTF-8. */
    private static int width(String safe, int index) {
        if (safe.charAt(index) < DELETE) {
            return 1;
        }
        int character = Utf8.at(safe, index);
        boolean drawing = character >= FIRST_DRAWING && character <= LAST_DRAWING;
        return drawing ? 1 : CharacterWidth.of(character);
    }

    /** Appends {@code \x1b}. */
    static void appendHex(StringBuilder out, char c) {
        out.append("\\x");
        appendDigits(out, c);
    }

    /** Appends a byte as two hexadecimal digits. */
    static void appendDigits(StringBuilder out, char c) {
        out.append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 0xf));
    }
}
