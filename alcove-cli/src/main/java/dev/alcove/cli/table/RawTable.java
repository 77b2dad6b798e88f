package dev.alcove.cli.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table for the fields of a shell: a space between cells, {@code \x20} for one in a cell, and no alignment. But the tree
 * is drawn, as util-linux does it.
 */
public final class RawTable {
    private RawTable() {}

    /** The table as it is to be printed. */
    public static String print(Table table, Screen screen) {
        TreeArt tree = new TreeArt(screen.utf8());
        StringBuilder out = new StringBuilder();
        List<Line> lines = table.printed();
        if (table.headings() && !lines.isEmpty()) {
            for (int i = 0; i < table.columns.size(); i++) {
                separate(out, i);
                append(out, table.columns.get(i).heading);
            }
            out.append('\n');
        }
        for (int i = 0; i < lines.size(); i++) {
            for (int j = 0; j < table.columns.size(); j++) {
                separate(out, j);
                if (table.columns.get(j).tree) {
                    append(out, tree.before(lines.get(i)));
                }
                append(out, lines.get(i).get(j));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static void separate(StringBuilder out, int column) {
        if (column > 0) {
            out.append(' ');
        }
    }

    private static void append(StringBuilder out, @Nullable String text) {
        for (int i = 0; text != null && i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 0x7f && c != '\\') {
                out.append(c);
            } else {
                SafeText.appendHex(out, c);
            }
        }
    }
}
