package dev.alcove.cli;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.RawTerminal;
import dev.alcove.linux.Terminal;
import java.io.IOException;
import java.util.Arrays;

/**
 * A text that changes, on the whole screen of a terminal: a heading that stays, lines that scroll, and a status line. Only
 * rows that differ from what is shown are written. Whatever happens, the terminal is set back.
 */
final class LiveView implements AutoCloseable {
    private static final String ENTER = "\033[?1049h\033[?25l\033[?7l";
    private static final String LEAVE = "\033[0m\033[?7h\033[?25h\033[?1049l";
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int ESCAPE = 033;

    /** How long the rest of an escape sequence may take, and how often the size is looked at, in milliseconds. */
    private static final int MOMENT = 200;

    private final RawTerminal terminal;
    private final TerminalGuard guard;
    private String[] shown = {};
    private String[] text = {};
    private String status = "";
    private int headings;
    private int top;
    private int rows;
    private int columns;

    private LiveView(RawTerminal terminal, TerminalGuard guard) {
        this.terminal = terminal;
        this.guard = guard;
    }

    /** Takes over the terminal of standard output. */
    static LiveView open() throws IOException, CommandException {
        RawTerminal terminal = RawTerminal.open();
        TerminalGuard guard;
        try {
            guard = TerminalGuard.start(terminal.settings(), LEAVE);
        } catch (IOException e) {
            terminal.close();
            throw e;
        }
        LiveView view = new LiveView(terminal, guard);
        try {
            view.measure();
            Console.out(ENTER);
            return view;
        } catch (IOException | CommandException e) {
            view.close();
            throw e;
        }
    }

    /** The width of the terminal, in cells. */
    int columns() {
        return columns;
    }

    /**
     * Shows a text.
     *
     * @param lines each ended by a line feed, of which the first ones are {@code headings}
     * @param line the status line
     */
    void show(String lines, int howManyHeadings, String line) throws CommandException {
        text = lines.isEmpty() ? new String[0] : split(lines);
        headings = Math.min(howManyHeadings, text.length);
        status = line;
        draw();
    }

    /**
     * Lets the person look, and scroll, for so many milliseconds; ends earlier where the size of the terminal changes.
     *
     * @return whether the person wants to leave
     */
    boolean look(long millis) throws LinuxException, CommandException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            int key = terminal.key((int) Math.min(left, MOMENT));
            if (key == 'q' || key == CTRL_C || key == CTRL_D) {
                return true;
            }
            if (key != RawTerminal.NONE && scroll(key == ESCAPE ? sequence() : key)) {
                draw();
            }
            if (measure()) {
                return false;
            }
        }
        return false;
    }

    /** The last byte of an escape sequence, or its number where that says more: Page Up is 5, Page Down 6. */
    private int sequence() {
        int first = terminal.key(MOMENT);
        int second = first == '[' || first == 'O' ? terminal.key(MOMENT) : first;
        if (second == '5' || second == '6') {
            terminal.key(MOMENT); // a tilde
        }
        return second;
    }

    private boolean scroll(int key) {
        int before = top;
        int page = Math.max(1, rows - headings - 2);
        switch (key) {
            case 'A', 'k' -> top--;
            case 'B', 'j' -> top++;
            case '5' -> top -= page;
            case '6', ' ' -> top += page;
            case 'H', 'g' -> top = 0;
            case 'F', 'G' -> top = text.length;
            default -> {}
        }
        clamp();
        return top != before;
    }

    private void clamp() {
        top = Math.max(0, Math.min(top, text.length - headings - body()));
    }

    private int body() {
        return Math.max(0, rows - 1 - headings);
    }

    /** Looks how large the terminal is; says whether that is new. */
    private boolean measure() throws LinuxException {
        int height = Math.max(1, Terminal.rows());
        int width = Math.max(1, Terminal.columns());
        if (height == rows && width == columns) {
            return false;
        }
        rows = height;
        columns = width;
        shown = new String[0];
        return true;
    }

    private void draw() throws CommandException {
        clamp();
        StringBuilder out = new StringBuilder();
        if (shown.length != rows) {
            out.append("\033[H\033[2J");
            shown = new String[rows];
            Arrays.fill(shown, "");
        }
        for (int row = 0; row < rows; row++) {
            String line = line(row);
            if (!line.equals(shown[row])) {
                out.append("\033[").append(row + 1).append(";1H").append(line).append("\033[K");
                shown[row] = line;
            }
        }
        if (!out.isEmpty()) {
            Console.out(out.toString());
        }
    }

    private String line(int row) {
        if (row == rows - 1) {
            return "\033[7m" + status.substring(0, Math.min(status.length(), columns)) + "\033[0m";
        }
        int index = row < headings ? row : row + top;
        return index < text.length ? text[index] : "";
    }

    private static String[] split(String lines) {
        return lines.substring(0, lines.length() - 1).split("\n", -1);
    }

    @Override
    public void close() {
        try {
            Console.out(LEAVE);
        } catch (CommandException e) {
            // Nobody is there any more who could see it.
            shown = new String[0];
        } finally {
            terminal.close();
            guard.close();
        }
    }
}
