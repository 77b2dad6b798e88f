package dev.alcove.cli.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alcove.cli.table.Column.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is printed of a tree, and of cells that hold anything; JSON judged by Jackson. */
final class TableTest {
    private static final Screen ASCII = new Screen(false, 0);
    private static final Screen UTF8 = new Screen(true, 0);

    @Test
    void drawsTreesAsTheLocaleAllows() {
        Table table = tree();
        assertEquals("""
                NS
                1
                |-2
                | |-3
                | `-4
                `-5
                  `-6
                """, TextTable.print(table, ASCII));
        assertEquals("""
                NS
                1
                ├─2
                │ ├─3
                │ └─4
                └─5
                  └─6
                """, text(TextTable.print(table, UTF8)));
        assertEquals("NS\n1\n|-2\n|\\x20|-3\n|\\x20`-4\n`-5\n\\x20\\x20`-6\n", RawTable.print(table, ASCII));
    }

    @Test
    void nestsTreesInJson() throws IOException {
        String json = JsonTable.print(tree());
        assertEquals("""
                {
                   "things": [
                      {
                         "ns": 1,
                         "children": [
                            {
                               "ns": 2,
                               "children": [
                                  {
                                     "ns": 3
                                  },{
                                     "ns": 4
                                  }
                               ]
                            },{
                               "ns": 5,
                               "children": [
                                  {
                                     "ns": 6
                                  }
                               ]
                            }
                         ]
                      }
                   ]
                }
                """, json);
        assertEquals(
                4,
                new ObjectMapper()
                        .readTree(json)
                        .at("/things/0/children/0/children/1/ns")
                        .intValue());
    }

    @Test
    void anEmptyTableIsAnEmptyArrayOrNothing() throws IOException {
        Table table = new Table("things");
        table.add(new Column("A", Kind.STRING).tree(true));
        assertEquals("", TextTable.print(table, UTF8));
        assertEquals("", RawTable.print(table, UTF8));
        assertEquals("{\n   \"things\": [\n\n   ]\n}\n", JsonTable.print(table));
        assertEquals(
                0,
                new ObjectMapper()
                        .readTree(JsonTable.print(table))
                        .get("things")
                        .size());
    }

    @Test
    void jsonHasTypesAndAnyText() throws IOException {
        Table table = new Table("things");
        String text = "\"\\/\b\t\n\f\r\001\037 x é 漢";
        cell(table, "TEXT", Kind.STRING);
        cell(table, "NUMBER", Kind.NUMBER);
        cell(table, "SIZE", Kind.SIZE);
        cell(table, "FLOAT", Kind.FLOAT);
        cell(table, "YES", Kind.BOOLEAN);
        cell(table, "NO", Kind.BOOLEAN);
        Line line = table.addLine(null);
        set(line, bytes(text), "18446744073709551615", "1536", "1.25", "1", "no");
        table.addLine(null);
        JsonNode lines =
                new ObjectMapper().readTree(text(JsonTable.print(table))).get("things");
        assertEquals(text, lines.at("/0/text").textValue());
        assertEquals(
                "18446744073709551615", lines.at("/0/number").bigIntegerValue().toString());
        assertEquals(1536, lines.at("/0/size").intValue());
        assertEquals(1.25, lines.at("/0/float").doubleValue());
        assertEquals("true", lines.at("/0/yes").toString());
        assertEquals("false", lines.at("/0/no").toString());
        assertEquals("null", lines.at("/1/text").toString());
        assertEquals("null", lines.at("/1/number").toString());
        assertEquals("false", lines.at("/1/yes").toString());
    }

    @Test
    void harmsNoTerminal() {
        assertEquals("a\\x1bb\\x09\\x5cx41\\y", SafeText.of("a\033b\t\\x41\\y", true));
        assertEquals(bytes("é漢"), SafeText.of(bytes("é漢"), true));
        assertEquals("\\xc3\\xa9", SafeText.of(bytes("é"), false));
        assertEquals("\\xff\\xc3", SafeText.of("\377\303", true), "malformed");
        assertEquals("\\xe2\\x80\\xa8", SafeText.of(bytes("\u2028"), true), "a line of its own");
        assertEquals("\\xed\\xa0\\x80", SafeText.of("\355\240\200", true), "half of a pair");
        assertEquals(5, SafeText.width(bytes("é漢字")));
        assertEquals(1, SafeText.width(bytes("e\u0301")));
        assertEquals(bytes("é漢"), SafeText.cut(bytes("é漢字"), 4));
    }

    @Test
    void rawCellsAreOneWordOfPrintableCharacters() {
        Table table = new Table("");
        table.headings(false);
        cell(table, "A", Kind.STRING);
        cell(table, "B", Kind.STRING);
        cell(table, "C", Kind.STRING);
        set(table.addLine(null), "a b\\\t", null, bytes("é"));
        assertEquals("a\\x20b\\x5c\\x09  \\xc3\\xa9\n", RawTable.print(table, UTF8));
    }

    @Test
    void linesOfACellStandBelowEachOther() {
        Table table = new Table("");
        table.add(new Column("NS", Kind.NUMBER).hint(4).tree(true));
        table.add(new Column("PATHS", Kind.STRING).wrapped(true));
        table.add(new Column("LAST", Kind.STRING));
        Line parent = table.addLine(null);
        set(parent, "1", "/a\n/bcdefg\n/h", "x");
        set(table.addLine(parent), "2", "/k\n/l", null);
        assertEquals("""
                NS   PATHS   LAST
                1    /a      x
                |    /bcdefg\040
                |    /h     \040
                `-2  /k     \040
                     /l     \040
                """, TextTable.print(table, ASCII));
    }

    @Test
    void sizesAreForPeople() {
        assertEquals("0B", Sizes.forPeople("0"));
        assertEquals("1023B", Sizes.forPeople("1023"));
        assertEquals("1K", Sizes.forPeople("1024"));
        assertEquals("1.5M", Sizes.forPeople("1572864"));
        assertEquals("8E", Sizes.forPeople("9223372036854775807"));
    }

    private static Table tree() {
        Table table = new Table("things");
        table.add(new Column("NS", Kind.NUMBER).tree(true));
        Line one = number(table, null, "1");
        Line two = number(table, one, "2");
        Line five = number(table, one, "5");
        number(table, two, "3");
        number(table, five, "6");
        number(table, two, "4");
        return table;
    }

    private static Line number(Table table, @Nullable Line parent, String text) {
        Line line = table.addLine(parent);
        line.set(0, text);
        return line;
    }

    private static void cell(Table table, String heading, Kind kind) {
        table.add(new Column(heading, kind));
    }

    private static void set(Line line, @Nullable String... cells) {
        for (int i = 0; i < cells.length; i++) {
            line.set(i, cells[i]);
        }
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
