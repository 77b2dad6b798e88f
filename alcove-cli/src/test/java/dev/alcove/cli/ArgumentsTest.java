package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parsers: the kernel's list of arguments, numbers, signals. */
final class ArgumentsTest {
    @Test
    void lastArguments() {
        assertArrayEquals(new String[] {"b", "", "\377"}, Arguments.last("java\0a\0b\0\0\377\0", 3));
        assertArrayEquals(new String[] {"", ""}, Arguments.last("\0\0", 2));
        assertArrayEquals(new String[] {}, Arguments.last("x\0", 0));
        assertArrayEquals(new String[] {"x"}, Arguments.last("x\0", 1));
    }

    @Test
    void asciiIsAsItIs() throws CommandException {
        String[] args = {"unshare", "-r", "a b\n"};
        assertArrayEquals(args, Arguments.bytes(args));
    }

    @Test
    void signalsAreThoseOfKill() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");
        for (int number = 1; number <= 64; number++) {
            if (number == 32 || number == 33) {
                continue; // the C library's own
            }
            String name = Ran.with(environment, "bash", "-c", "kill -l " + number)
                    .out()
                    .strip();
            String taken = name.endsWith("RTMIN") ? name + "+0" : name.endsWith("RTMAX") ? name + "-0" : name;
            assertEquals(number, Signals.number(taken), name);
            assertEquals(number, Signals.number(taken.substring(taken.startsWith("SIG") ? 3 : 0)), name);
        }
        for (String none : new String[] {"", "9", "SIG", "SIGSIGTERM", "RT", "RT-1", "RTMIN+31", "RTMAX-31", "TERM "}) {
            assertEquals(-1, Signals.number(none), none);
        }
    }

    @Test
    void numbersAsStrtoimaxReadsThem() throws CommandException {
        assertEquals(-9, Numbers.parse("\t -9", "x", Long.MIN_VALUE, Long.MAX_VALUE));
        assertEquals(Long.MIN_VALUE, Numbers.parse("-9223372036854775808", "x", Long.MIN_VALUE, Long.MAX_VALUE));
        assertEquals(0, Numbers.parse("-0", "x", 0, 1));
        assertEquals(
                "x: '9223372036854775808': Numerical result out of range",
                assertThrows(CommandException.class, () -> Numbers.parse("9223372036854775808", "x", 0, Long.MAX_VALUE))
                        .getMessage());
        for (String none : new String[] {"", " ", "-", "+-1", "1 ", "0x1", "1.0", "\u0661"}) {
            assertFalse(Numbers.isNumber(none), none);
        }
        assertTrue(Numbers.isDigits("00"));
        assertFalse(Numbers.isDigits("+0"));
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void hostileInput(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = Hostile.text(random, "SIGRTMINAX+-0123456789 \t");
            int signal = Signals.number(text);
            assertTrue(signal == -1 || signal >= 1 && signal <= 64, text);
            try {
                Numbers.parse(text, "x", Long.MIN_VALUE, Long.MAX_VALUE);
            } catch (CommandException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("x: '"), text);
            }
        }
    }
}
