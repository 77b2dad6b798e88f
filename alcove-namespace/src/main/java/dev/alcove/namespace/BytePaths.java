package dev.alcove.namespace;

import java.net.URI;
import java.nio.file.Path;

/**
 * Paths as byte strings, a char for each byte. A JVM in the locale C cannot say most names of files, but it keeps their
 * bytes, and URIs let them in and out.
 */
final class BytePaths {
    private static final String SAFE = "/-._~";

    private BytePaths() {}

    /** The path of these bytes, which must be absolute. */
    static Path of(String latin1) {
        if (isPlain(latin1)) {
            return Path.of(latin1);
        }
        StringBuilder uri = new StringBuilder("file://");
        for (int i = 0; i < latin1.length(); i++) {
            char c = latin1.charAt(i);
            if (isSafe(c)) {
                uri.append(c);
            } else {
                uri.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
            }
        }
        return Path.of(URI.create(uri.toString()));
    }

    /** The bytes of the last name of a path. */
    static String name(Path path) {
        String text = path.toUri().getRawPath();
        int end = text.endsWith("/") ? text.length() - 1 : text.length();
        int start = text.lastIndexOf('/', end - 1) + 1;
        StringBuilder name = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                c = (char) Integer.parseInt(text, i + 1, i + 3, 16);
                i += 2;
            }
            name.append(c);
        }
        return name.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isSafe(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSafe(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || SAFE.indexOf(c) >= 0;
    }
}
