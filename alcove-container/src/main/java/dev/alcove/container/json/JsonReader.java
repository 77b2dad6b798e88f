package dev.alcove.container.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as RFC 8259 has it and nothing beside: no comments, no commas too many, no name twice in an object, no half of a
 * surrogate pair, no byte order mark, at most {@value #MAX_DEPTH} values inside of each other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class JsonReader {
    /** How deeply values may be nested; a container's configuration needs 8. */
    public static final int MAX_DEPTH = 64;

    private final String source;
    private final String text;
    private int at;
    private int depth;
    // Kept along with at, since looking for the line anew for each value would take quadratic time.
    private int line = 1;
    private int column = 1;
    private int counted;

    private JsonReader(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /**
     * Reads a text that is one value.
     *
     * @param source what is read, for the exception
     * @param utf8 the text
     * @throws JsonException if it is no JSON
     */
    public static JsonValue parse(String source, byte[] utf8) {
        JsonReader reader = new JsonReader(source, JsonText.decode(source, utf8));
        JsonValue value = reader.value("$");
        reader.skipBlanks();
        if (reader.at != reader.text.length()) {
            throw reader.wrong("$", "something follows the value");
        }
        return value;
    }

    private JsonValue value(String path) {
        skipBlanks();
        JsonValue.Position position = position();
        if (++depth > MAX_DEPTH) {
            throw wrong(path, "it is nested more than " + MAX_DEPTH + " deep");
        }
        JsonValue value = switch (peek()) {
            case '{' -> new JsonValue.JsonObject(members(path), position);
            case '[' -> new JsonValue.JsonArray(elements(path), position);
            case '"' -> new JsonValue.JsonString(string(path), position);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                new JsonValue.JsonNumber(number(path), position);
            default -> word(path, position);
        };
        depth--;
        return value;
    }

    private Map<String, JsonValue> members(String path) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        at++;
        skipBlanks();
        if (skip('}')) {
            return members;
        }
        do {
            skipBlanks();
            if (peek() != '"') {
                throw wrong(path, "the name of a member is missing");
            }
            int start = at;
            String name = string(path);
            String inner = JsonText.member(path, name);
            if (members.containsKey(name)) {
                at = start;
                throw wrong(inner, "the name " + JsonWriter.quoted(JsonText.shortened(name)) + " comes twice");
            }
            skipBlanks();
            if (!skip(':')) {
                throw wrong(inner, "a ':' is missing");
            }
            members.put(name, value(inner));
            skipBlanks();
        } while (skip(','));
        if (!skip('}')) {
            throw wrong(path, "a ',' or a '}' is missing");
        }
        return members;
    }

    private List<JsonValue> elements(String path) {
        List<JsonValue> elements = new ArrayList<>();
        at++;
        skipBlanks();
        if (skip(']')) {
            return elements;
        }
        do {
            elements.add(value(JsonText.element(path, elements.size())));
            skipBlanks();
        } while (skip(','));
        if (!skip(']')) {
            throw wrong(path, "a ',' or a ']' is missing");
        }
        return elements;
    }

    private String string(String path) {
        StringBuilder string = new StringBuilder();
        at++;
        for (char c = next(path); c != '"'; c = next(path)) {
            if (c < 0x20) {
                at--;
                throw wrong(path, "the control character 0x%02x is not escaped".formatted((int) c));
            }
            string.append(c == '\\' ? escaped(path) : c);
        }
        refuseHalves(path, string);
        return string.toString();
    }

    private char escaped(String path) {
        char c = next(path);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal(path);
            default -> {
                at--;
                throw wrong(path, "no escape begins with '\\" + (c < 0x20 ? "" : c) + "'");
            }
        };
    }

    private char hexadecimal(String path) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = next(path);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                at--;
                throw wrong(path, "four hexadecimal digits are missing");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private void refuseHalves(String path, CharSequence string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw wrong(path, "\\u%04x is half of a surrogate pair, no character".formatted((int) c));
            }
        }
    }

    private String number(String path) {
        int start = at;
        skip('-');
        if (!skip('0')) {
            digits(path);
        } else if (digit(peek())) {
            throw wrong(path, "a number begins with 0");
        }
        if (skip('.')) {
            digits(path);
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits(path);
        }
        return text.substring(start, at);
    }

    private void digits(String path) {
        if (!digit(peek())) {
            throw wrong(path, "a digit is missing");
        }
        while (digit(peek())) {
            at++;
        }
    }

    private JsonValue word(String path, JsonValue.Position position) {
        for (String word : new String[] {"true", "false", "null"}) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("null")
                        ? new JsonValue.JsonNull(position)
                        : new JsonValue.JsonBoolean(word.equals("true"), position);
            }
        }
        throw wrong(path, at == text.length() ? "it ends where a value is missing" : "a value is missing");
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean skip(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
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

    private char next(String path) {
        if (at >= text.length()) {
            throw wrong(path, "it ends within a string");
        }
        return text.charAt(at++);
    }

    private JsonValue.Position position() {
        for (; counted < at; counted++) {
            char c = text.charAt(counted);
            if (c == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c)) {
                column++;
            }
        }
        return new JsonValue.Position(line, column);
    }

    private JsonException wrong(String path, String problem) {
        return new JsonException(source, path, JsonText.position(text, at), problem);
    }
}
