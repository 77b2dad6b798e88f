package dev.alcove.cli;

/**
 * Signals by name, as {@code --kill-child} takes them: in any case, with or without {@code SIG}; real-time signals
 * as {@code RTMIN+n}, {@code RTMAX-n} or {@code RTn}.
 *
 * <p>Numbers are those of {@code asm/signal.h}, which x86-64 and aarch64 share; real-time signals begin where the C
 * library lets them begin.
 */
final class Signals {
    private static final int RTMIN = 34;
    private static final int RTMAX = 64;

    /** The name of signal n at index n - 1. */
    private static final String[] NAMES = {
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS",
    };

    private Signals() {}

    /** The names of the signals that are not real-time signals, in the order of their numbers. */
    static String[] names() {
        return NAMES.clone();
    }

    /** The number of the signal of this name, -1 if there is none. */
    static int number(String text) {
        String name = startsWith(text, "SIG") ? text.substring(3) : text;
        if (startsWith(name, "RT")) {
            return realTime(name.substring(2));
        }
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equalsIgnoreCase(name)) {
                return i + 1;
            }
        }
        if (name.equalsIgnoreCase("IOT")) {
            return number("ABRT");
        }
        if (name.equalsIgnoreCase("CLD")) {
            return number("CHLD");
        }
        return name.equalsIgnoreCase("POLL") ? number("IO") : -1;
    }

    private static int realTime(String text) {
        boolean fromMax = startsWith(text, "MAX-");
        String offset = fromMax || startsWith(text, "MIN+") ? text.substring(4) : text;
        if (offset.isEmpty() || !isDigit(offset.charAt(0)) || offset.length() > 2) {
            return -1;
        }
        if (!Numbers.isNumber(offset)) {
            return -1;
        }
        long value = Numbers.value(offset);
        long number = fromMax ? RTMAX - value : RTMIN + value;
        return number >= RTMIN && number <= RTMAX ? (int) number : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
