package dev.alcove.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and other values, from text and as text, and what is refused before anything is sent. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/24, 10.0.0.1/24, 10.0.0.0/24, 10.0.0.255",
        "10.0.0.1, 10.0.0.1/32, 10.0.0.1/32, 10.0.0.1",
        "255.255.255.255/0, 255.255.255.255/0, 0.0.0.0/0, 255.255.255.255",
        "192.168.130.7/17, 192.168.130.7/17, 192.168.128.0/17, 192.168.255.255",
        "2001:DB8:0:0:1:0:0:1/64, 2001:db8::1:0:0:1/64, 2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff",
        "::/0, ::/0, ::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::1, ::1/128, ::1/128, ::1",
        "1:0:0:2:0:0:0:3/128, 1:0:0:2::3/128, 1:0:0:2::3/128, 1:0:0:2::3",
        "1:0:2:3:4:5:6:7/128, 1:0:2:3:4:5:6:7/128, 1:0:2:3:4:5:6:7/128, 1:0:2:3:4:5:6:7",
        "fe80::/10, fe80::/10, fe80::/10, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    })
    void prefixes(String text, String shown, String network, String last) {
        InetPrefix prefix = InetPrefix.parse(text);
        assertEquals(shown, prefix.toString());
        assertEquals(network, prefix.network().toString());
        assertEquals(last, InetText.of(prefix.broadcast()));
        assertTrue(prefix.contains(prefix.broadcast()));
        assertEquals(prefix, InetPrefix.parse(shown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.1/33",
                "10.0.0.1/",
                "10.0.0.1/-1",
                "10.0.0/8",
                "10.0.0.256",
                "::1/129",
                "fe80::1%lo/64",
                "example.org/8",
                "10.0.0.1/+8",
                "10.0.0.1/8/8",
                "[::1]/128",
                "10.0.0.1/0000",
                " 10.0.0.1"
            })
    void notPrefixes(String text) {
        assertThrows(IllegalArgumentException.class, () -> InetPrefix.parse(text));
    }

    @Test
    void aMappedAddressStaysIpv6() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        assertTrue(InetText.address(mapped) instanceof Inet6Address);
        assertEquals("::ffff:a00:1", InetText.of(InetText.address(mapped)));
    }

    @Test
    void prefixesContain() {
        InetPrefix ten = InetPrefix.parse("10.0.0.0/8");
        assertTrue(ten.contains(InetAddress.ofLiteral("10.255.0.1")));
        assertFalse(ten.contains(InetAddress.ofLiteral("11.0.0.1")));
        assertFalse(ten.contains(InetAddress.ofLiteral("::a00:1")));
        assertTrue(InetPrefix.ALL_IPV6.contains(InetAddress.ofLiteral("::1")));
        assertTrue(ten.isIpv4() && !ten.isHost() && InetPrefix.parse("::1").isHost());
    }

    @Test
    void macAddresses() {
        MacAddress mac = MacAddress.parse("02:00:5e:10:00:FF");
        assertEquals("02:00:5e:10:00:ff", mac.toString());
        assertEquals(0x02005e1000ffL, mac.bits());
        assertEquals(mac, MacAddress.of(mac.bytes()));
        assertFalse(mac.isMulticast());
        assertTrue(MacAddress.parse("01:00:5e:00:00:01").isMulticast());
        for (int i = 0; i < 100; i++) {
            MacAddress random = MacAddress.random();
            assertFalse(random.isMulticast());
            assertEquals(2, random.bytes()[0] & 3);
        }
        for (String wrong :
                List.of("", "02:00:5e:10:00", "02:00:5e:10:00:ff:00", "02-00-5e-10-00-ff", "02:00:5e:10:00:fg")) {
            assertThrows(IllegalArgumentException.class, () -> MacAddress.parse(wrong), wrong);
        }
        assertThrows(IllegalArgumentException.class, () -> new MacAddress(1L << 48));
    }

    @Test
    void whatIsWrongIsNamed() {
        InetAddress four = InetAddress.ofLiteral("10.0.0.1");
        InetAddress six = InetAddress.ofLiteral("2001:db8::1");
        MacAddress group = MacAddress.parse("01:00:5e:00:00:01");
        named("VLAN 4095", () -> new Vlan(4095));
        named("VNI 16777216", () -> new Vxlan(1 << 24));
        named("port 0", () -> new Vxlan(1).withPort(0));
        named("2001:db8::1", () -> new Vxlan(1).withLocal(four).withRemote(six));
        named("01:00:5e:00:00:01", () -> NewLink.bridge("b").address(group));
        named("MTU of b 67", () -> NewLink.bridge("b").mtu(67));
        named("'a name'", () -> NewLink.bridge("a name"));
        named("index", () -> LinkRef.of(0));
        named("forward delay", () -> Bridge.DEFAULT.withForwardDelay(Duration.ofSeconds(-1)));
        named("SOURCE", () -> new Macvlan(MacvlanMode.BRIDGE, List.of(group)));
        named("IPv6", () -> Address.of("a", "::1/64").withBroadcast(six));
        named("another family", () -> Address.of("a", "10.0.0.1/24").withPeer(six));
        named(
                "lifetime",
                () -> Address.of("a", "10.0.0.1/24").withLifetimes(Duration.ofSeconds(1), Duration.ofSeconds(2)));
        named("10.0.0.1/8", () -> Route.to("10.0.0.1/8").dev("a").build());
        named("metric", () -> Route.to("10.0.0.0/8").dev("a").metric(1L << 32).build());
        named("weight", () -> NextHop.via("10.0.0.1").withWeight(257));
        named("goto", () -> Rule.ipv4().action(RuleAction.GOTO).build(), "priority");
        named("::/0", () -> Rule.ipv4().from("::/0").build());
        named("7 bit/s", () -> new Tbf(7, 1, 1));
        named("ceil", () -> HtbClass.of("a", new TcHandle(1, 1), 1000).withCeil(999));
        named("8000-80", () -> new PortRange(8000, 80), "port 80");
        assertEquals(Optional.empty(), OperState.of(7));
    }

    /** The message has the text, or the other one. */
    private static void named(String text, Runnable wrong, String... others) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
        boolean found = message.contains(text);
        for (String other : others) {
            found |= message.contains(other);
        }
        assertTrue(found, () -> text + " is not in: " + message);
    }

    @Test
    void ratesAreCountedAsTheKernelDoes() {
        assertEquals(15_000, Rates.burst(10_000_000, Rates.ticks(10_000_000, 15_000)));
        assertTrue(Rates.isLarge(40_000_000_000L) && !Rates.isLarge(30_000_000_000L));
        assertEquals(
                15_000 + 62_500,
                Tbf.of(10_000_000, 15_000, Duration.ofMillis(50)).limit());
        assertEquals("1:a0", new TcHandle(1, 0xa0).toString());
        assertEquals("root", TcHandle.ROOT.toString());
        assertEquals(TcHandle.ROOT, TcHandle.of(-1));
    }
}
