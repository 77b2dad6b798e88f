package dev.alcove.cli.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.cli.table.Column.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tables on terminals of many widths, as libsmartcols 2.43 printed them. Of each {@code layouts.txt} has the width and
 * whether there are headings; the columns with their hints and flags, r for aligned right and t for truncated; the cells;
 * and behind a {@code >} what was printed.
 */
final class LayoutTest {
    @TestFactory
    DynamicTest[] printsWhatLibsmartcolsPrinted() throws IOException {
        String[] cases;
        try (InputStream in = Objects.requireNonNull(LayoutTest.class.getResourceAsStream("layouts.txt"))) {
            cases = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .substring(2)
                    .split("\n# ", -1);
        }
        DynamicTest[] tests = new DynamicTest[cases.length];
        for (int i = 0; i < cases.length; i++) {
            String[] halves = cases[i].split("\n>\n", -1);
            tests[i] = DynamicTest.dynamicTest(halves[0], () -> {
                String[] lines = halves[0].split("\n", -1);
                String[] head = lines[0].split(" ", -1);
                Screen screen = new Screen(true, Integer.parseInt(head[0]));
                assertEquals(
                        halves[1].stripTrailing(),
                        TextTable.print(table(lines, head), screen).stripTrailing());
            });
        }
        return tests;
    }

    private static Table table(String[] lines, String[] head) {
        Table table = new Table("");
        table.headings(head[1].equals("headings"));
        for (String column : lines[1].split("\\|", -1)) {
            String[] parts = column.split(":", -1);
            table.add(new Column(parts[0], Kind.STRING)
                    .hint(Integer.parseInt(parts[1]))
                    .right(parts[2].contains("r"))
                    .truncated(parts[2].contains("t")));
        }
        for (int i = 2; i < lines.length; i++) {
            Line line = table.addLine(null);
            String[] cells = lines[i].split("\\|", -1);
            for (int j = 0; j < cells.length; j++) {
                line.set(j, cells[j]);
            }
        }
        return table;
    }
}
