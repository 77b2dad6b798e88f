package dev.alcove.cli.table;

/** Reads UTF-8 out of byte strings, one character at a time. */
public final class Utf8 {
    /** What {@link #at} says where no character begins. */
    public static final int MALFORMED = -1;

    private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};

    private Utf8() {}

    /** The character that begins at {@code index}, or {@link #MALFORMED}. */
    public static int at(String bytes, int index) {
        int first = bytes.charAt(index);
        if (first < 0x80) {
            return first;
        }
        int length = length(first);
        if (length == 0 || index + length > bytes.length()) {
            return MALFORMED;
        }
        int character = first & (0x7f >> length);
        for (int i = index + 1; i < index + length; i++) {
            int next = bytes.charAt(i);
            if ((next & 0xc0) != 0x80) {
                return MALFORMED;
            }
            character = character << 6 | next & 0x3f;
        }
        boolean valid = character >= LEAST[length]
                && character <= Character.MAX_CODE_POINT
                && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE);
        return valid ? character : MALFORMED;
    }

    /** How many bytes a character that begins with this byte has; 0 if none begins with it. */
    public static int length(int first) {
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xc2) {
            return 0;
        }
        if (first < 0xe0) {
            return 2;
        }
        if (first < 0xf0) {
            return 3;
        }
        return first < 0xf5 ? 4 : 0;
    }
}
