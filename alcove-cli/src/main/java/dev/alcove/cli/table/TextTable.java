package dev.alcove.cli.table;

import java.util.ArrayList;
import java.util.List;

/** A table for people: columns aligned, the tree drawn, made to fit the terminal as far as its columns allow that. */
public final class TextTable {
    private final Table table;
    private final boolean utf8;
    private final TreeArt tree;
    private final List<Column> columns;
    private final StringBuilder out = new StringBuilder();
    private int[] widths = {};
    private int last;

    private TextTable(Table table, boolean utf8) {
        this.table = table;
        this.utf8 = utf8;
        this.tree = new TreeArt(utf8);
        this.columns = table.columns;
    }

    /** The table as it is to be printed. A table without lines is nothing at all. */
    public static String print(Table table, Screen screen) {
        TextTable text = new TextTable(table, screen.utf8());
        List<Line> lines = table.printed();
        if (!lines.isEmpty()) {
            text.print(lines, screen.columns());
        }
        return text.out.toString();
    }

    private void print(List<Line> lines, int screen) {
        String[][][] cells = new String[columns.size()][lines.size()][];
        int[][] cellWidths = new int[columns.size()][lines.size()];
        int[] art = new int[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            for (int j = 0; j < lines.size(); j++) {
                cells[i][j] = cell(columns.get(i), lines.get(j), i);
                cellWidths[i][j] = width(cells[i][j]);
                if (columns.get(i).tree) {
                    art[i] = Math.max(art[i], SafeText.width(tree.before(lines.get(j))));
                }
            }
        }
        widths = Layout.of(table, cellWidths, art, screen);
        last = widths.length - 1;
        if (table.headings()) {
            headings();
        }
        for (int j = 0; j < lines.size(); j++) {
            line(cells, j, lines.get(j));
        }
    }

    private void headings() {
        for (int i = 0; i <= last; i++) {
            print(i, columns.get(i).heading);
        }
        out.append('\n');
    }

    private void line(String[][][] cells, int index, Line line) {
        int rows = 1;
        for (int row = 0; row < rows; row++) {
            out.append(line.emphasis());
            for (int i = 0; i <= last; i++) {
                String[] cell = cells[i][index];
                rows = Math.max(rows, cell.length);
                print(i, row < cell.length ? cell[row] : columns.get(i).tree ? tree.below(line) : "");
            }
            out.append(line.emphasis().isEmpty() ? "" : Line.PLAIN).append('\n');
        }
    }

    private void print(int column, String safe) {
        int width = widths[column];
        String text = safe;
        int used = SafeText.width(text);
        if (used > width && columns.get(column).truncated) {
            text = SafeText.cut(text, width);
            used = SafeText.width(text);
        }
        int padding = Math.max(0, width - used);
        if (columns.get(column).right && used > 0) {
            out.repeat(' ', padding);
            padding = 0;
        }
        out.append(text);
        if (column < last) {
            out.repeat(' ', padding + 1);
        }
    }

    /** The lines of a cell: one, but for a column that wraps. */
    private String[] cell(Column column, Line line, int index) {
        String text = line.get(index);
        if (text == null) {
            text = "";
        } else if (column.kind == Column.Kind.SIZE) {
            text = Sizes.forPeople(text);
        }
        String art = column.tree ? tree.before(line) : "";
        if (!column.wrapped || text.indexOf('\n') < 0) {
            return new String[] {art + SafeText.of(text, utf8)};
        }
        List<String> rows = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            rows.add(art + SafeText.of(text.substring(start, end), utf8));
            art = column.tree ? tree.below(line) : "";
            start = end + 1;
        }
        rows.add(art + SafeText.of(text.substring(start), utf8));
        return rows.toArray(new String[0]);
    }

    private static int width(String[] rows) {
        int width = 0;
        for (String row : rows) {
            width = Math.max(width, SafeText.width(row));
        }
        return width;
    }
}
