package dev.alcove.cli.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that may be cut short, and patterns. */
class KeywordsTest {
    private static final Keywords WORDS = new Keywords("src", "metric* priority* preference", "mtu", "pref*");

    @ParameterizedTest
    @CsvSource({
        "src, src",
        "sr, ''",
        "m, metric",
        "mtu, mtu",
        "mt, ''",
        "p, metric",
        "prio, metric",
        "pre, pref",
        "pref, pref",
        "preference, metric",
        "preferenc, ''",
        "metrics, ''",
        "'metric*', ''",
        "'', ''",
    })
    void theFirstThatFitsIsMeant(String word, String found) {
        assertEquals(found, WORDS.find(word));
    }

    @ParameterizedTest
    @CsvSource({
        "br*, br0, true",
        "*0, br0, true",
        "*, '', true",
        "b?0, br0, true",
        "b?, br0, false",
        "[a-c]r[!1-9], br0, true",
        "[!a-c]*, br0, false",
        "[]b]*, br0, true",
        "b[, b[, true",
        "b[r, br, false",
        "'\\*', '*', true",
        "'\\*', 'x', false",
        "*r*0*, br0, true",
        "'', br0, false",
    })
    void aPatternIsAsOfFileNames(String pattern, String text, boolean matches) {
        assertEquals(matches, Glob.matches(pattern, text));
    }

    @Test
    void namesAreKnownWithoutAFile() throws Exception {
        assertEquals(254, RtNames.TABLES.number("main"));
        assertEquals("local", RtNames.TABLES.name(255, false));
        assertEquals("255", RtNames.TABLES.name(255, true));
        assertEquals(0xffff_ffffL, RtNames.TABLES.number("0xffffffff"));
        assertEquals(-1, RtNames.TABLES.number("0x100000000"));
        assertEquals(0x10, RtNames.SERVICES.number("10"), "those are hexadecimal");
        assertEquals(-1, RtNames.PROTOCOLS.number("256"));
        assertTrue(RtNames.SCOPES.number("link") == 253 && RtNames.SCOPES.number("nope") == -1);
        assertFalse(RtNames.GROUPS.name(0, false).isEmpty());
    }
}
