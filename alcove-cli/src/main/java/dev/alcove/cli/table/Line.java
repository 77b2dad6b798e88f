package dev.alcove.cli.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a {@link Table}, and what hangs below it in the tree. */
public final class Line {
    /** The escape sequence that ends an {@link #emphasize emphasis}. */
    static final String PLAIN = "\033[0m";

    final @Nullable Line parent;
    final List<Line> children = new ArrayList<>();
    private final @Nullable String[] cells;
    private String emphasis = "";

    Line(@Nullable Line parent, int columns) {
        this.parent = parent;
        this.cells = new String[columns];
    }

    /** Sets the cell in a column, counted from 0. */
    public void set(int column, @Nullable String text) {
        cells[column] = text;
    }

    /** The cell in a column, null if it is empty. */
    public @Nullable String get(int column) {
        return cells[column];
    }

    /** Prints the line for people behind this escape sequence of a terminal. */
    public void emphasize(String escapeSequence) {
        this.emphasis = escapeSequence;
    }

    String emphasis() {
        return emphasis;
    }

    boolean isLastChild() {
        return parent != null && parent.children.get(parent.children.size() - 1) == this;
    }
}
