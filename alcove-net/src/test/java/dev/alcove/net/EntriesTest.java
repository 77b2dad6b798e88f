package dev.alcove.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NetlinkException;
import dev.alcove.namespace.Namespace;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Addresses, routes, rules, neighbours, disciplines and settings, made by Alcove and judged by ip, tc and /proc. */
@Timeout(60)
class EntriesTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:0a:01");

    private Namespace net;
    private Rtnetlink rtnetlink;
    private Judge judge;

    @BeforeAll
    static void needsRoot() {
        Root.assume();
    }

    /** A link that is up and has a carrier: {@code a}, whose other end is {@code b}. */
    @BeforeEach
    void open() throws Exception {
        net = NetNamespaces.create();
        rtnetlink = Rtnetlink.open(net);
        judge = new Judge(net);
        rtnetlink.apply(new NetworkChanges()
                .create(NewLink.veth("a", NewLink.peer("b")).up())
                .up("b")
                .up("lo"));
    }

    @AfterEach
    void close() {
        rtnetlink.close();
        net.close();
    }

    private LinkRef a() throws Exception {
        return LinkRef.of(rtnetlink.link("a").orElseThrow().index());
    }

    private JsonNode address(String local) throws Exception {
        for (JsonNode address : judge.ip("addr", "show", "dev", "a").get(0).get("addr_info")) {
            if (address.get("local").asText().equals(local)) {
                return address;
            }
        }
        throw new AssertionError("no address " + local);
    }

    @Test
    void addressesAreAsTheyWereAskedFor() throws Exception {
        Address lasting = Address.of("a", "10.0.0.1/24")
                .withBroadcast(InetPrefix.parse("10.0.0.1/24").broadcast());
        Address six = Address.of("a", "2001:db8::1/64").with(AddressFlag.NODAD);
        rtnetlink.apply(new NetworkChanges()
                .add(lasting)
                .add(six)
                .add(Address.of("a", "10.9.0.1/32").withPeer(InetAddress.ofLiteral("10.9.0.2")))
                .add(Address.of("a", "10.8.0.1/24")
                        .withScope(Route.SCOPE_LINK)
                        .with(AddressFlag.NOPREFIXROUTE)
                        .withLifetimes(Duration.ofSeconds(500), Duration.ofSeconds(100))));
        assertEquals("10.0.0.255", address("10.0.0.1").get("broadcast").asText());
        assertEquals(24, address("10.0.0.1").get("prefixlen").asInt());
        assertTrue(address("2001:db8::1").get("nodad").asBoolean());
        assertEquals("10.9.0.2", address("10.9.0.1").get("address").asText());
        JsonNode ending = address("10.8.0.1");
        assertEquals("link", ending.get("scope").asText());
        assertTrue(ending.get("noprefixroute").asBoolean());
        assertTrue(ending.get("valid_life_time").asInt() > 400);
        assertTrue(ending.get("preferred_life_time").asInt() <= 100);
        Address read = find("10.0.0.1");
        assertEquals(a(), read.link());
        assertEquals(lasting.prefix(), read.prefix());
        assertEquals(lasting.broadcast(), read.broadcast());
        assertEquals(Set.of(AddressFlag.PERMANENT), read.flags());
        assertEquals(Optional.empty(), read.valid());
        assertEquals(
                Optional.of(InetAddress.ofLiteral("10.9.0.2")), find("10.9.0.1").peer());
        assertTrue(find("10.8.0.1").valid().orElseThrow().toSeconds() > 400);
        NetlinkException again =
                assertThrows(NetlinkException.class, () -> rtnetlink.apply(new NetworkChanges().add(lasting)));
        assertEquals(Optional.of(Errno.EEXIST), again.errno());
        rtnetlink.apply(new NetworkChanges().delete(lasting).delete(six));
        assertFalse(judge.ip("addr").toString().contains("10.0.0.1"));
    }

    private Address find(String local) throws Exception {
        InetAddress wanted = InetAddress.ofLiteral(local);
        return rtnetlink.addresses().stream()
                .filter(address -> address.prefix().address().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void routesAreAsTheyWereAskedFor() throws Exception {
        Route plain = Route.to(InetPrefix.ALL_IPV4).via("10.0.0.9").metric(7).build();
        Route rich = Route.to("10.20.0.0/16")
                .dev("a")
                .table(1000)
                .protocol(Route.PROTOCOL_STATIC)
                .source(InetAddress.ofLiteral("10.0.0.1"))
                .metric(RouteMetric.MTU, 1280)
                .metric(RouteMetric.ADVMSS, 1200)
                .tos(0x10)
                .build();
        Route several = Route.to("10.30.0.0/16")
                .nextHop(NextHop.via("10.0.0.7").dev("a"))
                .nextHop(NextHop.via("10.0.0.8").dev("a").withWeight(3))
                .build();
        Route hole = Route.to("10.40.0.0/16").type(RouteType.BLACKHOLE).build();
        Route six = Route.to("2001:db8:1::/48").via("2001:db8::9").build();
        Route mixed = Route.to("10.50.0.0/16")
                .via(InetAddress.ofLiteral("fe80::1"))
                .dev("a")
                .build();
        Route onlink =
                Route.to("10.60.0.0/16").via("192.0.2.1").dev("a").onlink().build();
        List<Route> all = List.of(plain, rich, several, hole, six, mixed, onlink);
        NetworkChanges changes = new NetworkChanges()
                .add(Address.of("a", "10.0.0.1/24"))
                .add(Address.of("a", "2001:db8::1/64").with(AddressFlag.NODAD));
        all.forEach(changes::add);
        rtnetlink.apply(changes);
        String table = judge.output("ip", "route", "show", "table", "all");
        for (String line : List.of(
                "default via 10.0.0.9 dev a metric 7",
                "10.20.0.0/16 tos 0x10 dev a table 1000 proto static scope link src 10.0.0.1 mtu 1280 advmss 1200",
                "nexthop via 10.0.0.7 dev a weight 1",
                "nexthop via 10.0.0.8 dev a weight 3",
                "blackhole 10.40.0.0/16",
                "10.50.0.0/16 via inet6 fe80::1 dev a",
                "10.60.0.0/16 via 192.0.2.1 dev a onlink")) {
            assertTrue(table.contains(line), () -> line + " is not in\n" + table);
        }
        assertTrue(judge.output("ip", "-6", "route").contains("2001:db8:1::/48 via 2001:db8::9 dev a metric 1024"));
        List<Route> read = rtnetlink.routes();
        for (Route route : all) {
            Route found = read.stream()
                    .filter(each -> each.destination().equals(route.destination()) && each.table() == route.table())
                    .findFirst()
                    .orElseThrow();
            assertEquals(route.type(), found.type());
            assertEquals(route.protocol(), found.protocol());
            assertEquals(route.scope(), found.scope());
            assertEquals(route.preferredSource(), found.preferredSource());
            assertEquals(route.tos(), found.tos());
            assertEquals(route.metrics(), found.metrics());
            assertEquals(
                    route.nextHops().stream().map(NextHop::gateway).toList(),
                    found.nextHops().stream().map(NextHop::gateway).toList());
            assertEquals(
                    route.nextHops().stream().map(NextHop::weight).toList(),
                    found.nextHops().stream().map(NextHop::weight).toList());
        }
        NetworkChanges back = new NetworkChanges();
        all.forEach(back::delete);
        rtnetlink.apply(back);
        assertFalse(judge.output("ip", "route", "show", "table", "all").contains("10.20."));
        assertFalse(judge.output("ip", "route", "show", "table", "all").contains("default"));
    }

    @Test
    void whatCannotBeARouteIsRefusedBeforehand() {
        for (Runnable wrong : List.<Runnable>of(
                () -> Route.to("10.0.0.1/8").dev("a").build(),
                () -> Route.to("10.0.0.0/8").build(),
                () -> Route.to("10.0.0.0/8").dev("a").type(RouteType.BLACKHOLE).build(),
                () -> Route.to("10.0.0.0/8").dev("a").table(-1).build(),
                () -> Route.to("example.org"),
                () -> Route.to("10.0.0.0/8").dev("a/b"),
                () -> new NextHop(Optional.empty(), Optional.empty(), 1, false))) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }

    @Test
    void rulesAreAsTheyWereAskedFor() throws Exception {
        Rule plain = Rule.ipv4().from("10.0.0.0/8").table(1000).priority(100).build();
        Rule rich = Rule.ipv4()
                .to("10.1.0.0/16")
                .not()
                .incoming("a")
                .outgoing("b")
                .mark(0x10, 0xff)
                .ipProtocol(6)
                .sourcePort(new PortRange(80))
                .destinationPort(new PortRange(8000, 8080))
                .suppressPrefixLength(0)
                .priority(101)
                .build();
        Rule jump = Rule.ipv4().goTo(32766).priority(102).build();
        Rule six = Rule.ipv6()
                .from("2001:db8::/32")
                .action(RuleAction.PROHIBIT)
                .priority(103)
                .build();
        List<Rule> all = List.of(plain, rich, jump, six);
        NetworkChanges changes = new NetworkChanges();
        all.forEach(changes::add);
        rtnetlink.apply(changes);
        String four = judge.output("ip", "rule");
        for (String line : List.of(
                "100:\tfrom 10.0.0.0/8 lookup 1000",
                "101:\tnot from all to 10.1.0.0/16 fwmark 0x10/0xff iif a oif b ipproto tcp sport 80 dport 8000-8080"
                        + " lookup main suppress_prefixlength 0",
                "102:\tfrom all goto 32766")) {
            assertTrue(four.contains(line), () -> line + " is not in\n" + four);
        }
        assertTrue(judge.output("ip", "-6", "rule").contains("103:\tfrom 2001:db8::/32 prohibit"));
        List<Rule> read = rtnetlink.rules();
        for (Rule rule : List.of(rich, jump, six)) {
            Rule found = read.stream()
                    .filter(each -> each.priority().equals(rule.priority()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(rule.action(), found.action());
            assertEquals(rule.table(), found.table());
            assertEquals(rule.to(), found.to());
            assertEquals(rule.from(), found.from());
            assertEquals(rule.destinationPort(), found.destinationPort());
            assertEquals(rule.target(), found.target());
            assertEquals(rule.suppressPrefixLength(), found.suppressPrefixLength());
            assertEquals(rule.inverted(), found.inverted());
            assertEquals(rule.incoming(), found.incoming());
        }
        NetlinkException again =
                assertThrows(NetlinkException.class, () -> rtnetlink.apply(new NetworkChanges().add(plain)));
        assertEquals(Optional.of(Errno.EEXIST), again.errno());
        NetworkChanges back = new NetworkChanges();
        all.forEach(back::delete);
        rtnetlink.apply(back);
        assertEquals(3, judge.ip("rule").size());
    }

    @Test
    void neighboursAreAsTheyWereAskedFor() throws Exception {
        Neighbour four = Neighbour.permanent("a", "10.0.0.7", MAC);
        Neighbour six = Neighbour.permanent("a", "fe80::7", MAC);
        rtnetlink.apply(new NetworkChanges().add(four).add(six));
        JsonNode shown = judge.ip("neigh", "show", "to", "10.0.0.7").get(0);
        assertEquals(MAC.toString(), shown.get("lladdr").asText());
        assertEquals("PERMANENT", shown.get("state").get(0).asText());
        Neighbour read = rtnetlink.neighbours().stream()
                .filter(each -> each.address().equals(six.address()))
                .findFirst()
                .orElseThrow();
        assertEquals(new Neighbour(a(), six.address(), six.mac(), NeighbourState.PERMANENT, false), read);
        rtnetlink.apply(new NetworkChanges().delete(four).delete(six));
        assertEquals(
                0,
                judge.ip("neigh", "show", "to", "10.0.0.7", "nud", "permanent").size());
    }

    @Test
    void ratesAreAsTheyWereAskedFor() throws Exception {
        Tbf tbf = Tbf.of(10_000_000, 15_000, Duration.ofMillis(50));
        rtnetlink.apply(new NetworkChanges().add(Qdisc.root("a", tbf)));
        JsonNode shown = judge.tc("qdisc", "show", "dev", "a").get(0);
        assertEquals("tbf", shown.get("kind").asText());
        assertEquals(1_250_000, shown.get("options").get("rate").asInt());
        assertTrue(shown.get("options").get("burst").asText().startsWith("15000b"), shown::toString);
        Qdisc read = rtnetlink.qdiscs().stream()
                .filter(each -> each.discipline() instanceof Tbf)
                .findFirst()
                .orElseThrow();
        assertEquals(tbf.rate(), ((Tbf) read.discipline()).rate());
        assertEquals(tbf.limit(), ((Tbf) read.discipline()).limit());
        assertEquals(tbf.burst(), ((Tbf) read.discipline()).burst());
        rtnetlink.apply(new NetworkChanges()
                .delete(Qdisc.root("a", tbf))
                .add(Qdisc.root("b", new Htb(0x20)))
                .add(HtbClass.of("b", new TcHandle(1, 1), 100_000_000_000L))
                .add(HtbClass.of("b", new TcHandle(1, 0x10), 8_000_000)
                        .under(new TcHandle(1, 1))
                        .withCeil(80_000_000))
                .add(HtbClass.of("b", new TcHandle(1, 0x20), 1_000_000).under(new TcHandle(1, 1))));
        assertEquals(
                "noqueue",
                judge.tc("qdisc", "show", "dev", "a").get(0).get("kind").asText());
        String classes = judge.output("tc", "class", "show", "dev", "b");
        for (String line : List.of(
                "class htb 1:1 root rate 100Gbit ceil 100Gbit",
                "class htb 1:10 parent 1:1 prio 0 rate 8Mbit ceil 80Mbit",
                "class htb 1:20 parent 1:1 prio 0 rate 1Mbit ceil 1Mbit")) {
            assertTrue(classes.contains(line), () -> line + " is not in\n" + classes);
        }
        assertTrue(judge.output("tc", "qdisc", "show", "dev", "b").contains("default 0x20"));
        HtbClass ten = rtnetlink.htbClasses("b").stream()
                .filter(each -> each.handle().equals(new TcHandle(1, 0x10)))
                .findFirst()
                .orElseThrow();
        assertEquals(8_000_000, ten.rate());
        assertEquals(80_000_000, ten.ceil());
        assertEquals("1:10", ten.handle().toString());
        assertEquals(
                100_000_000_000L,
                rtnetlink.htbClasses("b").stream()
                        .mapToLong(HtbClass::rate)
                        .max()
                        .orElseThrow());
    }

    @Test
    void namespacesHaveNumbersForOthers() throws Exception {
        try (Namespace other = NetNamespaces.create()) {
            assertTrue(rtnetlink.netnsId(other).isEmpty());
            rtnetlink.apply(new NetworkChanges().netnsId(other, 12));
            assertEquals(12, rtnetlink.netnsId(other).orElseThrow());
            assertTrue(judge.output("ip", "netns", "list-id").contains("nsid 12"));
            NetlinkException again = assertThrows(
                    NetlinkException.class, () -> rtnetlink.apply(new NetworkChanges().netnsId(other, 13)));
            assertEquals(Optional.of(Errno.EEXIST), again.errno());
            assertThrows(IllegalArgumentException.class, () -> new NetworkChanges().netnsId(other, -1));
        }
    }

    @Test
    void settingsAreThoseOfTheNamespace() throws Exception {
        String outside = Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward"));
        Sysctls.set(net, "net.ipv4.ip_forward", "1");
        assertEquals("1\n", judge.output("cat", "/proc/sys/net/ipv4/ip_forward"));
        assertEquals("1", Sysctls.get(net, "net/ipv4/ip_forward"));
        assertEquals(outside, Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward")));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("net.ipv4.ip_forward", "0");
        settings.put("net.ipv4.conf.a.rp_filter", "nonsense");
        LinuxException refused = assertThrows(LinuxException.class, () -> Sysctls.set(net, settings));
        assertEquals(Optional.of(Errno.EINVAL), refused.errno());
        assertEquals("1", Sysctls.get(net, "net.ipv4.ip_forward"), "what was set is set back");
        assertThrows(LinuxException.class, () -> Sysctls.get(net, "net.ipv4.nonesuch"));
        for (String wrong : List.of("kernel.pid_max", "net", "net/../kernel/pid_max", "", "net..x")) {
            assertThrows(IllegalArgumentException.class, () -> Sysctls.get(net, wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> Sysctls.set(net, "net.ipv4.ip_forward", "1\n0"));
        assertEquals("/proc/sys/net/ipv4/conf/eth0.1/forwarding", Sysctls.path("net.ipv4.conf.eth0/1.forwarding"));
        assertEquals("/proc/sys/net/ipv4/conf/eth0.1/forwarding", Sysctls.path("net/ipv4/conf/eth0.1/forwarding"));
    }
}
