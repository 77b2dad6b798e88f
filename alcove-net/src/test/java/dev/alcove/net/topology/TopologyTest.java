package dev.alcove.net.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topologies as values: what is refused, and what they are written down as. */
final class TopologyTest {
    private static final PublishedPort PUBLISHED = PublishedPort.parse("[2001:db8::1]:5000-5009:web:6000/udp");

    /** One with everything there is. */
    static Topology everything() {
        return Topology.builder("all")
                .addSwitch(
                        "lan",
                        lan -> lan.address("10.0.0.254/24")
                                .vlanFiltering()
                                .stp()
                                .mtu(1400))
                .addSwitch(
                        "wan",
                        wan -> wan.address("192.0.2.1/24")
                                .address("2001:db8:1::1/64")
                                .nat(new Nat(
                                        Optional.of("up0"),
                                        true,
                                        List.of(PUBLISHED, PublishedPort.parse("8080:web:80")))))
                .host(
                        "web",
                        web -> web.link(
                                        "eth0",
                                        link -> link.to("lan")
                                                .address("10.0.0.1/24")
                                                .vlan(7)
                                                .mtu(1400))
                                .link(
                                        "eth1",
                                        link -> link.to("wan")
                                                .address("192.0.2.2/24")
                                                .address("2001:db8:1::2/64"))
                                .link(
                                        "back",
                                        link -> link.to("db", "back")
                                                .mac("02:00:00:00:00:01")
                                                .rate("10mbit"))
                                .route("default", "192.0.2.1")
                                .routeOnLink("10.9.0.0/16", "back")
                                .sysctl("net.ipv4.ip_local_port_range", "1024 2048")
                                .masquerade("eth1")
                                .command("echo 'a % b'")
                                .background("sleep 9"))
                .host("db", db -> db.link("back", link -> link.to("web", "back").address("10.8.0.1/30")))
                .build();
    }

    @Test
    void elementsAreReadAsTheyAreWritten() throws MalformedException {
        Topology topology = everything();
        TopologyState state = new TopologyState();
        state.changing = true;
        state.elements.addAll(Elements.of(topology));
        state.holders.add(new TopologyState.Started(17, 4711));
        state.held.put("web", 5);
        state.processes.put("web 1", new TopologyState.Started(18, 4712));
        TopologyState read = TopologyState.parse(state.text());
        assertEquals(new ArrayList<>(state.elements), new ArrayList<>(read.elements));
        assertEquals(state.holders, read.holders);
        assertEquals(state.held, read.held);
        assertEquals(state.processes, read.processes);
        assertTrue(read.changing);
    }

    @Test
    void pairOfHostsIsOneElement() {
        long pairs = Elements.of(everything()).stream()
                .filter(element ->
                        element instanceof Element.Veth veth && veth.master().isEmpty())
                .count();
        assertEquals(1, pairs);
    }

    @Test
    void orderOfHostsMakesNoDifference() {
        Topology topology = everything();
        Topology reversed = new Topology(topology.name(), topology.hosts().reversed(), topology.switches());
        assertEquals(Elements.of(topology), Elements.of(reversed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "namespace",
                "mtu web eth0 x",
                "address web eth0 10.0.0.0/99",
                "route web",
                "nat @",
                "mac a b c"
            })
    void malformedLineIsRefused(String line) {
        assertThrows(MalformedException.class, () -> TopologyState.parse("up\n" + line + "\n"));
    }

    @Test
    void everyMistakeIsNamed() {
        TopologyException thrown = assertThrows(
                TopologyException.class,
                () -> Topology.builder("-lab")
                        .addSwitch("a-name-of-16-byt")
                        .addSwitch("lan", lan -> lan.mtu(67).masquerade())
                        .host(
                                "web",
                                web -> web.link(
                                                "eth0",
                                                link -> link.to("nowhere").address("224.0.0.1/4"))
                                        .link(
                                                "eth0",
                                                link -> link.to("lan").vlan(3).rate(7))
                                        .link("lo", link -> link.to("db", "back"))
                                        .link("mac", link -> link.to("lan").mac("01:00:00:00:00:00"))
                                        .route("default", "10.9.9.9")
                                        .sysctl("kernel.hostname", "x"))
                        .host(
                                "db",
                                db -> db.link("back", link -> link.to("web", "eth0"))
                                        .nat(new Nat(
                                                Optional.empty(), false, List.of(PublishedPort.parse("1-70000:x:0")))))
                        .build());
        List<String> paths = thrown.problems().stream().map(Problem::path).toList();
        List<String> wanted = List.of(
                "name",
                "switches.a-name-of-16-byt",
                "switches.lan.mtu",
                "switches.lan.nat",
                "hosts.web.links.eth0",
                "hosts.web.links.eth0.addresses",
                "hosts.web.links.eth0.vlan",
                "hosts.web.links.eth0.rate",
                "hosts.web.links.lo",
                "hosts.web.links.mac.mac",
                "hosts.web.routes[0]",
                "hosts.web.sysctls.kernel.hostname",
                "hosts.db.links.back",
                "hosts.db.nat.publish[0]",
                "hosts.db.nat.link");
        for (String path : wanted) {
            assertTrue(paths.contains(path), () -> path + " is not in " + thrown.problems());
        }
    }

    @Test
    void linkWithoutAnEndIsRefused() {
        Consumer<LinkBuilder> nothing = link -> {};
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class,
                () -> Topology.builder("lab").host("web", web -> web.link("eth0", nothing)));
        assertTrue(String.valueOf(thrown.getMessage()).contains("eth0"));
    }

    @ParameterizedTest
    @CsvSource({
        "10mbit,10000000",
        "1gbit,1000000000",
        "8,8",
        "1.5kbit,1500",
        "1kbps,8000",
        "1kibit,1024",
        "2MiBps,16777216"
    })
    void ratesAreThoseOfTc(String text, long bits) {
        assertEquals(bits, Rates.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mbit", "7", "10mbits", "-1kbit", "1.2.3kbit", "ibit", "10 mbit", "99999999999tbit"})
    void whatIsNoRateIsRefused(String text) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> Rates.parse(text));
        assertTrue(String.valueOf(thrown.getMessage()).contains("'" + text + "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080:web:80/tcp", "192.0.2.1:5000-5010:sip:6000/udp", "[2001:db8:0:0:0:0:0:1]:1:a:2/tcp"})
    void publishedPortsAreReadAsTheyAreWritten(String text) {
        assertEquals(text, PublishedPort.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "80:web", "a:web:80", "80:web:80/icmp", "300.1.1.1:80:web:80", "[::1:80:web:80"})
    void whatIsNoPublishedPortIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PublishedPort.parse(text));
    }
}
