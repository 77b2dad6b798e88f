package dev.alcove.linux.raw;

import org.jspecify.annotations.Nullable;

/**
 * The process's environment as libc has it, byte for byte: a value is a string in which each char is one byte. {@link
 * System#getenv} would decode it, and cost more at start-up.
 */
public final class Environ {
    private Environ() {}

    /** The value of a variable; null if it is not set. */
    public static @Nullable String get(String name) {
        if (Planning.active()) {
            return find(Planning.environ(), Planning.variable(name) + "=");
        }
        String prefix = name + "=";
        for (long entry = Syscalls.environ(); ; entry += Long.BYTES) {
            long text = Syscalls.view(entry, Long.BYTES).getLong(0);
            if (text == 0) {
                return null;
            }
            if (startsWith(text, prefix)) {
                return string(text + prefix.length());
            }
        }
    }

    /** The value in what {@code /proc/PID/environ} holds: one string behind the other, a NUL behind each. */
    private static @Nullable String find(String environment, String prefix) {
        for (int at = 0, end = environment.indexOf(0); end >= 0; at = end + 1, end = environment.indexOf(0, at)) {
            if (environment.startsWith(prefix, at)) {
                return environment.substring(at + prefix.length(), end);
            }
        }
        return null;
    }

    private static boolean startsWith(long text, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (Syscalls.view(text + i, 1).get(0) != (byte) prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String string(long text) {
        StringBuilder value = new StringBuilder();
        for (long at = text; ; at++) {
            int c = Syscalls.view(at, 1).get(0) & 0xff;
            if (c == 0) {
                return value.toString();
            }
            value.append((char) c);
        }
    }
}
