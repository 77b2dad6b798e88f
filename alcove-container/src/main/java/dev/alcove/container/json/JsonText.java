package dev.alcove.container.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The characters of a JSON text, with the place of each, and how parts of it are shown. */
public final class JsonText {
    private static final int SHOWN = 60;

    private JsonText() {}

    /** Decodes UTF-8 and refuses what is none. */
    static String decode(String source, byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(utf8);
        CharBuffer out = CharBuffer.allocate(utf8.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int wrong = utf8[in.position()] & 0xff;
            String problem = "the byte 0x%02x begins nothing that is UTF-8".formatted(wrong);
            throw new JsonException(source, "$", position(text, text.length()), problem);
        }
        return text;
    }

    /** The place of a character. */
    static JsonValue.Position position(String text, int at) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < at; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new JsonValue.Position(line, text.codePointCount(lineStart, at) + 1);
    }

    /** The path of a member: {@code $.linux}, or {@code $.sysctl["net.core.somaxconn"]} for a name that is no word. */
    public static String member(String path, String name) {
        boolean word =
                !name.isEmpty() && name.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_'));
        return word ? path + "." + name : path + "[" + JsonWriter.quoted(shortened(name)) + "]";
    }

    /** The path of an element: {@code $.mounts[3]}. */
    public static String element(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The text, cut off where it is too long for a sentence. */
    public static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
