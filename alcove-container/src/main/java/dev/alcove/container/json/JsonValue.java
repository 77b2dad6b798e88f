package dev.alcove.container.json;

import java.util.List;
import java.util.Map;

/** A JSON value that knows where it began in its text, so that a mistake in it can be pointed at. */
public sealed interface JsonValue {
    /** Where it begins. */
    Position position();

    /** What it is, for a sentence: {@code a string}, {@code an object}. */
    default String kind() {
        return switch (this) {
            case JsonObject _ -> "an object";
            case JsonArray _ -> "an array";
            case JsonString _ -> "a string";
            case JsonNumber _ -> "a number";
            case JsonBoolean _ -> "true or false";
            case JsonNull _ -> "null";
        };
    }

    /** The value for a sentence: short ones in full, of long ones what they are. */
    default String shown() {
        return switch (this) {
            case JsonObject _, JsonArray _, JsonNull _ -> kind();
            case JsonString string -> JsonWriter.quoted(JsonText.shortened(string.value()));
            case JsonNumber number -> JsonText.shortened(number.text());
            case JsonBoolean bool -> Boolean.toString(bool.value());
        };
    }

    /**
     * A place in a text.
     *
     * @param line from 1
     * @param column in characters, from 1
     */
    record Position(int line, int column) {
        @Override
        public String toString() {
            return "line " + line + ", column " + column;
        }
    }

    /**
     * An object.
     *
     * @param members in the order of the text; no name comes twice
     * @param position where it begins
     */
    record JsonObject(Map<String, JsonValue> members, Position position) implements JsonValue {}

    /**
     * An array.
     *
     * @param elements its elements
     * @param position where it begins
     */
    record JsonArray(List<JsonValue> elements, Position position) implements JsonValue {}

    /**
     * A string.
     *
     * @param value without its escapes
     * @param position where it begins
     */
    record JsonString(String value, Position position) implements JsonValue {}

    /**
     * A number.
     *
     * @param text as it is written, since no Java number holds them all
     * @param position where it begins
     */
    record JsonNumber(String text, Position position) implements JsonValue {}

    /**
     * True or false.
     *
     * @param value which of them
     * @param position where it begins
     */
    record JsonBoolean(boolean value, Position position) implements JsonValue {}

    /**
     * Null.
     *
     * @param position where it begins
     */
    record JsonNull(Position position) implements JsonValue {}
}
