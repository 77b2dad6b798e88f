package dev.alcove.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of ids as they are written, and as they close up around a single id. */
final class IdRangeTest {
    private static final long LIMIT = 4294967295L;

    @Test
    void parsesBothForms() {
        assertEquals(new IdRange(1, 2, 3), IdRange.parse("1:2:3"));
        assertEquals(new IdRange(1, 2, 3), IdRange.parse("2,1,3"));
        assertEquals(new IdRange(0, 0, LIMIT), IdRange.parse("0:0:4294967295"));
        assertEquals(new IdRange(LIMIT - 1, 7, 1), IdRange.parse("4294967294:0007:1"));
        assertEquals(new IdRange(5, 6, 0), IdRange.parse("5:6:0"));
        assertEquals("1 2 3", new IdRange(1, 2, 3).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1:2",
                "1:2:",
                ":1:2",
                "1::2",
                "1:2:3:4",
                "1:2,3",
                "1,2:3",
                "-1:0:1",
                "+1:0:1",
                " 1:0:1",
                "1:0:1 ",
                "1:0:x",
                "0x1:0:1",
                "0:4294967295:1",
                "4294967295:0:1",
                "4294967296:0:1",
                "0:0:4294967296",
                "1:0:4294967295",
                "99999999999999999999:0:1",
                "auto",
                "1:2:3\n",
                "\u0661:0:1"
            })
    void refusesWhatIsNoRange(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> IdRange.parse(text));
        assertEquals("invalid mapping '" + text + "'", e.getMessage());
    }

    @Test
    void refusesNumbersThatAreNoIds() {
        assertThrows(IllegalArgumentException.class, () -> new IdRange(-2, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new IdRange(0, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new IdRange(0, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> new IdRange(1, 0, LIMIT));
    }

    /** As util-linux documents and does it. */
    @Test
    void closesUpAroundTheSingleId() {
        assertEquals(
                List.of(new IdRange(5, 0, 1), new IdRange(0, 100000, 5), new IdRange(6, 100005, 4)),
                IdRange.around(5, 0, List.of(new IdRange(0, 100000, 10))));
        assertEquals(
                List.of(new IdRange(0, 1000, 1), new IdRange(1, 100000, 9)),
                IdRange.around(0, 1000, List.of(new IdRange(0, 100000, 10))));
        assertEquals(
                List.of(new IdRange(0, 1000, 1), new IdRange(1, 100000, 10)),
                IdRange.around(0, 1000, List.of(new IdRange(IdRange.UNPLACED, 100000, 10))),
                "auto, and the caller's id is not in the block: none is lost");
        assertEquals(
                List.of(new IdRange(1000, 1000, 1), new IdRange(0, 100000, 1000), new IdRange(1001, 101000, 64536)),
                IdRange.around(1000, 1000, List.of(new IdRange(IdRange.UNPLACED, 100000, 65536))));
        assertEquals(
                List.of(new IdRange(7, 7, 1), new IdRange(100, 200, 5)),
                IdRange.around(7, 7, List.of(new IdRange(100, 200, 5))),
                "nowhere near");
    }

    @Test
    void placesWhatIsUnplaced() {
        assertEquals(
                List.of(new IdRange(0, 100000, 3), new IdRange(9, 9, 1)),
                IdRange.placed(
                        List.of(new IdRange(IdRange.UNPLACED, 100000, 3), new IdRange(4, 4, 0), new IdRange(9, 9, 1))));
    }

    /** What the kernel would refuse never comes out of one range: ids twice, or beyond the block. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void linesNeverOverlap(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long inside = random.nextInt(12);
            long outside = random.nextInt(12);
            boolean auto = random.nextBoolean();
            IdRange range =
                    new IdRange(auto ? IdRange.UNPLACED : random.nextInt(12), random.nextInt(12), random.nextInt(12));
            List<IdRange> lines = IdRange.around(inside, outside, List.of(range));
            String what = inside + " " + outside + " around " + range + ": " + lines;
            assertEquals(new IdRange(inside, outside, 1), lines.getFirst(), what);
            boolean[] insideSeen = new boolean[64];
            boolean[] outsideSeen = new boolean[64];
            long total = 0;
            for (IdRange line : lines) {
                assertTrue(line.count() > 0, what);
                for (long k = 0; k < line.count(); k++) {
                    assertTrue(
                            !insideSeen[(int) (line.inside() + k)] && !outsideSeen[(int) (line.outside() + k)], what);
                    insideSeen[(int) (line.inside() + k)] = true;
                    outsideSeen[(int) (line.outside() + k)] = true;
                    boolean single = line.outside() + k == outside;
                    assertTrue(single || line.outside() + k < range.outside() + range.count() + (auto ? 0 : 1), what);
                    total++;
                }
            }
            assertTrue(total >= range.count() && total <= range.count() + 1, what);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void hostileInputIsRefused(long seed) {
        Random random = new Random(seed);
        String alphabet = "0123456789:::,,, -+x\0\377";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(24); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                IdRange range = IdRange.parse(text.toString());
                assertTrue(range.inside() + range.count() <= LIMIT && range.outside() + range.count() <= LIMIT);
            } catch (IllegalArgumentException e) {
                assertEquals("invalid mapping '" + text + "'", e.getMessage());
            }
        }
    }
}
