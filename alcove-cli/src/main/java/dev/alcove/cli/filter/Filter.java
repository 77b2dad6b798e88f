package dev.alcove.cli.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression that is true or false of a row: {@code NPROCS > 5 and COMMAND =~ "^ssh"}.
 *
 * <p>Names of columns, numbers ({@code 10}, {@code 1.5}, {@code 64K}), strings in either quotes, {@code true} and {@code
 * false} are compared by {@code == != < <= > >= =~ !~} or {@code eq ne lt le gt ge}, and joined by {@code && || !} or
 * {@code and or not}. All operators that join have the same rank, and so have all that compare.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/scols-filter.5.html">scols-filter(5)</a>
 */
public final class Filter {
    private final @Nullable Node root;
    private final List<Node.Holder> holders;

    private Filter(@Nullable Node root, List<Node.Holder> holders) {
        this.root = root;
        this.holders = holders;
    }

    /**
     * Reads an expression. One without a character is true of every row.
     *
     * @param utf8 whether regular expressions are about characters in UTF-8; if not, about bytes
     */
    public static Filter parse(String expression, boolean utf8) throws FilterException {
        List<Node.Holder> holders = new ArrayList<>();
        Node root = expression.isEmpty() ? null : new Parser(expression, utf8, holders).parse();
        return new Filter(root, holders);
    }

    /** How many names of columns the expression has. */
    public int holders() {
        return holders.size();
    }

    /** The name of a column, as the expression has it. */
    public String holder(int index) {
        return holders.get(index).name;
    }

    /** Says which column a name means, and what that column has. */
    public void bind(int index, int column, Type type) {
        holders.get(index).bind(column, type);
    }

    /**
     * Whether the expression is true of the row. All names must be bound.
     *
     * @throws FilterException if what is to be compared cannot be
     */
    public boolean matches(Row row) throws FilterException {
        return root == null || root.test(row);
    }
}
