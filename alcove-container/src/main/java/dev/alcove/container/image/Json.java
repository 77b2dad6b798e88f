package dev.alcove.container.image;

import dev.alcove.container.json.JsonException;
import dev.alcove.container.json.JsonReader;
import dev.alcove.container.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image's JSON, of which members that are missing or null are empty, and those of another type are refused.
 *
 * @param source the file, and where in it, for messages
 */
record Json(String source, JsonValue value) {
    static Json parse(String source, byte[] bytes) throws ImageException {
        try {
            return new Json(source, JsonReader.parse(source, bytes));
        } catch (JsonException e) {
            throw new ImageException(String.valueOf(e.getMessage()));
        }
    }

    Json member(String name) throws ImageException {
        JsonValue none = new JsonValue.JsonNull(value.position());
        return new Json(source + ", " + name, members().getOrDefault(name, none));
    }

    boolean isMissing() {
        return value instanceof JsonValue.JsonNull;
    }

    String text() throws ImageException {
        return switch (value) {
            case JsonValue.JsonString string -> string.value();
            case JsonValue.JsonNull _ -> "";
            default -> throw wrong("a string");
        };
    }

    long number() throws ImageException {
        if (value instanceof JsonValue.JsonNumber number) {
            try {
                return Long.parseLong(number.text());
            } catch (NumberFormatException e) {
                throw wrong("a whole number");
            }
        }
        throw wrong("a number");
    }

    List<Json> elements() throws ImageException {
        return switch (value) {
            case JsonValue.JsonArray array ->
                array.elements().stream().map(each -> new Json(source, each)).toList();
            case JsonValue.JsonNull _ -> List.of();
            default -> throw wrong("an array");
        };
    }

    List<String> texts() throws ImageException {
        List<String> texts = new ArrayList<>();
        for (Json element : elements()) {
            texts.add(element.text());
        }
        return texts;
    }

    Map<String, String> map() throws ImageException {
        Map<String, String> map = new LinkedHashMap<>();
        for (String name : members().keySet()) {
            map.put(name, member(name).text());
        }
        return map;
    }

    List<String> names() throws ImageException {
        return List.copyOf(members().keySet());
    }

    private Map<String, JsonValue> members() throws ImageException {
        return switch (value) {
            case JsonValue.JsonObject object -> object.members();
            case JsonValue.JsonNull _ -> Map.of();
            default -> throw wrong("an object");
        };
    }

    private ImageException wrong(String wanted) {
        return new ImageException(source + ", " + value.position() + ": it is " + value.kind() + ", not " + wanted);
    }
}
