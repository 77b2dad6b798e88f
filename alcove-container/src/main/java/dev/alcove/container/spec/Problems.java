package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import dev.alcove.container.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a configuration, so that all of it is told at once. */
final class Problems {
    /** How many are told: a file that is wrong throughout need not fill the screen. */
    private static final int MAX = 50;

    private record Problem(String path, String text) {}

    private final List<Problem> found = new ArrayList<>();

    void add(String path, String problem) {
        found.add(new Problem(path, problem));
    }

    /** Adds a problem unless something holds. */
    void require(boolean holds, String path, String problem) {
        if (!holds) {
            add(path, problem);
        }
    }

    /** A number that must be in a range; null is fine. */
    void range(String path, @Nullable Number value, long min, long max) {
        if (value != null && (value.longValue() < min || value.longValue() > max)) {
            add(path, "must be " + min + " to " + max + ", is " + value);
        }
    }

    /** A word that must be one of a few; null is fine. */
    void word(String path, @Nullable String value, Collection<String> words) {
        if (value != null && !words.contains(value)) {
            add(
                    path,
                    "must be one of " + String.join(", ", words) + ", is " + quoted(value)
                            + Similar.hint(value, words));
        }
    }

    /** Text that the kernel must be able to take: without NUL, and with characters that have a form in UTF-8. Null is fine. */
    boolean text(String path, @Nullable String value) {
        if (value == null) {
            return true;
        }
        if (value.indexOf('\0') >= 0) {
            add(path, "must be without NUL, is " + quoted(value));
            return false;
        }
        if (hasHalf(value)) {
            add(path, "must be without half surrogate pairs, is " + quoted(value));
            return false;
        }
        return true;
    }

    /** Whether there is half of a surrogate pair. A loop, as streams take long where a JVM has just started. */
    private static boolean hasHalf(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(value.codePointAt(i))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Texts, each as {@link #text}. */
    void texts(String path, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            text(JsonText.element(path, i), values.get(i));
        }
    }

    /** A path that must be absolute and must not lead upwards. */
    void absolute(String path, String value) {
        if (text(path, value)) {
            require(value.startsWith("/"), path, "must be an absolute path, is " + quoted(value));
            noUpwards(path, value);
        }
    }

    /** A path without the component {@code ..}. */
    void noUpwards(String path, String value) {
        require(
                !List.of(value.split("/")).contains(".."),
                path,
                "must be without the component .., is " + quoted(value));
    }

    /** A value as it is shown in a problem. */
    static String quoted(String value) {
        return JsonWriter.quoted(JsonText.shortened(value));
    }

    /** Throws if anything was found. */
    void raise() {
        if (found.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>();
        for (Problem problem : found.subList(0, Math.min(MAX, found.size()))) {
            all.add(problem.path() + ": " + problem.text());
        }
        if (found.size() > MAX) {
            all.add("$: and " + (found.size() - MAX) + " more problems");
        }
        throw new SpecException(found.getFirst().path(), found.getFirst().text(), all);
    }
}
