package dev.alcove.cli.table;

/** A column of a {@link Table}: its heading, what its cells are, and how they are laid out. */
public final class Column {
    /** What the cells are. Whatever the kind, a cell holds text. */
    public enum Kind {
        STRING,
        /** A whole number. */
        NUMBER,
        /** A number of bytes: a whole number that people get to see as {@code 1.5M}. */
        SIZE,
        /** A number with a decimal point. */
        FLOAT,
        /** Nothing, {@code 0} and what begins with an N are false. */
        BOOLEAN
    }

    final String heading;
    final Kind kind;
    int hint;
    boolean right;
    boolean truncated;
    boolean wrapped;
    boolean tree;

    /** A column of that heading, aligned left, never truncated. */
    public Column(String heading, Kind kind) {
        this.heading = heading;
        this.kind = kind;
    }

    public String heading() {
        return heading;
    }

    public Kind kind() {
        return kind;
    }

    /** Asks for a width in terminal cells, which it gets if its widest cell is wider than its heading. */
    public Column hint(int width) {
        this.hint = width;
        return this;
    }

    /** Aligns it right, or left. */
    public Column right(boolean yes) {
        this.right = yes;
        return this;
    }

    /** Lets its cells be cut where the terminal is too narrow. */
    public Column truncated(boolean yes) {
        this.truncated = yes;
        return this;
    }

    /** Prints each line of a cell on a line of its own. */
    public Column wrapped(boolean yes) {
        this.wrapped = yes;
        return this;
    }

    /** Draws the tree in it. */
    public Column tree(boolean yes) {
        this.tree = yes;
        return this;
    }
}
