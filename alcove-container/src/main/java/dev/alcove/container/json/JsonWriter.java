package dev.alcove.container.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON object, indented by two spaces, with a line feed at its end. A member that is null and one that is an empty list
 * or map is left out; maps are sorted by name, so that what is equal is written equally.
 */
public final class JsonWriter {
    private final StringBuilder out;
    private final String indent;
    private boolean first = true;

    private JsonWriter(StringBuilder out, String indent) {
        this.out = out;
        this.indent = indent;
    }

    /** The text of an object, whose members {@code members} writes. */
    public static <T> String object(T value, BiConsumer<JsonWriter, T> members) {
        StringBuilder out = new StringBuilder();
        write(out, "", value, members);
        return out.append('\n').toString();
    }

    private static <T> void write(StringBuilder out, String indent, T value, BiConsumer<JsonWriter, T> members) {
        JsonWriter writer = new JsonWriter(out.append('{'), indent + "  ");
        members.accept(writer, value);
        out.append(writer.first ? "}" : "\n" + indent + "}");
    }

    /** A string. */
    public JsonWriter string(String name, @Nullable String value) {
        return value == null ? this : raw(name, quoted(value));
    }

    /** A number. */
    public JsonWriter number(String name, @Nullable Number value) {
        return value == null ? this : raw(name, value.toString());
    }

    /** A number of 64 bits without a sign. */
    public JsonWriter unsigned(String name, long value) {
        return raw(name, Long.toUnsignedString(value));
    }

    /** True or false. */
    public JsonWriter bool(String name, @Nullable Boolean value) {
        return value == null ? this : raw(name, value.toString());
    }

    /** True; false is left out. */
    public JsonWriter flag(String name, boolean value) {
        return value ? bool(name, true) : this;
    }

    /** An object, whose members {@code members} writes. */
    public <T> JsonWriter object(String name, @Nullable T value, BiConsumer<JsonWriter, T> members) {
        if (value != null) {
            write(name(name), indent, value, members);
        }
        return this;
    }

    /** An array of strings. */
    public JsonWriter strings(String name, List<String> values) {
        return array(name, values, (out, value) -> out.append(quoted(value)));
    }

    /** An array of numbers. */
    public JsonWriter numbers(String name, List<? extends Number> values) {
        return array(name, values, StringBuilder::append);
    }

    /** An array of objects. */
    public <T> JsonWriter objects(String name, List<T> values, BiConsumer<JsonWriter, T> members) {
        return array(name, values, (out, value) -> write(out, indent + "  ", value, members));
    }

    /** An object of strings. */
    public JsonWriter map(String name, Map<String, String> values) {
        return values.isEmpty()
                ? this
                : object(name, new TreeMap<>(values), (writer, map) -> map.forEach(writer::string));
    }

    /** An object of objects. */
    public <T> JsonWriter map(String name, Map<String, T> values, BiConsumer<JsonWriter, T> members) {
        return values.isEmpty()
                ? this
                : object(
                        name,
                        new TreeMap<>(values),
                        (writer, map) -> map.forEach((key, value) -> writer.object(key, value, members)));
    }

    private <T> JsonWriter array(String name, List<T> values, BiConsumer<StringBuilder, T> element) {
        if (values.isEmpty()) {
            return this;
        }
        name(name);
        String before = "[\n" + indent + "  ";
        for (T value : values) {
            element.accept(out.append(before), value);
            before = ",\n" + indent + "  ";
        }
        out.append('\n').append(indent).append(']');
        return this;
    }

    private JsonWriter raw(String name, String value) {
        name(name).append(value);
        return this;
    }

    private StringBuilder name(String name) {
        out.append(first ? "\n" : ",\n").append(indent).append(quoted(name)).append(": ");
        first = false;
        return out;
    }

    /** A string with its quotation marks. Controls and halves of surrogate pairs are escaped. */
    public static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f || half(value, i)) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean half(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}
