package dev.alcove.container.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The configurations that tests start from. */
final class Configs {
    private Configs() {}

    /** A file beside the tests. */
    static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(Configs.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    /** A file beside the tests, as text. */
    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** Reads a text as a configuration. */
    static Spec parse(String json) {
        return SpecReader.parse("config.json", json.getBytes(StandardCharsets.UTF_8));
    }
}
