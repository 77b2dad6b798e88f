package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge is bash's kill. */
class SignalTest {
    private static final List<Integer> OF_LIBC = List.of(32, 33);

    @Test
    void namesAreThoseOfBash() throws Exception {
        String[] names = Commands.output("bash", "-c", "for i in {1..64}; do echo $(kill -l $i 2>&1); done")
                .split("\n", -1);
        for (int number = 1; number <= 64; number++) {
            if (!OF_LIBC.contains(number)) {
                Signal signal = new Signal(number);
                String name = names[number - 1];
                assertEquals("SIG" + name, signal.signalName());
                assertEquals(Optional.of(signal), Signal.ofName(name));
                assertEquals(Optional.of(signal), Signal.ofName("SIG" + name));
                assertEquals(Optional.of(signal), Signal.parse(("sig" + name).toLowerCase(Locale.ROOT)));
                assertEquals(Optional.of(signal), Signal.parse(name.toLowerCase(Locale.ROOT)));
            }
            assertEquals(Optional.of(new Signal(number)), Signal.parse(String.valueOf(number)));
        }
    }

    @Test
    void realTimeSignalsCountFromBothEnds() {
        for (int i = 0; i <= 30; i++) {
            assertEquals(Optional.of(new Signal(34 + i)), Signal.ofName("RTMIN+" + i));
            assertEquals(Optional.of(new Signal(64 - i)), Signal.ofName("SIGRTMAX-" + i));
        }
    }

    @Test
    void oldNamesAreKnown() {
        assertEquals(Optional.of(Signal.SIGABRT), Signal.ofName("SIGIOT"));
        assertEquals(Optional.of(Signal.SIGCHLD), Signal.ofName("cld"));
        assertEquals(Optional.of(Signal.SIGIO), Signal.ofName("POLL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIG",
                "0",
                "65",
                "-1",
                "+9",
                "9 ",
                " 9",
                "99999999999999999999",
                "SIGSIGTERM",
                "TERMS",
                "RTMIN+31",
                "RTMIN+",
                "RTMIN-1",
                "RTMAX+1",
                "RTMAX-31",
                "RTMIN+-1",
                "RTMIN 1",
                "RTM",
                "RTMID+1",
                "SIG9",
                "\u0667"
            })
    void whatIsNoSignalIsEmpty(String text) {
        assertEquals(Optional.empty(), Signal.parse(text));
        assertEquals(Optional.empty(), Signal.ofName(text));
    }

    @Test
    void aNameIsNotANumber() {
        assertEquals(Optional.empty(), Signal.ofName("9"));
        assertThrows(IllegalArgumentException.class, () -> new Signal(0));
        assertThrows(IllegalArgumentException.class, () -> new Signal(65));
    }
}
