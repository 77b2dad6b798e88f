package dev.alcove.cli.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in JSON, laid out as util-linux does it: one object whose only member is named as the table and has an object
 * for each line; in a tree, an array {@code children} in those that have some.
 */
public final class JsonTable {
    private static final String INDENT = "   ";
    private static final int DEPTH_OF_LINES = 2;

    private final Table table;
    private final boolean tree;
    private final StringBuilder out = new StringBuilder();

    private JsonTable(Table table) {
        this.table = table;
        this.tree = table.isTree();
    }

    /** The table as it is to be printed. */
    public static String print(Table table) {
        JsonTable json = new JsonTable(table);
        json.out.append("{\n").append(INDENT);
        json.string(table.name);
        json.out.append(": [\n");
        json.lines(json.tree ? table.roots() : table.printed(), DEPTH_OF_LINES);
        json.newLine(1);
        json.out.append("]\n}\n");
        return json.out.toString();
    }

    private void lines(List<Line> lines, int depth) {
        for (int i = 0; i < lines.size(); i++) {
            if (i == 0) {
                out.repeat(INDENT, depth);
            } else {
                out.append(',');
            }
            line(lines.get(i), depth);
        }
    }

    private void line(Line line, int depth) {
        out.append('{');
        for (int i = 0; i < table.columns.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            newLine(depth + 1);
            string(lower(table.columns.get(i).heading));
            out.append(": ");
            value(table.columns.get(i).kind, line.get(i));
        }
        if (tree && !line.children.isEmpty()) {
            out.append(',');
            newLine(depth + 1);
            out.append("\"children\": [\n");
            lines(line.children, depth + 2);
            newLine(depth + 1);
            out.append(']');
        }
        newLine(depth);
        out.append('}');
    }

    private void value(Column.Kind kind, @Nullable String text) {
        if (kind == Column.Kind.BOOLEAN) {
            out.append(isTrue(text));
        } else if (text == null || text.isEmpty()) {
            out.append("null");
        } else if (kind == Column.Kind.STRING) {
            string(text);
        } else {
            out.append(text);
        }
    }

    private static boolean isTrue(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return false;
        }
        char first = text.charAt(0);
        return first != '0' && first != 'N' && first != 'n';
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00");
                        SafeText.appendDigits(out, c);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private void newLine(int depth) {
        out.append('\n').repeat(INDENT, depth);
    }

    private static String lower(String heading) {
        StringBuilder lower = new StringBuilder(heading.length());
        for (int i = 0; i < heading.length(); i++) {
            char c = heading.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return lower.toString();
    }
}
