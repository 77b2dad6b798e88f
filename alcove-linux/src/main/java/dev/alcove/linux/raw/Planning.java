package dev.alcove.linux.raw;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether this JVM only plans. Then a launcher has started it as its child and waits; what is planned goes to descriptor 0,
 * and when the JVM has ended the launcher becomes that. Such a JVM asks {@code /proc} for what it has to know, because the
 * first downcall costs as much time as the rest of its life.
 */
public final class Planning {
    /** Where the launcher says that it waits; see {@code Starter} in alcove-cli. */
    public static final String PROPERTY = "alcove.plan";

    /**
     * The variables that a JVM takes options from, and says so on standard error. They are meant for the command, so the
     * launcher puts {@link #HIDDEN} in place of their first character while it starts the JVM.
     */
    public static final List<String> JVM_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "_JAVA_LAUNCHER_DEBUG");

    public static final char HIDDEN = 1;

    private static final boolean ACTIVE = System.getProperty(PROPERTY) != null;

    // What the launcher left to this JVM does not change, so each file is read once.
    private static @Nullable String environ;
    private static @Nullable String status;

    private Planning() {}

    /** Whether a launcher waits for what this JVM plans. */
    public static boolean active() {
        return ACTIVE;
    }

    /** What a variable of the command is called in the environment of the JVM that plans it. */
    static String variable(String name) {
        for (String hidden : JVM_VARIABLES) {
            if (hidden.equals(name)) {
                return HIDDEN + name.substring(1);
            }
        }
        return name;
    }

    /** The environment, byte for byte: one string behind the other, a NUL behind each. */
    static String environ() {
        String text = environ;
        if (text == null) {
            text = self("environ");
            environ = text;
        }
        return text;
    }

    /** A file of {@code /proc/self}, byte for byte: each char is a byte. */
    private static String self(String file) {
        try (InputStream in = new FileInputStream("/proc/self/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read /proc/self/" + file, e);
        }
    }

    /** A number of {@code /proc/self/status}: the {@code index}-th behind {@code name}. Source: proc_pid_status(5). */
    public static long status(String name, int index) {
        String text = status;
        if (text == null) {
            text = self("status");
            status = text;
        }
        int at = text.indexOf("\n" + name + ":\t") + name.length() + 3;
        for (int i = 0; i < index; i++) {
            at = text.indexOf('\t', at) + 1;
        }
        long number = 0;
        for (char c = text.charAt(at); c >= '0' && c <= '9'; c = text.charAt(++at)) {
            number = number * 10 + c - '0';
        }
        return number;
    }
}
