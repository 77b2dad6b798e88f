package dev.alcove.cli;

import dev.alcove.cli.Manual.Entry;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Term;

/** What the manual says about the columns and the filters of {@code lsns}. */
final class LsnsManual {
    private LsnsManual() {}

    static Entry[] columns() {
        LsnsColumn[] columns = LsnsColumn.values();
        Entry[] entries = new Entry[columns.length + 1];
        entries[0] =
                new Paragraph("From `NAME` on they are Alcove's own. Sizes are shown as `1.5M`; in JSON, with `--raw`"
                        + " and in filters they are plain numbers of bytes.");
        for (int i = 0; i < columns.length; i++) {
            entries[i + 1] = new Term(columns[i].name(), Manuals.sentence(columns[i].help));
        }
        return entries;
    }

    static Entry[] filters() {
        return new Entry[] {
            new Paragraph(
                    "An expression compares columns, numbers (`10`, `1.5`, `64K`), strings in single or double quotes,"
                            + " `true` and `false`. A column that stands alone is true unless it is empty or 0."),
            new Term("== != < <= > >=", "Compare; also `eq ne lt le gt ge`. A number compares with nothing as false."),
            new Term("=~ !~", "Whether a string matches an extended regular expression, or does not."),
            new Term("&& || !", "Join and negate; also `and or not`. Of `&&` and `||` the left one comes first."),
        };
    }
}
