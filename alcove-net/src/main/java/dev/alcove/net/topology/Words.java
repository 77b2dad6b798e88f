package dev.alcove.net.topology;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Words of a line: what could be mistaken for the end of one is a percent sign and two hex digits, nothing is a percent sign. */
final class Words {
    private static final String EMPTY = "%";

    private Words() {}

    static String of(String name, boolean value) {
        return name + "=" + value;
    }

    static String escaped(String word) {
        if (word.isEmpty()) {
            return EMPTY;
        }
        StringBuilder text = new StringBuilder();
        for (byte value : word.getBytes(StandardCharsets.UTF_8)) {
            if (value > ' ' && value != '%' && value < 0x7f) {
                text.append((char) value);
            } else {
                text.append('%').append(HexFormat.of().toHexDigits(value));
            }
        }
        return text.toString();
    }

    /** The words of a line. */
    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            words.add(word.equals(EMPTY) ? "" : unescaped(word));
        }
        return words;
    }

    private static String unescaped(String word) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(word, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(word.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
