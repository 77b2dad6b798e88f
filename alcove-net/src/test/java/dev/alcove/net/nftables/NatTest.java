package dev.alcove.net.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.net.InterfaceName;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** NAT as packets see it, between namespaces of the test's own. */
@Timeout(120)
class NatTest {
    private static final InetAddress ONE4 = InetAddress.ofLiteral("10.1.1.2");
    private static final InetAddress ONE6 = InetAddress.ofLiteral("fd00:1::2");
    private static final InetAddress OTHER4 = InetAddress.ofLiteral("10.1.1.3");

    @BeforeAll
    static void needsRoot() throws Exception {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "network namespaces need root");
    }

    @Test
    void theOutsideSeesTheRouterAndReachesWhatIsPublished() throws Exception {
        try (Lab lab = Lab.create()) {
            lab.outside.serveTcp(7000);
            lab.outside.serveUdp(7000);
            lab.one.serveTcp(80);
            lab.one.serveTcp(81);
            lab.one.serveUdp(53);
            assertTrue(lab.one.isSilent("192.0.2.2", 7000), "nothing is forwarded before");
            NatChange change = lab.router.nat().apply(configuration().build());
            assertTrue(change.changed());
            assertEquals(
                    Set.of("net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding", "net/ipv4/conf/br0/route_localnet"),
                    names(change));
            assertEquals(List.of(), change.warnings());

            masquerade(lab);
            outside(lab);
            router(lab);
            hairpin(lab);
        }
    }

    private static NatConfiguration.Builder configuration() {
        return Lab.configuration("web")
                .loopback()
                .publish(PublishedPort.tcp(8080, ONE4, 80))
                .publish(PublishedPort.tcp(8080, ONE6, 80))
                .publish(PublishedPort.udp(8053, ONE4, 53))
                .publish(PublishedPort.udp(8053, ONE6, 53))
                .publish(PublishedPort.tcp(80, ONE4, 80).range(2))
                .publish(PublishedPort.tcp(9080, ONE4, 80).range(2))
                .publish(PublishedPort.tcp(9080, ONE6, 80).range(2))
                .publish(PublishedPort.tcp(9999, ONE4, 80).at(InetAddress.ofLiteral("192.0.2.1")));
    }

    private static Set<String> names(NatChange change) {
        Set<String> names = new TreeSet<>();
        change.sysctls().forEach(sysctl -> names.add(sysctl.name()));
        return names;
    }

    private static void masquerade(Lab lab) throws Exception {
        assertEquals("192.0.2.1", lab.one.tcp("192.0.2.2", 7000));
        assertEquals("192.0.2.1", lab.other.udp("192.0.2.2", 7000));
        assertEquals("2001:db8:0:0:0:0:0:1", lab.one.tcp("2001:db8::2", 7000));
        assertEquals("2001:db8:0:0:0:0:0:1", lab.one.udp("2001:db8::2", 7000));
        assertEquals("10.1.1.3", lab.other.tcp("10.1.1.2", 80), "within the network nothing is masqueraded");
    }

    private static void outside(Lab lab) throws Exception {
        assertEquals("192.0.2.2", lab.outside.tcp("192.0.2.1", 8080), "the source stays");
        assertEquals("2001:db8:0:0:0:0:0:2", lab.outside.tcp("2001:db8::1", 8080));
        assertEquals("192.0.2.2", lab.outside.udp("192.0.2.1", 8053));
        assertEquals("2001:db8:0:0:0:0:0:2", lab.outside.udp("2001:db8::1", 8053));
        for (int port : List.of(80, 81, 9080, 9081, 9999)) {
            assertEquals("192.0.2.2", lab.outside.tcp("192.0.2.1", port));
        }
        assertEquals("2001:db8:0:0:0:0:0:2", lab.outside.tcp("2001:db8::1", 9081));
        assertTrue(lab.outside.isSilent("192.0.2.1", 9082));

        lab.outside.sh("ip route add 10.1.1.0/24 via 192.0.2.1");
        assertTrue(lab.outside.isSilent("10.1.1.2", 80), "what is not published is closed");
    }

    private static void router(Lab lab) throws Exception {
        assertEquals("192.0.2.1", lab.router.tcp("192.0.2.1", 8080));
        assertEquals("10.1.1.1", lab.router.tcp("10.1.1.1", 8080));
        assertEquals("10.1.1.1", lab.router.tcp("127.0.0.1", 8080));
        assertEquals("10.1.1.1", lab.router.udp("127.0.0.1", 8053));
        assertEquals("10.1.1.1", lab.router.tcp("127.0.0.1", 9081));
        assertTrue(lab.router.isSilent("127.0.0.1", 9999), "published at another address");
        assertEquals("2001:db8:0:0:0:0:0:1", lab.router.tcp("2001:db8::1", 8080));
        assertTrue(lab.router.isSilent("::1", 8080), "the kernel lets nothing out of ::1, so it is refused");
    }

    /**
     * The way back to the port of the bridge that a packet came by. Where br_netfilter has bridges call iptables, the bridge itself
     * turns it round, if that port is in hairpin mode; else the router does.
     */
    private static void hairpin(Lab lab) throws Exception {
        lab.router.sh("ip link set one type bridge_slave hairpin on");
        assertEquals("10.1.1.1", lab.one.tcp("192.0.2.1", 8080), "its own port");
        lab.router.sh("ip link set one type bridge_slave hairpin off; [ ! -e /proc/sys/net/bridge ]"
                + " || sysctl -qw net.bridge.bridge-nf-call-iptables=0 net.bridge.bridge-nf-call-ip6tables=0");
        assertEquals("10.1.1.1", lab.one.tcp("192.0.2.1", 8080), "its own port");
        assertEquals("fd00:1:0:0:0:0:0:1", lab.one.tcp("2001:db8::1", 8080));
        siblings(lab);
        lab.router.sh("[ ! -e /proc/sys/net/bridge ]"
                + " || sysctl -qw net.bridge.bridge-nf-call-iptables=1 net.bridge.bridge-nf-call-ip6tables=1");
        siblings(lab);
    }

    private static void siblings(Lab lab) throws Exception {
        assertEquals("10.1.1.1", lab.other.tcp("192.0.2.1", 8080), "a sibling's");
        assertEquals("10.1.1.1", lab.other.udp("10.1.1.1", 8053));
        assertEquals("fd00:1:0:0:0:0:0:1", lab.other.tcp("2001:db8::1", 8080));
    }

    /** With route_localnet the kernel itself would deliver them. */
    @Test
    void whatIsBehindTheBridgeDoesNotReachTheLoopbackOfTheRouter() throws Exception {
        try (Lab lab = Lab.create()) {
            lab.router.serveTcp(6000);
            assertEquals("127.0.0.1", lab.router.tcp("127.0.0.1", 6000));
            lab.one.sh("sysctl -qw net.ipv4.conf.eth0.route_localnet=1; ip route add 127.0.0.99 via 10.1.1.1");
            lab.router.sh("sysctl -qw net.ipv4.conf.br0.route_localnet=1");
            assertEquals("10.1.1.2", lab.one.tcp("127.0.0.99", 6000), "the danger is real");
            lab.router.nat().apply(Lab.configuration("web").loopback().build());
            assertTrue(lab.one.isSilent("127.0.0.99", 6000));
        }
    }

    @Test
    void everythingGoesWithItsOwner() throws Exception {
        try (Lab lab = Lab.create()) {
            lab.one.serveTcp(80);
            String rules = lab.router.sh("nft list ruleset");
            String sysctls = lab.router.sh(SYSCTLS);
            Nat nat = lab.router.nat();
            assertTrue(nat.apply(configuration().build()).changed());
            assertFalse(nat.apply(configuration().build()).changed(), "a second time there is nothing to do");
            assertEquals("192.0.2.2", lab.outside.tcp("192.0.2.1", 8080));
            NatChange gone = nat.remove("web");
            assertTrue(gone.changed());
            assertEquals(3, gone.sysctls().size());
            assertEquals(rules, lab.router.sh("nft list ruleset"));
            assertEquals(sysctls, lab.router.sh(SYSCTLS));
            assertTrue(lab.outside.isSilent("192.0.2.1", 8080));
            assertFalse(nat.remove("web").changed());
        }
    }

    private static final String SYSCTLS =
            "sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding net.ipv4.conf.br0.route_localnet";

    @Test
    void twoOwnersDoNotDisturbEachOther() throws Exception {
        try (Lab lab = Lab.create()) {
            lab.one.serveTcp(80);
            lab.other.serveTcp(80);
            Nat nat = lab.router.nat();
            nat.apply(Lab.configuration("first")
                    .publish(PublishedPort.tcp(8001, ONE4, 80))
                    .build());
            nat.apply(Lab.configuration("second")
                    .publish(PublishedPort.tcp(8002, OTHER4, 80))
                    .build());
            assertEquals("192.0.2.2", lab.outside.tcp("192.0.2.1", 8001));
            assertEquals("192.0.2.2", lab.outside.tcp("192.0.2.1", 8002));
            assertEquals(List.of(), nat.remove("first").sysctls(), "the second needs what was turned on for the first");
            assertTrue(lab.outside.isSilent("192.0.2.1", 8001));
            assertEquals("192.0.2.2", lab.outside.tcp("192.0.2.1", 8002));
            assertEquals(Set.of("net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding"), names(nat.remove("second")));
        }
    }

    @Test
    void whatOthersHaveTurnedOnStaysOn() throws Exception {
        try (Lab lab = Lab.create()) {
            lab.router.sh("sysctl -qw net.ipv4.ip_forward=1");
            Nat nat = lab.router.nat();
            assertEquals(
                    Set.of("net/ipv6/conf/all/forwarding"),
                    names(nat.apply(Lab.configuration("web").build())));
            lab.router.sh("sysctl -qw net.ipv6.conf.all.forwarding=0");
            assertEquals(List.of(), nat.remove("web").sysctls(), "one was on, the other is off again already");
            assertEquals("net.ipv4.ip_forward = 1\n", lab.router.sh("sysctl net.ipv4.ip_forward"));

            NatConfiguration without =
                    NatConfiguration.of("web", Lab.BRIDGE).subnet(Lab.SUBNET6).build();
            assertEquals(
                    List.of("nothing is forwarded: net.ipv6.conf.all.forwarding is off"),
                    nat.apply(without).warnings());
        }
    }

    @Test
    void besideIptablesWhoseForwardDrops() throws Exception {
        try (Lab lab = Lab.create()) {
            lab.outside.serveTcp(7000);
            lab.one.serveTcp(80);
            lab.router.sh("for x in iptables ip6tables; do $x -P FORWARD DROP; $x -N DOCKER-USER;"
                    + " $x -A FORWARD -j DOCKER-USER; $x -A FORWARD -d 203.0.113.0/24 -j DROP || true; done");
            String before = lab.router.sh(SAVE);
            Nat nat = lab.router.nat();
            assertEquals(List.of(), nat.apply(configuration().build()).warnings());
            assertFalse(nat.apply(configuration().build()).changed());
            assertEquals("192.0.2.1", lab.one.tcp("192.0.2.2", 7000));
            assertEquals("2001:db8:0:0:0:0:0:1", lab.one.tcp("2001:db8::2", 7000));
            assertEquals("192.0.2.2", lab.outside.tcp("192.0.2.1", 8080));
            assertEquals("2001:db8:0:0:0:0:0:2", lab.outside.tcp("2001:db8::1", 8080));
            String save = lab.router.sh(SAVE);
            assertTrue(save.contains("-A FORWARD -i br0 -m comment --comment alcove-web -j ACCEPT\n"), save);
            assertTrue(save.contains("-A FORWARD -o br0 -m comment --comment alcove-web -j ACCEPT\n"), save);

            lab.router.sh("iptables -F FORWARD");
            assertTrue(lab.one.isSilent("192.0.2.2", 7000));
            assertTrue(nat.apply(configuration().build()).changed(), "what others took away is put back");
            assertEquals("192.0.2.1", lab.one.tcp("192.0.2.2", 7000));
            lab.router.sh("iptables -I FORWARD -d 203.0.113.0/24 -j DROP; iptables -I FORWARD -j DOCKER-USER");

            nat.remove("web");
            assertEquals(before, lab.router.sh(SAVE));
        }
    }

    private static final String SAVE =
            "for save in iptables-save ip6tables-save; do $save | sed '/^#/d; s/ \\[.*//'; done";

    @Test
    void whatCannotBeHelpedIsTold() throws Exception {
        try (Lab lab = Lab.create()) {
            lab.router.sh("iptables-legacy -P FORWARD DROP; nft add table inet strict;"
                    + " nft 'add chain inet strict routed { type filter hook forward priority 10; policy drop; }'");
            List<String> warnings =
                    lab.router.nat().apply(Lab.configuration("web").build()).warnings();
            assertEquals(2, warnings.size(), warnings::toString);
            assertTrue(warnings.getFirst().startsWith("chain inet strict routed drops "), warnings::toString);
            assertTrue(warnings.getLast().contains("iptables-legacy -A FORWARD -i br0 -j ACCEPT"), warnings::toString);
        }
    }

    @Test
    void outputsAndInboundAreAsAskedFor() throws Exception {
        try (Lab lab = Lab.create()) {
            lab.outside.serveTcp(7000);
            lab.one.serveTcp(80);
            lab.outside.sh("ip route add 10.1.1.0/24 via 192.0.2.1");
            Nat nat = lab.router.nat();
            NatConfiguration.Builder open = Lab.configuration("web").inbound();
            nat.apply(open.output(new InterfaceName("elsewhere")).build());
            assertEquals("10.1.1.2", lab.one.tcp("192.0.2.2", 7000), "not by that interface");
            assertEquals("192.0.2.2", lab.outside.tcp("10.1.1.2", 80), "inbound");
            nat.apply(open.output(new InterfaceName("wan")).build());
            assertEquals("192.0.2.1", lab.one.tcp("192.0.2.2", 7000));
        }
    }
}
