package dev.alcove.cli.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.raw.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the words of a command line stand for: options, objects, numbers, and words in a line of a batch. */
class IpWordsTest {
    @Test
    void optionsMayBeCutShort() throws Exception {
        IpWords words = new IpWords(
                List.of("-s", "-stat", "--statistics", "-d", "-f", "inet6", "-br", "-h", "-ts", "link", "-j"));
        IpGlobals globals = IpGlobals.parse(words);
        assertEquals(3, globals.statistics());
        assertEquals(1, globals.details());
        assertEquals(Socket.AF_INET6, globals.family());
        assertTrue(globals.isBrief() && globals.isHuman() && globals.isTimestamp() && globals.isShortTimestamp());
        assertTrue(!globals.isJson(), "behind the object nothing is global");
        assertEquals(List.of("link", "-j"), words.rest());
    }

    @Test
    void valuesAreTaken() throws Exception {
        IpGlobals globals = IpGlobals.parse(new IpWords(
                List.of("-n", "a", "-net", "b", "-b", "-", "-rc", "0x10", "-l", "3", "-color=auto", "--", "-x")));
        assertEquals(List.of("a", "b"), globals.netns());
        assertEquals("-", globals.batch());
        assertEquals(16, globals.receiveBuffer());
        assertEquals(3, globals.loops());
        assertEquals("auto", globals.color());
    }

    @Test
    void objectsAreTheFirstThatFits() {
        assertEquals("address", IpObjects.find("a"));
        assertEquals("link", IpObjects.find("l"));
        assertEquals("route", IpObjects.find("r"));
        assertEquals("rule", IpObjects.find("ru"));
        assertEquals("neighbor", IpObjects.find("n"));
        assertEquals("netns", IpObjects.find("net"));
        assertEquals("netconf", IpObjects.find("netc"));
        assertEquals(null, IpObjects.find(""));
        assertEquals(null, IpObjects.find("linkx"));
    }

    @Test
    void numbersAreThoseOfStrtol() {
        assertEquals(10, IpWords.number("10"));
        assertEquals(8, IpWords.number("010"));
        assertEquals(255, IpWords.number("0xfF"));
        assertEquals(-5, IpWords.number(" -5"));
        assertEquals(0, IpWords.number("0"));
        assertEquals(Long.MAX_VALUE, IpWords.number("9223372036854775807"));
        for (String none : List.of("", "x", "1x", "08", "0x", "-", "9223372036854775808", "1 ")) {
            assertEquals(Long.MIN_VALUE, IpWords.number(none), none);
        }
    }

    @Test
    void linesAreTakenApart() throws Exception {
        assertEquals(List.of("a", "b c", "d'e", "f\"g\""), IpBatch.words(" a 'b c'\t\"d'e\" f\"g\" \n"));
        assertEquals(List.of("a", "b"), IpBatch.words("'a'b"), "a quote ends a word");
        assertEquals(List.of(), IpBatch.words(" \r\n"));
        assertEquals(List.of(""), IpBatch.words("''"));
        assertThrows(IpException.class, () -> IpBatch.words("'a"));
        assertThrows(IpException.class, () -> IpBatch.words("a ".repeat(512)));
    }
}
