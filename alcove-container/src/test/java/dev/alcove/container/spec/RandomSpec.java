package dev.alcove.container.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Specs at random: every component of every record, with no regard for what it means. */
final class RandomSpec {
    private static final Set<String> UNSIGNED = Set.of("hard", "soft", "value", "valueTwo");
    private static final String[] PIECES = {
        "a", "/", "\"", "\\", "\n", "\t", "\u0001", "\u007f", "é", "🐚", "\u2028", ".", "=", "{", "b c", "\uffff", "\0"
    };

    private final Random random;

    private RandomSpec(long seed) {
        random = new Random(seed);
    }

    /** The spec of a seed. */
    static Spec of(long seed) throws ReflectiveOperationException {
        return (Spec) new RandomSpec(seed).record(Spec.class);
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = nullable && random.nextInt(3) == 0
                    ? null
                    : value(components[i].getGenericType(), components[i].getName());
        }
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    private Object value(Type type, String name) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(arguments[0], name) : map(arguments[1], name);
        }
        if (type == String.class) {
            return string();
        }
        if (type == int.class || type == Integer.class) {
            return random.nextInt(4096);
        }
        if (type == long.class || type == Long.class) {
            return UNSIGNED.contains(name) ? random.nextLong() : random.nextLong(0xffff_ffffL);
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        return record((Class<?>) type);
    }

    private List<Object> list(Type element, String name) throws ReflectiveOperationException {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(element, name));
        }
        return list;
    }

    private Map<String, Object> map(Type value, String name) throws ReflectiveOperationException {
        Map<String, Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(string(), value(value, name));
        }
        return map;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            string.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return string.toString();
    }
}
