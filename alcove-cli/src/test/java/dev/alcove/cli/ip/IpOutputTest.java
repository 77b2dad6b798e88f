package dev.alcove.cli.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text and JSON of the same calls, as iproute2's writer has them. */
class IpOutputTest {
    private final StringBuilder written = new StringBuilder();

    @Test
    void textHasWhatStandsAround() throws Exception {
        assertEquals("1: eth0 mtu 1500 <UP,LOWER>nothing off\n", printed());
        assertEquals("1: eth0 mtu 1500 <UP,LOWER>nothing off\\", printed("-o"));
    }

    @Test
    void jsonHasKeys() throws Exception {
        assertEquals(
                "[{\"ifname\":\"eth0\",\"mtu\":1500,\"flags\":[\"UP\",\"LOWER\"],\"none\":null,\"on\":false,\"empty\":[],\"in\":{}}]\n",
                printed("-j"));
    }

    @Test
    void prettyJsonIsIndented() throws Exception {
        assertEquals("""
                [ {
                        "ifname": "eth0",
                        "mtu": 1500,
                        "flags": [ "UP","LOWER" ],
                        "none": null,
                        "on": false,
                        "empty": [ ],
                        "in": {}
                    } ]
                """, printed("-j", "-p"));
    }

    @Test
    void stringsAreEscaped() throws Exception {
        IpOutput out = output("-j");
        out.begin();
        out.string(null, "", "\t\n\r\f\b\\\"'/\u0001\u007f\u00ff", "");
        out.end();
        out.flush();
        assertEquals("[\"\\t\\n\\r\\f\\b\\\\\\\"'/\\u0001\\u007f\u00ff\"]\n", written.toString());
    }

    @Test
    void numbersAreOfTheirKind() throws Exception {
        IpOutput out = output();
        out.number("a", "", -1, " ");
        out.unsigned("b", "", -1, " ");
        out.hex("c", "0x", 42, " ");
        out.prefixedHex("d", "", 42, " ");
        out.prefixedHex("e", "", 0, "");
        out.flush();
        assertEquals("-1 18446744073709551615 0x2a 0x2a 0", written.toString());
    }

    @Test
    void colorsGoAroundAValue() throws Exception {
        IpOutput out = new IpOutput(globals(), this::write, true, true);
        out.string(IpColor.MAC, "address", " ", "ff", " ");
        out.string((IpColor) null, "b", "", "plain", "");
        out.flush();
        assertEquals("\033[1;33m ff \033[0mplain", written.toString());
        assertEquals(false, IpColor.isDark("0;15"));
        assertEquals(true, IpColor.isDark("15;0"));
    }

    private String printed(String... options) throws IOException, IpException {
        written.setLength(0);
        IpOutput out = output(options);
        out.begin();
        out.openObject(null);
        out.text("1: ");
        out.string("ifname", "", "eth0", " ");
        out.number("mtu", "mtu ", 1500, " ");
        out.openArray("flags", "<");
        out.string(null, "", "UP", "");
        out.string(null, ",", "LOWER", "");
        out.closeArray(">");
        out.none("none", "nothing ");
        out.onOff("on", "", false, "");
        out.openArray("empty", "");
        out.closeArray("");
        out.openObject("in");
        out.closeObject();
        out.line();
        out.closeObject();
        out.end();
        out.flush();
        return written.toString();
    }

    private IpOutput output(String... options) throws IpException {
        return new IpOutput(globals(options), this::write, false, true);
    }

    private static IpGlobals globals(String... options) throws IpException {
        return IpGlobals.parse(new IpWords(List.of(options)));
    }

    private boolean write(String bytes) {
        written.append(bytes);
        return true;
    }
}
