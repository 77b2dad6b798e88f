package dev.alcove.cli.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of cells under headings, a list or a tree. */
public final class Table {
    final String name;
    final List<Column> columns = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private boolean headings = true;

    /**
     * @param name what JSON calls the lines: {@code namespaces}
     */
    public Table(String name) {
        this.name = name;
    }

    /** Adds a column on the right; before there are lines. */
    public void add(Column column) {
        columns.add(column);
    }

    /** Whether headings are printed, as they are unless this says otherwise. */
    public void headings(boolean yes) {
        this.headings = yes;
    }

    boolean headings() {
        return headings;
    }

    /**
     * Adds a line at the end.
     *
     * @param parent the line that it hangs below, where a column draws the tree
     */
    public Line addLine(@Nullable Line parent) {
        Line line = new Line(parent, columns.size());
        lines.add(line);
        if (parent != null) {
            parent.children.add(line);
        }
        return line;
    }

    /** The lines in the order in which they are printed: in a tree, each before its children. */
    List<Line> printed() {
        if (!isTree()) {
            return lines;
        }
        List<Line> ordered = new ArrayList<>(lines.size());
        List<Line> roots = roots();
        for (int i = 0; i < roots.size(); i++) {
            addTree(ordered, roots.get(i));
        }
        return ordered;
    }

    /** The lines that hang below no other. */
    List<Line> roots() {
        List<Line> roots = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).parent == null) {
                roots.add(lines.get(i));
            }
        }
        return roots;
    }

    private static void addTree(List<Line> ordered, Line line) {
        ordered.add(line);
        for (int i = 0; i < line.children.size(); i++) {
            addTree(ordered, line.children.get(i));
        }
    }

    boolean isTree() {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).tree) {
                return true;
            }
        }
        return false;
    }
}
