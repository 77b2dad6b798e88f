package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import dev.alcove.container.json.JsonValue;
import dev.alcove.container.json.JsonValue.JsonArray;
import dev.alcove.container.json.JsonValue.JsonBoolean;
import dev.alcove.container.json.JsonValue.JsonNumber;
import dev.alcove.container.json.JsonValue.JsonObject;
import dev.alcove.container.json.JsonValue.JsonString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, taken one by one. What has the wrong type, or is missing, becomes a problem, and a stand-in is
 * returned, so that the rest is looked at too; what nobody took is an unknown field.
 */
final class Fields {
    static final long UINT32 = 0xffff_ffffL;
    /** The largest id: 4294967295 stands for none. */
    static final long ID = UINT32 - 1;

    private static final BigInteger UINT64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    /** More digits are out of every range; {@link BigInteger} takes quadratic time for them. */
    private static final int MAX_DIGITS = 30;

    private final Map<String, JsonValue> members;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();

    private Fields(JsonObject object, String path, Problems problems) {
        this.members = object.members();
        this.path = path;
        this.problems = problems;
    }

    /** Reads an object; null, and a problem, if the value is none. */
    static <T> @Nullable T read(JsonValue value, String path, Problems problems, Function<Fields, T> reader) {
        if (!(value instanceof JsonObject object)) {
            problems.add(path, "must be an object, is " + value.shown());
            return null;
        }
        Fields fields = new Fields(object, path, problems);
        T read = reader.apply(fields);
        fields.end();
        return read;
    }

    /** Refuses fields that the specification or a later one has and Alcove has not. */
    Fields refuse(String why, String... names) {
        for (String name : names) {
            refused.add(name);
            problems.require(!members.containsKey(name), JsonText.member(path, name), why);
        }
        return this;
    }

    @Nullable String string(String name) {
        return take(name, (value, at) -> toString(value, at));
    }

    String requiredString(String name) {
        String string = string(name);
        missing(name);
        return string == null ? "" : string;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(bool(name));
    }

    boolean requiredFlag(String name) {
        missing(name);
        return flag(name);
    }

    @Nullable Boolean bool(String name) {
        return take(name, (value, at) -> {
            if (value instanceof JsonBoolean bool) {
                return bool.value();
            }
            problems.add(at, "must be true or false, is " + value.shown());
            return null;
        });
    }

    @Nullable Long number(String name, long min, long max) {
        return take(name, (value, at) -> toLong(value, at, BigInteger.valueOf(min), BigInteger.valueOf(max)));
    }

    long requiredNumber(String name, long min, long max) {
        Long number = number(name, min, max);
        missing(name);
        return number == null ? 0 : number;
    }

    @Nullable Integer integer(String name, int min, int max) {
        Long number = number(name, min, max);
        return number == null ? null : Math.toIntExact(number);
    }

    int requiredInteger(String name, int min, int max) {
        return Math.toIntExact(requiredNumber(name, min, max));
    }

    /** A number of 64 bits without a sign; 0 if it is left out. */
    long unsigned(String name) {
        Long number = take(name, (value, at) -> toLong(value, at, BigInteger.ZERO, UINT64));
        return number == null ? 0 : number;
    }

    long requiredUnsigned(String name) {
        missing(name);
        return unsigned(name);
    }

    List<String> strings(String name) {
        return elements(name, (value, at) -> toString(value, at));
    }

    List<Long> numbers(String name, long min, long max) {
        BigInteger least = BigInteger.valueOf(min);
        BigInteger most = BigInteger.valueOf(max);
        return elements(name, (value, at) -> toLong(value, at, least, most));
    }

    <T> List<T> objects(String name, Function<Fields, T> reader) {
        return elements(name, (value, at) -> read(value, at, problems, reader));
    }

    <T> @Nullable T object(String name, Function<Fields, T> reader) {
        return take(name, (value, at) -> read(value, at, problems, reader));
    }

    Map<String, String> stringMap(String name) {
        return values(name, (value, at) -> toString(value, at));
    }

    <T> Map<String, T> objectMap(String name, Function<Fields, T> reader) {
        return values(name, (value, at) -> read(value, at, problems, reader));
    }

    /** Says that a field must be there. */
    void missing(String name) {
        known.add(name);
        problems.require(members.containsKey(name), JsonText.member(path, name), "is missing");
    }

    private <T> @Nullable T take(String name, BiFunction<JsonValue, String, @Nullable T> reader) {
        known.add(name);
        JsonValue value = members.get(name);
        return value == null ? null : reader.apply(value, JsonText.member(path, name));
    }

    private <T> List<T> elements(String name, BiFunction<JsonValue, String, @Nullable T> reader) {
        List<T> elements = new ArrayList<>();
        JsonArray array = take(name, (value, at) -> {
            if (value instanceof JsonArray found) {
                return found;
            }
            problems.add(at, "must be an array, is " + value.shown());
            return null;
        });
        if (array != null) {
            String at = JsonText.member(path, name);
            for (int i = 0; i < array.elements().size(); i++) {
                T element = reader.apply(array.elements().get(i), JsonText.element(at, i));
                if (element != null) {
                    elements.add(element);
                }
            }
        }
        return elements;
    }

    private <T> Map<String, T> values(String name, BiFunction<JsonValue, String, @Nullable T> reader) {
        Map<String, T> values = new LinkedHashMap<>();
        JsonObject map = take(name, (value, at) -> {
            if (value instanceof JsonObject found) {
                return found;
            }
            problems.add(at, "must be an object, is " + value.shown());
            return null;
        });
        if (map != null) {
            String at = JsonText.member(path, name);
            map.members().forEach((key, member) -> {
                T value = reader.apply(member, JsonText.member(at, key));
                if (value != null) {
                    values.put(key, value);
                }
            });
        }
        return values;
    }

    private @Nullable String toString(JsonValue value, String at) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        problems.add(at, "must be a string, is " + value.shown());
        return null;
    }

    private @Nullable Long toLong(JsonValue value, String at, BigInteger min, BigInteger max) {
        if (!(value instanceof JsonNumber number)) {
            problems.add(at, "must be a number, is " + value.shown());
            return null;
        }
        if (number.text().chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            problems.add(at, "must be a whole number in digits alone, is " + value.shown());
            return null;
        }
        BigInteger integer = number.text().length() > MAX_DIGITS ? null : new BigInteger(number.text());
        if (integer == null || integer.compareTo(min) < 0 || integer.compareTo(max) > 0) {
            problems.add(at, "must be " + min + " to " + max + ", is " + value.shown());
            return null;
        }
        return integer.longValue();
    }

    private void end() {
        for (String name : members.keySet()) {
            if (!known.contains(name) && !refused.contains(name)) {
                problems.add(JsonText.member(path, name), "unknown field" + Similar.hint(name, known));
            }
        }
    }
}
