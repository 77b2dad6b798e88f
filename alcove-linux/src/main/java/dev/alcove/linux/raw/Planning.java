package dev.alcove.linux.raw;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Whether this JVM only plans. Then a launcher has started it as its child and waits; what is planned goes to descriptor 0,
 * and when the JVM has ended the launcher becomes that. Such a JVM asks {@code /proc} for what it has to know, because the
 * first downcall costs as much time as the rest of its life.
 */
public final class Planning {
    /** Where the launcher says that it waits; see {@code Starter} in alcove-cli. */
    public static final String PROPERTY = "alcove.plan";

    private static final boolean ACTIVE = System.getProperty(PROPERTY) != null;

    private Planning() {}

    /** Whether a launcher waits for what this JVM plans. */
    public static boolean active() {
        return ACTIVE;
    }

    /** A file of {@code /proc/self}, byte for byte: each char is a byte. */
    static String self(String file) {
        try (InputStream in = new FileInputStream("/proc/self/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read /proc/self/" + file, e);
        }
    }

    /** A number of {@code /proc/self/status}: the {@code index}-th behind {@code name}. Source: proc_pid_status(5). */
    public static long status(String name, int index) {
        String status = self("status");
        int at = status.indexOf("\n" + name + ":\t") + name.length() + 3;
        for (int i = 0; i < index; i++) {
            at = status.indexOf('\t', at) + 1;
        }
        long number = 0;
        for (char c = status.charAt(at); c >= '0' && c <= '9'; c = status.charAt(++at)) {
            number = number * 10 + c - '0';
        }
        return number;
    }
}
