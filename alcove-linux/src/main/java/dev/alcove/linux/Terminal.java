package dev.alcove.linux;

import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.Tty;
import org.jspecify.annotations.Nullable;

/**
 * How large the terminal is that standard output is shown on.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/TIOCGWINSZ.2const.html">TIOCGWINSZ(2const)</a>
 */
public final class Terminal {
    private static final int STDOUT = 1;
    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_ROWS = 24;

    private Terminal() {}

    /**
     * The width in cells: what the terminal says, else what the variable {@code COLUMNS} says, else 80. 0 if standard
     * output is no terminal.
     */
    public static int columns() throws LinuxException {
        return size(Tty.WS_COL, "COLUMNS", DEFAULT_COLUMNS);
    }

    /** The height in lines: what the terminal says, else {@code LINES}, else 24. 0 if standard output is no terminal. */
    public static int rows() throws LinuxException {
        return size(Tty.WS_ROW, "LINES", DEFAULT_ROWS);
    }

    private static int size(int field, String variable, int otherwise) throws LinuxException {
        try (Memory memory = Memory.map(Tty.TERMIOS_SIZE)) {
            if (Syscalls.failed(Syscalls.call(Syscall.IOCTL, STDOUT, Tty.TCGETS, memory.address()))) {
                return 0;
            }
            long result = Syscalls.call(Syscall.IOCTL, STDOUT, Tty.TIOCGWINSZ, memory.address());
            int size = Syscalls.failed(result) ? 0 : memory.buffer().getShort(field) & 0xffff;
            return size > 0 ? size : positive(System.getenv(variable), otherwise);
        }
    }

    private static int positive(@Nullable String text, int otherwise) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text);
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException notOne) {
            return otherwise;
        }
    }
}
