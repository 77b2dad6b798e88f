package dev.alcove.container.image;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Extended headers, which say of an entry what its block has no room for. Those of the entry itself come before the global
 * ones, and an empty value takes a global one back.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax, pax Extended Header</a>
 */
final class PaxHeaders {
    private static final String ATTRIBUTE = "SCHILY.xattr.";
    private static final int NANO_DIGITS = 9;

    private final Map<String, String> global;
    private final Map<String, String> values;

    private PaxHeaders(Map<String, String> global, Map<String, String> values) {
        this.global = global;
        this.values = values;
    }

    static PaxHeaders none() {
        return new PaxHeaders(Map.of(), new HashMap<>());
    }

    /** Headers of one entry, where these are the global ones. */
    PaxHeaders forEntry() {
        return new PaxHeaders(values, new HashMap<>(values));
    }

    /** Adds records: each its length in decimal, a blank, a key, an equals sign, a value and a line feed. */
    void add(byte[] records) throws ImageException {
        int at = 0;
        while (at < records.length) {
            int length = 0;
            int digits = at;
            while (digits < records.length && records[digits] >= '0' && records[digits] <= '9' && digits - at < 8) {
                length = length * 10 + records[digits++] - '0';
            }
            int end = at + length;
            if (digits == at
                    || digits + 2 >= end
                    || end > records.length
                    || records[digits] != ' '
                    || records[end - 1] != '\n') {
                throw new ImageException("an extended header has a record that is none");
            }
            put(new String(records, digits + 1, end - digits - 2, StandardCharsets.ISO_8859_1));
            at = end;
        }
    }

    private void put(String text) throws ImageException {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw new ImageException("an extended header has a record without a key");
        }
        String key = text.substring(0, equals);
        if (key.startsWith("GNU.sparse.")) {
            throw new ImageException("it is a sparse file (" + key + "), which Alcove does not read; "
                    + "make the tar without --sparse");
        }
        String value = text.substring(equals + 1);
        if (value.isEmpty() && !key.startsWith(ATTRIBUTE)) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    @Nullable String text(String key) throws ImageException {
        String value = values.get(key);
        if (value != null && value.indexOf('\0') >= 0) {
            throw new ImageException("its " + key + " has a NUL inside");
        }
        return value;
    }

    long number(String key, long otherwise) throws ImageException {
        String value = values.get(key);
        return value == null ? otherwise : parse(key, value);
    }

    /** Seconds of {@code mtime}, rounded down. */
    long seconds(long otherwise) throws ImageException {
        String value = values.get("mtime");
        if (value == null) {
            return otherwise;
        }
        int point = value.indexOf('.');
        long seconds = parse("mtime", point < 0 ? value : value.substring(0, point));
        return value.startsWith("-") && nanoseconds() != 0 ? seconds - 1 : seconds;
    }

    /** What {@code mtime} has beyond {@link #seconds}. */
    int nanoseconds() throws ImageException {
        String value = values.getOrDefault("mtime", "");
        int point = value.indexOf('.');
        if (point < 0) {
            return 0;
        }
        String digits = (value.substring(point + 1) + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
        int nanoseconds = (int) parse("mtime", digits);
        if (nanoseconds < 0) {
            throw new ImageException("its mtime in an extended header is no number");
        }
        return value.startsWith("-") && nanoseconds != 0 ? 1_000_000_000 - nanoseconds : nanoseconds;
    }

    Map<String, byte[]> attributes() throws ImageException {
        Map<String, byte[]> attributes = new HashMap<>();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String key = entry.getKey();
            if (key.startsWith(ATTRIBUTE) && !(entry.getValue().isEmpty() && global.containsKey(key))) {
                String name = key.substring(ATTRIBUTE.length());
                if (name.isEmpty() || name.indexOf('\0') >= 0) {
                    throw new ImageException("an extended attribute has no name");
                }
                attributes.put(name, entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return attributes;
    }

    private static long parse(String key, String text) throws ImageException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ImageException("its " + key + " in an extended header is no number");
        }
    }
}
