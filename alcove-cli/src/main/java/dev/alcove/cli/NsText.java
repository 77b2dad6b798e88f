package dev.alcove.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the commands of {@code ns} print byte strings: in columns, and in JSON. */
final class NsText {
    private NsText() {}

    /** Rows in columns that are as wide as they have to be, two spaces apart. */
    static String columns(List<String[]> rows) {
        StringBuilder out = new StringBuilder();
        for (String[] row : rows) {
            int start = out.length();
            for (int i = 0; i < row.length; i++) {
                out.append(row[i]);
                if (i + 1 < row.length) {
                    out.repeat(' ', width(rows, i) - characters(row[i]) + 2);
                }
            }
            while (out.length() > start && out.charAt(out.length() - 1) == ' ') {
                out.setLength(out.length() - 1);
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static int width(List<String[]> rows, int column) {
        int width = 0;
        for (String[] row : rows) {
            width = Math.max(width, characters(row[column]));
        }
        return width;
    }

    /** How many characters these bytes are in UTF-8. */
    private static int characters(String bytes) {
        int count = 0;
        for (int i = 0; i < bytes.length(); i++) {
            count += (bytes.charAt(i) & 0xc0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    /** Bytes for a terminal: control characters and backslashes as octal escapes. */
    static String shown(String bytes) {
        StringBuilder out = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c < ' ' || c == 0x7f || c == '\\') {
                out.append('\\').append((char) ('0' + (c >> 6))).append((char) ('0' + (c >> 3 & 7)));
                out.append((char) ('0' + (c & 7)));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** A string of JSON. Bytes that are no UTF-8 become the characters of those numbers. */
    static String json(String bytes) {
        boolean utf8 = isUtf8(bytes);
        StringBuilder out = new StringBuilder(bytes.length() + 2).append('"');
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || (c > 0x7f && !utf8)) {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static boolean isUtf8(String bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
