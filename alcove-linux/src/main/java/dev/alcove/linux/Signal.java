package dev.alcove.linux;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signal: 1 to 31 have names of their own, 34 to 64 are {@code SIGRTMIN} to {@code SIGRTMAX} as libc counts them. The
 * kernel's first two real-time signals, 32 and 33, belong to libc's threads and have a number only.
 *
 * <p>The numbers are those of {@code asm-generic/signal.h}, which x86-64 and aarch64 share.
 *
 * @param number 1 to 64
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
public record Signal(int number) {
    // Before the constants: their check needs it.
    private static final int MAX = 64;

    public static final Signal SIGHUP = new Signal(1);
    public static final Signal SIGINT = new Signal(2);
    public static final Signal SIGQUIT = new Signal(3);
    public static final Signal SIGILL = new Signal(4);
    public static final Signal SIGTRAP = new Signal(5);
    public static final Signal SIGABRT = new Signal(6);
    public static final Signal SIGBUS = new Signal(7);
    public static final Signal SIGFPE = new Signal(8);
    public static final Signal SIGKILL = new Signal(9);
    public static final Signal SIGUSR1 = new Signal(10);
    public static final Signal SIGSEGV = new Signal(11);
    public static final Signal SIGUSR2 = new Signal(12);
    public static final Signal SIGPIPE = new Signal(13);
    public static final Signal SIGALRM = new Signal(14);
    public static final Signal SIGTERM = new Signal(15);
    public static final Signal SIGSTKFLT = new Signal(16);
    public static final Signal SIGCHLD = new Signal(17);
    public static final Signal SIGCONT = new Signal(18);
    public static final Signal SIGSTOP = new Signal(19);
    public static final Signal SIGTSTP = new Signal(20);
    public static final Signal SIGTTIN = new Signal(21);
    public static final Signal SIGTTOU = new Signal(22);
    public static final Signal SIGURG = new Signal(23);
    public static final Signal SIGXCPU = new Signal(24);
    public static final Signal SIGXFSZ = new Signal(25);
    public static final Signal SIGVTALRM = new Signal(26);
    public static final Signal SIGPROF = new Signal(27);
    public static final Signal SIGWINCH = new Signal(28);
    public static final Signal SIGIO = new Signal(29);
    public static final Signal SIGPWR = new Signal(30);
    public static final Signal SIGSYS = new Signal(31);

    /** libc's first real-time signal, 34. */
    public static final Signal SIGRTMIN = new Signal(34);
    /** The last signal, 64. */
    public static final Signal SIGRTMAX = new Signal(MAX);

    // Those at index 1 to 31, without SIG.
    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    /** @throws IllegalArgumentException if the number is not 1 to 64 */
    public Signal {
        if (number < 1 || number > MAX) {
            throw new IllegalArgumentException("no signal has the number " + number);
        }
    }

    /**
     * The signal of this name, with or without {@code SIG}, in any case: {@code SIGTERM}, {@code term}, {@code RTMIN+3},
     * {@code SIGRTMAX-1}. The old names {@code IOT}, {@code CLD} and {@code POLL} are known. Empty for anything else.
     */
    public static Optional<Signal> ofName(String name) {
        String plain = name.toUpperCase(Locale.ROOT);
        if (plain.startsWith("SIG")) {
            plain = plain.substring(3);
        }
        for (int number = 1; number < NAMES.length; number++) {
            if (NAMES[number].equals(plain)) {
                return Optional.of(new Signal(number));
            }
        }
        return Optional.ofNullable(plain.startsWith("RTM") ? realTime(plain) : oldName(plain));
    }

    /** The signal of this name or number: what {@link #ofName} knows, and {@code 1} to {@code 64}. */
    public static Optional<Signal> parse(String text) {
        int number = decimal(text, 0);
        return number >= 1 ? Optional.of(new Signal(number)) : ofName(text);
    }

    /** {@code SIGTERM}, {@code SIGRTMIN+1}, {@code SIGRTMAX-3}, from whichever end is nearer; {@code SIG32}, {@code SIG33}. */
    public String signalName() {
        if (number < NAMES.length) {
            return "SIG" + NAMES[number];
        }
        if (number < SIGRTMIN.number) {
            return "SIG" + number;
        }
        int up = number - SIGRTMIN.number;
        int down = MAX - number;
        if (up <= down) {
            return up == 0 ? "SIGRTMIN" : "SIGRTMIN+" + up;
        }
        return down == 0 ? "SIGRTMAX" : "SIGRTMAX-" + down;
    }

    @Override
    public String toString() {
        return signalName();
    }

    private static @Nullable Signal oldName(String plain) {
        return switch (plain) {
            case "IOT" -> SIGABRT;
            case "CLD" -> SIGCHLD;
            case "POLL" -> SIGIO;
            default -> null;
        };
    }

    private static @Nullable Signal realTime(String plain) {
        if (plain.equals("RTMIN")) {
            return SIGRTMIN;
        }
        if (plain.equals("RTMAX")) {
            return SIGRTMAX;
        }
        int steps = decimal(plain, 6);
        if (steps < 0 || steps > MAX - SIGRTMIN.number) {
            return null;
        }
        if (plain.startsWith("RTMIN+")) {
            return new Signal(SIGRTMIN.number + steps);
        }
        return plain.startsWith("RTMAX-") ? new Signal(MAX - steps) : null;
    }

    /** The number from {@code start} to the end, at most 64; -1 if it is none. */
    private static int decimal(String text, int start) {
        if (start >= text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
            if (number > MAX) {
                return -1;
            }
        }
        return number;
    }
}
