package dev.alcove.namespace.catalogue;

import dev.alcove.linux.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that container engines wrote: objects as {@link Map}s, arrays as {@link List}s, strings as bytes in UTF-8, each
 * a char. Numbers, true, false and null are strings as well, by their text: nobody asks for them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class Json {
    private static final int MAX_DEPTH = 100;

    private final String source;
    private final String text;
    private int at;
    private int depth;

    private Json(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /**
     * Reads a text.
     *
     * @param source what is read, for the exception
     * @param text each char a byte
     */
    static Object parse(String source, String text) throws MalformedException {
        Json json = new Json(source, text);
        Object value = json.value();
        json.skipBlanks();
        if (json.at != text.length()) {
            throw json.malformed("there is more than one value");
        }
        return value;
    }

    /** The member of an object that is a string; null if there is none, or {@code value} is no object. */
    static @Nullable String string(Object value, String key) {
        return value instanceof Map<?, ?> map && map.get(key) instanceof String text ? text : null;
    }

    private Object value() throws MalformedException {
        skipBlanks();
        if (++depth > MAX_DEPTH) {
            throw malformed("it is nested too deeply");
        }
        Object value = switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
        depth--;
        return value;
    }

    private Map<String, Object> object() throws MalformedException {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        for (boolean more = !skip('}'); more; more = !skip('}')) {
            if (!members.isEmpty()) {
                expect(',');
            }
            skipBlanks();
            String key = string();
            expect(':');
            members.put(key, value());
        }
        return members;
    }

    private List<Object> array() throws MalformedException {
        List<Object> elements = new ArrayList<>();
        at++;
        for (boolean more = !skip(']'); more; more = !skip(']')) {
            if (!elements.isEmpty()) {
                expect(',');
            }
            elements.add(value());
        }
        return elements;
    }

    private String string() throws MalformedException {
        if (peek() != '"') {
            throw malformed("a string is missing");
        }
        at++;
        StringBuilder string = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c == '\\') {
                escape(string);
            } else {
                string.append(c);
            }
        }
        return string.toString();
    }

    private void escape(StringBuilder string) throws MalformedException {
        char c = next();
        switch (c) {
            case '"', '\\', '/' -> string.append(c);
            case 'b' -> string.append('\b');
            case 'f' -> string.append('\f');
            case 'n' -> string.append('\n');
            case 'r' -> string.append('\r');
            case 't' -> string.append('\t');
            case 'u' -> utf8(string);
            default -> throw malformed("an unknown escape");
        }
    }

    /** The character, with those that follow as long as they are written so too, since two may be one. */
    private void utf8(StringBuilder string) throws MalformedException {
        StringBuilder characters = new StringBuilder();
        characters.append(hexadecimal());
        while (text.startsWith("\\u", at)) {
            at += 2;
            characters.append(hexadecimal());
        }
        byte[] bytes = characters.toString().getBytes(StandardCharsets.UTF_8);
        string.append(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private char hexadecimal() throws MalformedException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw malformed("four hexadecimal digits are missing");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    /** A number, true, false or null. */
    private String word() throws MalformedException {
        int start = at;
        while (at < text.length() && "+-.".indexOf(text.charAt(at)) + 1 + letterOrDigit(text.charAt(at)) > 0) {
            at++;
        }
        if (at == start) {
            throw malformed("a value is missing");
        }
        return text.substring(start, at);
    }

    private static int letterOrDigit(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c) ? 1 : 0;
    }

    private boolean skip(char c) {
        skipBlanks();
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) throws MalformedException {
        if (!skip(c)) {
            throw malformed("a '" + c + "' is missing");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The next char; 0 at the end, where no JSON has it. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() throws MalformedException {
        if (at >= text.length()) {
            throw malformed("it ends too early");
        }
        return text.charAt(at++);
    }

    private MalformedException malformed(String reason) {
        int line = 1;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return new MalformedException(source, line, reason);
    }
}
