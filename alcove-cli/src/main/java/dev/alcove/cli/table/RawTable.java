package dev.alcove.cli.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table for the fields of a shell: a space between cells, {@code \x20} for one in a cell, and no alignment. */
public final class RawTable {
    private RawTable() {}

    /** The table as it is to be printed. */
    public static String print(Table table) {
        StringBuilder out = new StringBuilder();
        List<Line> lines = table.printed();
        if (table.headings() && !lines.isEmpty()) {
            for (int i = 0; i < table.columns.size(); i++) {
                cell(out, i, table.columns.get(i).heading);
            }
            out.append('\n');
        }
        for (int i = 0; i < lines.size(); i++) {
            for (int j = 0; j < table.columns.size(); j++) {
                cell(out, j, lines.get(i).get(j));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static void cell(StringBuilder out, int column, @Nullable String text) {
        if (column > 0) {
            out.append(' ');
        }
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
