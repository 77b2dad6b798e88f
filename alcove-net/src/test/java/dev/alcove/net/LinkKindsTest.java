package dev.alcove.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alcove.linux.Errno;
import dev.alcove.linux.NetlinkException;
import dev.alcove.namespace.Namespace;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links of every kind, made by Alcove and judged by ip, each test in a network namespace of its own. */
@Timeout(60)
class LinkKindsTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:0a:01");

    private Namespace net;
    private Rtnetlink rtnetlink;
    private Judge judge;

    @BeforeAll
    static void needsRoot() {
        Root.assume();
    }

    @BeforeEach
    void open() throws Exception {
        net = NetNamespaces.create();
        rtnetlink = Rtnetlink.open(net);
        judge = new Judge(net);
    }

    @AfterEach
    void close() {
        rtnetlink.close();
        net.close();
    }

    private void create(NewLink... links) throws Exception {
        NetworkChanges changes = new NetworkChanges();
        for (NewLink link : links) {
            changes.create(link);
        }
        rtnetlink.apply(changes);
    }

    private Link link(String name) throws Exception {
        return rtnetlink.link(name).orElseThrow();
    }

    private JsonNode data(String name) throws Exception {
        return judge.link(name).get("linkinfo").get("info_data");
    }

    @Test
    void aVethHasBothEndsInTheirNamespaces() throws Exception {
        try (Namespace other = NetNamespaces.create();
                Rtnetlink inside = Rtnetlink.open(other)) {
            create(
                    NewLink.bridge("br0").up(),
                    NewLink.veth(
                                    "v1",
                                    NewLink.peer("eth0")
                                            .in(other)
                                            .address(MAC)
                                            .mtu(1400)
                                            .index(77))
                            .index(78)
                            .mtu(1300)
                            .master("br0")
                            .up());
            JsonNode here = judge.link("v1");
            assertEquals("veth", here.get("linkinfo").get("info_kind").asText());
            assertEquals("br0", here.get("master").asText());
            assertEquals(1300, here.get("mtu").asInt());
            assertEquals(78, here.get("ifindex").asInt());
            assertTrue(here.get("flags").toString().contains("\"UP\""), here::toString);
            JsonNode there = new Judge(other).link("eth0");
            assertEquals(MAC.toString(), there.get("address").asText());
            assertEquals(1400, there.get("mtu").asInt());
            assertEquals(77, there.get("ifindex").asInt());
            inside.apply(new NetworkChanges().up("eth0"));
            Link own = link("v1");
            assertEquals(Optional.of(new Veth()), own.kind());
            assertEquals(OptionalInt.of(77), own.parent());
            assertEquals(rtnetlink.netnsId(other), own.parentNetnsId());
            assertEquals(OptionalInt.of(link("br0").index()), own.master());
            assertEquals(Optional.of(OperState.UP), own.operState());
            assertTrue(own.isUp() && own.flags().contains(LinkFlag.LOWER_UP));
            assertEquals(Optional.of(MAC), inside.link("eth0").orElseThrow().address());
        }
    }

    @Test
    void aVethWhosePeerCannotBeBornSoIsRefusedBeforehand() {
        for (NewLink peer : List.of(NewLink.peer("b").up(), NewLink.peer("b").master("br0"), NewLink.bridge("b"))) {
            assertThrows(IllegalArgumentException.class, () -> NewLink.veth("a", peer));
        }
        assertThrows(IllegalArgumentException.class, () -> NewLink.of("a", new Veth()));
        NewLink half = NewLink.veth("a", NewLink.peer("b").index(5));
        assertThrows(IllegalArgumentException.class, () -> new NetworkChanges().create(half));
    }

    @Test
    void aBridgeIsAsItWasAskedFor() throws Exception {
        Bridge wanted = Bridge.DEFAULT
                .withStp(true)
                .withForwardDelay(Duration.ofSeconds(4))
                .withAgeingTime(Duration.ofSeconds(60))
                .withMulticastSnooping(false);
        create(NewLink.of("br0", wanted).address(MAC).up());
        JsonNode data = data("br0");
        assertEquals(1, data.get("stp_state").asInt());
        assertEquals(400, data.get("forward_delay").asInt());
        assertEquals(6000, data.get("ageing_time").asInt());
        assertEquals(0, data.get("mcast_snooping").asInt());
        Bridge read = (Bridge) link("br0").kind().orElseThrow();
        assertEquals(wanted, read.restrictedTo(wanted));
        assertEquals(Optional.of(false), read.vlanFiltering());
        rtnetlink.apply(new NetworkChanges()
                .set("br0", new LinkSettings().kind(Bridge.DEFAULT.withAgeingTime(Duration.ofSeconds(9)))));
        assertEquals(900, data("br0").get("ageing_time").asInt());
        assertEquals(1, data("br0").get("stp_state").asInt());
    }

    @Test
    void aBridgeFiltersVlansWhereTheKernelCan() throws Exception {
        boolean can = judge.can("ip", "link", "add", "probe", "type", "bridge", "vlan_filtering", "1");
        NewLink bridge = NewLink.of("br0", Bridge.DEFAULT.withVlanFiltering(true));
        if (can) {
            create(bridge);
            assertEquals(1, data("br0").get("vlan_filtering").asInt());
        } else {
            NetlinkException refused = assertThrows(NetlinkException.class, () -> create(bridge));
            assertEquals(Optional.of(Errno.EOPNOTSUPP), refused.errno());
        }
    }

    @ParameterizedTest
    @EnumSource(MacvlanMode.class)
    void aMacvlanHasItsMode(MacvlanMode mode) throws Exception {
        List<MacAddress> sources =
                mode == MacvlanMode.SOURCE ? List.of(MAC, MacAddress.parse("02:00:00:00:0a:02")) : List.of();
        create(
                NewLink.bridge("br0"),
                NewLink.of("m0", new Macvlan(mode, sources)).on("br0"));
        JsonNode data = data("m0");
        assertEquals(mode.name().toLowerCase(Locale.ROOT), data.get("mode").asText());
        Link read = link("m0");
        Macvlan kind = (Macvlan) read.kind().orElseThrow();
        assertEquals(mode, kind.mode());
        assertEquals(
                sources.stream().sorted().toList(),
                kind.sources().stream().sorted().toList());
        assertEquals(OptionalInt.of(link("br0").index()), read.parent());
        if (mode == MacvlanMode.SOURCE) {
            assertEquals(2, data.get("macaddr_data").size(), data::toString);
        }
    }

    @Test
    void aMacvtapIsOne() throws Exception {
        create(
                NewLink.bridge("br0"),
                NewLink.of("t0", new Macvtap(MacvlanMode.BRIDGE)).on("br0").address(MAC));
        assertEquals("bridge", data("t0").get("mode").asText());
        assertEquals(Optional.of(new Macvtap(MacvlanMode.BRIDGE)), link("t0").kind());
    }

    @Test
    void aMacvlanIsBornInAnotherNamespace() throws Exception {
        try (Namespace other = NetNamespaces.create();
                Rtnetlink inside = Rtnetlink.open(other)) {
            create(
                    NewLink.bridge("br0").up(),
                    NewLink.of("eth0", new Macvlan(MacvlanMode.BRIDGE))
                            .on("br0")
                            .in(other)
                            .up());
            assertTrue(new Judge(other).link("eth0").get("flags").toString().contains("\"UP\""));
            assertTrue(inside.link("eth0").orElseThrow().parentNetnsId().isPresent());
            assertEquals(Optional.empty(), rtnetlink.link("eth0"));
        }
    }

    @Test
    void aVxlanIsAsItWasAskedFor() throws Exception {
        Vxlan wanted = new Vxlan(42)
                .withRemote(InetAddress.ofLiteral("10.1.2.3"))
                .withLocal(InetAddress.ofLiteral("10.1.2.4"));
        create(NewLink.bridge("br0"), NewLink.of("x0", wanted).on("br0"));
        JsonNode data = data("x0");
        assertEquals(42, data.get("id").asInt());
        assertEquals("10.1.2.3", data.get("remote").asText());
        assertEquals("10.1.2.4", data.get("local").asText());
        assertEquals(4789, data.get("port").asInt());
        assertEquals("br0", data.get("link").asText());
        Vxlan read = (Vxlan) link("x0").kind().orElseThrow();
        assertEquals(wanted.remote(), read.remote());
        assertEquals(wanted.local(), read.local());
        assertEquals(wanted.port(), read.port());
        create(NewLink.of(
                "x6",
                new Vxlan(43).withRemote(InetAddress.ofLiteral("2001:db8::1")).withPort(9999)));
        assertEquals("2001:db8::1", data("x6").get("remote6").asText());
        assertEquals(9999, data("x6").get("port").asInt());
        assertEquals(
                Optional.of(InetAddress.ofLiteral("2001:db8::1")),
                ((Vxlan) link("x6").kind().orElseThrow()).remote());
    }

    /** Where the kernel has the kind, ip judges it; where not, the refusal says so, as it does to ip. */
    @Test
    void kindsThatKernelsMayLack() throws Exception {
        create(NewLink.bridge("br0"));
        Vlan vlan = new Vlan(7, Vlan.Protocol.IEEE_802_1AD);
        Ipvlan ipvlan = new Ipvlan(Ipvlan.Mode.L3S, Ipvlan.Isolation.PRIVATE);
        List<String> there = new ArrayList<>();
        for (NewLink link : List.of(
                NewLink.of("dummy0", new Dummy()),
                NewLink.of("vlan0", vlan).on("br0"),
                NewLink.of("ipvlan0", ipvlan).on("br0"),
                NewLink.of("ifb9", new OtherKind("ifb")),
                NewLink.of("none0", new OtherKind("nonesuch")))) {
            String kind = link.kind().kind();
            List<String> line = new ArrayList<>(List.of("ip", "link", "add", "probe"));
            line.addAll(link.parent() == null ? List.of() : List.of("link", "br0"));
            line.addAll(List.of("type", kind));
            line.addAll(kind.equals("vlan") ? List.of("id", "9") : List.of());
            if (judge.can(line.toArray(String[]::new))) {
                judge.output("ip", "link", "del", "probe");
                create(link);
                there.add(kind);
                assertEquals(Optional.of(link.kind()), link(link.name()).kind());
                assertEquals(
                        kind,
                        judge.link(link.name()).get("linkinfo").get("info_kind").asText());
            } else {
                NetlinkException refused = assertThrows(NetlinkException.class, () -> create(link));
                assertEquals("cannot create " + link + " (Unknown device type)", refused.attempt());
                assertEquals(Optional.of(Errno.EOPNOTSUPP), refused.errno());
            }
        }
        if (there.contains("vlan")) {
            assertEquals("802.1ad", data("vlan0").get("protocol").asText());
            assertEquals(7, data("vlan0").get("id").asInt());
        }
        if (there.contains("ipvlan")) {
            assertEquals("l3s", data("ipvlan0").get("mode").asText());
        }
    }

    @Test
    void settingsChangeWhatTheySay() throws Exception {
        try (Namespace other = NetNamespaces.create()) {
            create(NewLink.bridge("br0"), NewLink.veth("v1", NewLink.peer("v2")));
            rtnetlink.apply(new NetworkChanges()
                    .set(
                            "v1",
                            new LinkSettings()
                                    .mtu(1280)
                                    .address(MAC)
                                    .promiscuous(true)
                                    .master("br0")
                                    .up())
                    .set("v2", new LinkSettings().name("w2")));
            JsonNode v1 = judge.link("v1");
            assertEquals(1280, v1.get("mtu").asInt());
            assertEquals(MAC.toString(), v1.get("address").asText());
            assertEquals("br0", v1.get("master").asText());
            assertTrue(v1.get("flags").toString().contains("PROMISC"));
            assertTrue(link("v1").promiscuity().orElse(0) > 0);
            rtnetlink.apply(new NetworkChanges()
                    .set("v1", new LinkSettings().noMaster().promiscuous(false).down())
                    .set("w2", new LinkSettings().moveTo(other).name("eth0").up()));
            assertTrue(judge.link("v1").path("master").isMissingNode());
            assertTrue(!link("v1").isUp());
            assertTrue(new Judge(other).link("eth0").get("flags").toString().contains("\"UP\""));
            judge.output("ip", "link", "property", "add", "dev", "v1", "altname", "a-second-name");
            assertEquals(List.of("a-second-name"), link("v1").altNames());
            rtnetlink.apply(new NetworkChanges().delete("v1"));
            assertEquals(Optional.empty(), rtnetlink.link("v1"));
            assertTrue(!new Judge(other).can("ip", "link", "show", "eth0"));
        }
    }

    @Test
    void loopbackIsThereFromTheBeginning() throws Exception {
        assertEquals(List.of("lo"), rtnetlink.links().stream().map(Link::name).toList());
        Link lo = link("lo");
        assertEquals(1, lo.index());
        assertEquals(Optional.empty(), lo.kind());
        assertTrue(lo.flags().contains(LinkFlag.LOOPBACK) && !lo.isUp());
        assertEquals(0, lo.statistics().orElseThrow().rxPackets());
        assertEquals(Optional.of(lo), rtnetlink.link(LinkRef.of(1)));
        assertEquals(Optional.empty(), rtnetlink.link(LinkRef.of(4711)));
    }
}
