package dev.alcove.namespace.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers of text that others wrote: whatever it is, they read it or refuse it. */
class JsonTest {
    private static final String SAMPLE = "[{\"id\":\"ab\",\"names\":[\"we\\\"b\", \"\\u00fc\\ud83d\\ude00\"],"
            + "\"n\":-1.5e+3, \"t\" : true,\"e\":{},\"l\":[ ]}]\n";

    @Test
    void readsWhatEnginesWrite() throws Exception {
        String smile = new String("\u00fc\ud83d\ude00".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertEquals(
                List.of(Map.of(
                        "id",
                        "ab",
                        "names",
                        List.of("we\"b", smile),
                        "n",
                        "-1.5e+3",
                        "t",
                        "true",
                        "e",
                        Map.of(),
                        "l",
                        List.of())),
                Json.parse("sample", SAMPLE));
        assertEquals("/web", Json.string(Json.parse("sample", "{\"Name\":\"/web\"}"), "Name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1 2]", "{\"a\"}", "{\"a\":}", "\"\\x\"", "\"\\u12g4\"", "[],", "{1:2}", "\"a"})
    void refusesWhatIsNoJson(String text) {
        assertThrows(MalformedException.class, () -> Json.parse("sample", text));
        assertThrows(MalformedException.class, () -> Json.parse("sample", "[".repeat(100_000)));
    }

    @Test
    void mutatedTextIsReadOrMalformed() throws Exception {
        Random random = new Random(1);
        int malformed = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(SAMPLE);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> text.setCharAt(at, SAMPLE.charAt(random.nextInt(SAMPLE.length())));
                    default -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(5)));
                }
            }
            try {
                Json.parse("sample", text.toString());
            } catch (MalformedException e) {
                malformed++;
                assertFalse(e.source().isEmpty());
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            assertTrue(TrafficReader.parse(ByteBuffer.wrap(bytes), bytes.length).interfaces() >= 0);
            ProcessReader.inode(ByteBuffer.wrap(bytes), bytes.length);
        }
        assertTrue(malformed > 1_000, () -> "few mutations were noticed");
    }
}
