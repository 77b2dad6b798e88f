package dev.alcove.cli.ip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.raw.Socket;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and prefixes; the JDK's own parser judges those of IPv6. */
class InetPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "10, 10.0.0.0",
        "10.8, 10.8.0.0",
        "0x7f.1, 127.1.0.0",
        "010.0.0.1, 8.0.0.1",
        "1.2.3.4, 1.2.3.4",
    })
    void whatIsMissingOfAnInetAddressIsZero(String word, String address) throws Exception {
        assertEquals(
                address, InetText.of(InetPrefix.address(word, Socket.AF_UNSPEC).bytes()));
    }

    @Test
    void everyAddressIsReadAsItIsWritten() throws Exception {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] address = new byte[16];
            for (int i = 0; i < address.length; i++) {
                address[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : 0);
            }
            String text = InetText.of(address);
            assertArrayEquals(address, InetText.parse6(text), text);
            assertArrayEquals(InetAddress.getByName(text).getAddress(), address, text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fd00:0:0:1::, fd00:0:0:1::",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "::FFFF:1.2.3.4, ::ffff:1.2.3.4",
        "::1.2.3.4, ::1.2.3.4",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    })
    void theLongestRunOfZerosIsLeftOut(String word, String text) throws Exception {
        assertEquals(text, InetText.of(InetPrefix.address(word, Socket.AF_INET6).bytes()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1.2.3.256",
                "1.2.3.4.5",
                "1..2",
                "1.2.3.",
                ":",
                ":1",
                "1:",
                ":::",
                "1:::2",
                "1::2::3",
                "12345::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1.2.3",
                "::1.2.3.04",
                "1.2.3.4::",
                "g::",
                "fe80::1%lo",
            })
    void whatIsNoAddressIsRefused(String word) {
        IpException refused = assertThrows(IpException.class, () -> InetPrefix.address(word, Socket.AF_UNSPEC));
        assertEquals("Error: any valid address is expected rather than \"" + word + "\".\n", refused.lines());
        assertEquals(1, refused.status());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 8, true",
        "10.0.0.0/255.255.0.0, 16, true",
        "10.0.0.0/0x10, 16, true",
        "10.0.0.0/0.0.0.0, 0, true",
        "10.0.0.1, 32, false",
        "fd00::/64, 64, true",
        "fd00::1, 128, false",
        "default, 0, true",
        "any, 0, false",
    })
    void aPrefixHasALength(String word, int length, boolean given) throws Exception {
        InetPrefix prefix = InetPrefix.prefix(word, Socket.AF_UNSPEC);
        assertEquals(length, prefix.length());
        assertEquals(given, prefix.lengthGiven());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/x",
                "10.0.0.0/255.0.255.0",
                "default/8",
                "any/0",
                "fd00::/129"
            })
    void whatIsNoPrefixIsRefused(String word) {
        assertThrows(IpException.class, () -> InetPrefix.prefix(word, Socket.AF_UNSPEC));
    }

    @Test
    void anAddressOfAnotherFamilyIsRefused() {
        IpException refused = assertThrows(IpException.class, () -> InetPrefix.prefix("10.0.0.1", Socket.AF_INET6));
        assertEquals("Error: inet6 prefix is expected rather than \"10.0.0.1\".\n", refused.lines());
    }

    @Test
    void aPrefixMatchesWhatBeginsLikeIt() throws Exception {
        InetPrefix prefix = InetPrefix.prefix("10.128.0.0/9", Socket.AF_UNSPEC);
        assertTrue(prefix.matches(InetText.parse4("10.200.1.2"), 9));
        assertFalse(prefix.matches(InetText.parse4("10.100.1.2"), 9));
        assertTrue(prefix.matches(InetText.parse4("10.100.1.2"), 8));
        assertTrue(prefix.matches(new byte[0], 0));
        assertFalse(prefix.matches(new byte[0], 8), "what is missing is 0");
    }
}
