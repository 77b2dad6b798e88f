package dev.alcove.net.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.net.InterfaceName;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of NAT as nft sees them, how they come and go, and how they are read back. */
@Timeout(60)
class NatRulesTest {
    private static final InetAddress ONE4 = InetAddress.ofLiteral("10.1.1.2");
    private static final InetAddress ONE6 = InetAddress.ofLiteral("fd00:1::2");

    private Place place;
    private Nat nat;

    @BeforeAll
    static void needsRoot() throws Exception {
        NatTest.needsRoot();
    }

    @BeforeEach
    void enter() throws Exception {
        place = Place.create();
        place.sh("ip link add br0 type bridge; sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0");
        nat = place.nat();
    }

    @AfterEach
    void leave() throws Exception {
        place.close();
    }

    private String ruleset() throws Exception {
        return place.sh("nft list ruleset");
    }

    private static final String EVERYTHING = """
            table inet alcove-web {
            	comment "NAT by Alcove for web"
            	map tcp4-8080-8082 {
            		type inet_service : inet_service
            		elements = { 8080 : 80, 8081 : 81, 8082 : 82 }
            	}

            	chain published {
            		meta nfproto ipv4 tcp dport 22 dnat ip to 10.1.1.2
            		meta nfproto ipv4 tcp dport 8080-8082 dnat ip to 10.1.1.2:tcp dport map @tcp4-8080-8082
            		ip daddr 192.0.2.1 udp dport 8053 dnat ip to 10.1.1.2:53
            		ip6 daddr 2001:db8::1 tcp dport 443 dnat ip6 to [fd00:1::2]:8443
            	}

            	chain prerouting {
            		type nat hook prerouting priority dstnat; policy accept;
            		fib daddr type local jump published
            	}

            	chain output {
            		type nat hook output priority -100; policy accept;
            		meta nfproto ipv4 fib daddr type local jump published
            		ip6 daddr != ::1 fib daddr type local jump published
            	}

            	chain postrouting {
            		type nat hook postrouting priority srcnat; policy accept;
            		ip saddr 10.1.1.0/24 oifname != "br0" masquerade
            		ip6 saddr fd00:1::/64 oifname != "br0" masquerade
            		ip saddr 10.1.1.0/24 oifname "br0" ct status dnat masquerade
            		ip6 saddr fd00:1::/64 oifname "br0" ct status dnat masquerade
            		ip saddr 127.0.0.0/8 oifname "br0" masquerade
            	}

            	chain forward {
            		type filter hook forward priority filter; policy accept;
            		iifname "br0" accept
            		oifname "br0" ct state established,related accept
            		oifname "br0" ct status dnat accept
            		oifname "br0" drop
            	}

            	chain loopback {
            		type filter hook prerouting priority raw; policy accept;
            		iifname "br0" ip daddr 127.0.0.0/8 drop
            		iifname "br0" ip saddr 127.0.0.0/8 drop
            	}

            	chain sysctls {
            		return comment "net/ipv4/ip_forward was 0"
            		return comment "net/ipv6/conf/all/forwarding was 0"
            		return comment "net/ipv4/conf/br0/route_localnet was 0"
            	}
            }
            """;

    private static NatConfiguration everything() {
        return Lab.configuration("web")
                .loopback()
                .publish(PublishedPort.tcp(22, ONE4, 22))
                .publish(PublishedPort.tcp(8080, ONE4, 80).range(3))
                .publish(PublishedPort.udp(8053, ONE4, 53).at(InetAddress.ofLiteral("192.0.2.1")))
                .publish(PublishedPort.tcp(443, ONE6, 8443).at(InetAddress.ofLiteral("2001:db8::1")))
                .build();
    }

    @Test
    void nftListsWhatIsDocumented() throws Exception {
        nat.apply(everything());
        assertEquals(EVERYTHING, ruleset());
        String json = place.sh("nft -j list ruleset");
        assertTrue(json.contains("{\"dnat\": {\"family\": \"ip6\", \"addr\": \"fd00:1::2\", \"port\": 8443}}"), json);
        assertTrue(json.contains("{\"masquerade\": null}"), json);
        place.sh("nft list ruleset > /run/saved; nft flush ruleset; nft -f /run/saved");
        assertEquals(EVERYTHING, ruleset(), "what nft saves, it can restore");
        assertFalse(nat.apply(everything()).changed(), "and that is the same");
    }

    @Test
    void theLeastIsMasqueradingAndForwarding() throws Exception {
        nat.apply(NatConfiguration.of("least", new InterfaceName("br0"))
                .subnet(Subnet.of("10.1.0.0/20"))
                .build());
        assertEquals("""
                table inet alcove-least {
                	comment "NAT by Alcove for least"
                	chain postrouting {
                		type nat hook postrouting priority srcnat; policy accept;
                		ip saddr 10.1.0.0/20 oifname != "br0" masquerade
                	}

                	chain forward {
                		type filter hook forward priority filter; policy accept;
                		iifname "br0" accept
                		oifname "br0" ct state established,related accept
                		oifname "br0" ct status dnat accept
                		oifname "br0" drop
                	}
                }
                """, ruleset());
        assertEquals("net.ipv4.ip_forward = 0\n", place.sh("sysctl net.ipv4.ip_forward"), "nobody asked for more");
    }

    /** What is read back is what was asked for, whatever that was. */
    @Test
    void listTellsWhatWasAskedFor() throws Exception {
        Random random = new Random(7);
        List<NatConfiguration> asked = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            NatConfiguration configuration = random(random, "owner-" + i, i);
            asked.add(configuration);
            assertTrue(nat.apply(configuration).changed());
        }
        List<InstalledNat> listed = nat.list();
        assertEquals(15, listed.size());
        for (int i = 0; i < 15; i++) {
            assertEquals(asked.get(i).owner(), listed.get(i).owner());
            assertEquals(Optional.of(asked.get(i)), listed.get(i).configuration());
            assertFalse(nat.apply(asked.get(i)).changed());
        }
        for (NatConfiguration configuration : asked) {
            assertTrue(nat.remove(configuration.owner()).changed());
        }
        assertEquals("", ruleset());
        assertEquals(List.of(), nat.list());
        assertEquals(
                "net.ipv4.ip_forward = 0\nnet.ipv6.conf.all.forwarding = 0\n",
                place.sh("sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding"));
    }

    /** Ports are the configuration's own: 1000 from a start that differs. */
    private static NatConfiguration random(Random random, String owner, int number) {
        int start = 1000 + number * 1000;
        boolean ipv4 = random.nextInt(4) > 0;
        NatConfiguration.Builder builder = NatConfiguration.of(owner, Lab.BRIDGE);
        if (ipv4) {
            builder.subnet(Subnet.of("10." + number + ".128.0/" + (17 + random.nextInt(12))));
        }
        if (!ipv4 || random.nextBoolean()) {
            builder.subnet(Subnet.of("fd00:" + number + "::/" + (33 + random.nextInt(64))));
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            builder.output(new InterfaceName("out" + i));
        }
        if (ipv4 && random.nextBoolean()) {
            builder.loopback();
        }
        if (random.nextBoolean()) {
            builder.inbound();
        }
        if (random.nextBoolean()) {
            builder.forwarding();
        }
        InetAddress target = InetAddress.ofLiteral(ipv4 ? "10." + number + ".128.1" : "fd00:" + number + "::1");
        for (int i = 0; i < random.nextInt(5); i++) {
            int port = start + i * 100;
            PublishedPort tcp =
                    PublishedPort.tcp(port, target, random.nextBoolean() ? port : 1 + random.nextInt(60_000));
            PublishedPort one = random.nextBoolean() ? tcp : PublishedPort.udp(port, target, 53);
            PublishedPort ports = random.nextBoolean() ? one : one.range(1 + random.nextInt(100));
            InetAddress host = InetAddress.ofLiteral(ipv4 ? "192.0.2." + (1 + i) : "2001:db8::" + (1 + i));
            builder.publish(random.nextBoolean() ? ports : ports.at(host));
        }
        return builder.build();
    }

    @Test
    void aChangeReplacesWhatWasThere() throws Exception {
        nat.apply(everything());
        NatConfiguration less = Lab.configuration("web").build();
        NatChange change = nat.apply(less);
        assertTrue(change.changed());
        assertEquals(List.of(new NatChange.Sysctl("net/ipv4/conf/br0/route_localnet", "1", "0")), change.sysctls());
        assertEquals(Optional.of(less), nat.list().getFirst().configuration());
        nat.remove("web");
        assertEquals(
                "net.ipv4.ip_forward = 0\n",
                place.sh("sysctl net.ipv4.ip_forward"),
                "it is known still who turned it on");
    }

    @Test
    void manyPortsAreOneTransaction() throws Exception {
        NatConfiguration.Builder builder = Lab.configuration("many")
                .publish(PublishedPort.udp(1, ONE4, 2).range(20_000))
                .publish(PublishedPort.udp(1, ONE6, 1).range(20_000));
        for (int i = 1; i <= 500; i++) {
            builder.publish(PublishedPort.tcp(i, ONE4, 80));
        }
        NatConfiguration many = builder.build();
        nat.apply(many);
        assertFalse(nat.apply(many).changed());
        assertEquals(Optional.of(many), nat.list().getFirst().configuration());
        nat.remove("many");
        assertEquals("", ruleset());
    }

    @Test
    void aPortOfAnotherOwnerIsRefusedByName() throws Exception {
        nat.apply(everything());
        String before = ruleset();
        NatConfiguration second = Lab.configuration("second")
                .publish(PublishedPort.tcp(8000, ONE4, 80).range(81))
                .build();
        PublishedElsewhereException refused = assertThrows(PublishedElsewhereException.class, () -> nat.apply(second));
        assertEquals("web", refused.other());
        assertEquals(
                "NAT of 'second': port tcp 0.0.0.0:8000-8080 to 10.1.1.2:80-160 is published already, by 'web':"
                        + " port tcp 0.0.0.0:8080-8082 to 10.1.1.2:80-82",
                refused.getMessage());
        assertEquals(before, ruleset());
        nat.remove("web");
        assertTrue(nat.apply(second).changed());
    }

    @Test
    void whatOthersHaveChangedIsToldAndPutRight() throws Exception {
        nat.apply(everything());
        place.sh("nft add rule inet alcove-web forward counter");
        assertEquals(Optional.empty(), nat.list().getFirst().configuration());
        assertTrue(nat.apply(everything()).changed());
        assertEquals(EVERYTHING, ruleset());
        place.sh("nft flush chain inet alcove-web published; nft add table inet alcove-theirs");
        assertEquals(
                List.of(Optional.empty(), Optional.empty()),
                nat.list().stream().map(InstalledNat::configuration).toList());
        assertTrue(nat.remove("web").changed());
        assertTrue(nat.remove("theirs").changed());
        assertEquals("", ruleset());
    }

    /** A sysctl that cannot be written leaves nothing behind. */
    @Test
    void aFailureUndoesWhatWasDone() throws Exception {
        NetworkFiles files = place.files();
        Map<String, Integer> writes = new HashMap<>();
        NetworkFiles failing = new NetworkFiles() {
            @Override
            public Optional<String> read(String path) throws IOException {
                return files.read(path);
            }

            @Override
            public boolean isWritable(String path) throws IOException {
                return files.isWritable(path);
            }

            @Override
            public void write(String path, String value) throws IOException {
                if (path.endsWith("route_localnet") && value.equals("1")) {
                    throw new IOException("no room for " + path);
                }
                writes.merge(path, 1, Integer::sum);
                files.write(path, value);
            }
        };
        place.sh("iptables -P FORWARD DROP");
        String before = ruleset();
        Nat broken = Nat.of(place.netlink(), failing);
        assertEquals(
                "no room for sys/net/ipv4/conf/br0/route_localnet",
                assertThrows(IOException.class, () -> broken.apply(everything()))
                        .getMessage());
        assertEquals(before, ruleset());
        assertEquals("net.ipv4.ip_forward = 0\n", place.sh("sysctl net.ipv4.ip_forward"));
        assertEquals(2, writes.get("sys/net/ipv4/ip_forward"), "turned on, turned off");

        NatConfiguration first = Lab.configuration("web").build();
        nat.apply(first);
        assertThrows(IOException.class, () -> broken.apply(everything()));
        assertEquals(Optional.of(first), nat.list().getFirst().configuration());
        assertFalse(nat.apply(first).changed());
    }

    @Test
    void anInterfaceThatIsNotThereIsNamed() {
        NatConfiguration configuration = NatConfiguration.of("web", new InterfaceName("br7"))
                .subnet(Lab.SUBNET4)
                .loopback()
                .build();
        assertEquals(
                "NAT of 'web': there is no /proc/sys/net/ipv4/conf/br7/route_localnet: is there no interface br7?",
                assertThrows(IOException.class, () -> nat.apply(configuration)).getMessage());
    }

    /** Whoever may change rules must not have other files written by whoever removes them. */
    @Test
    void aNoteThatAlcoveWouldNotWriteIsNone() throws Exception {
        nat.apply(everything());
        place.sh("nft flush chain inet alcove-web sysctls");
        for (String note : List.of(
                "net/../kernel/core_pattern was 0",
                "net/ipv4/conf/../../../kernel/route_localnet was 0",
                "net/ipv4/conf/all/route_localnet was 0",
                "net/ipv4/conf/br0/route_localnet was |evil",
                "net/ipv4/tcp_syncookies was 0")) {
            place.sh("nft add rule inet alcove-web sysctls return comment \"\\\"$1\\\"\"", note);
        }
        assertEquals(List.of(), nat.remove("web").sysctls());
    }

    @Test
    void manyAtOnceDoNotLoseEachOthersChanges() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<Boolean>> done = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                done.add(threads.submit(ownerThatComesAndGoes("owner" + i, 100 + i)));
            }
            for (Future<Boolean> each : done) {
                assertTrue(each.get());
            }
        }
        assertEquals(6, nat.list().size());
        for (InstalledNat installed : nat.list()) {
            assertTrue(installed.configuration().isPresent());
            nat.remove(installed.owner());
        }
        assertEquals("", ruleset());
        assertEquals("net.ipv4.ip_forward = 0\n", place.sh("sysctl net.ipv4.ip_forward"));
    }

    private Callable<Boolean> ownerThatComesAndGoes(String owner, int port) throws Exception {
        Nat own = place.nat();
        NatConfiguration configuration = Lab.configuration(owner)
                .publish(PublishedPort.tcp(port, ONE4, port))
                .build();
        return () -> {
            for (int round = 0; round < 10; round++) {
                own.apply(configuration);
                own.remove(owner);
            }
            return own.apply(configuration).changed();
        };
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        NatConfiguration.Builder builder = NatConfiguration.of("web", Lab.BRIDGE);
        refused("NAT of 'web': no subnet", builder);
        builder.subnet(Lab.SUBNET4);
        refused(
                "NAT of 'web': subnet 10.1.1.0/24 twice",
                NatConfiguration.of("web", Lab.BRIDGE).subnet(Lab.SUBNET4).subnet(Lab.SUBNET4));
        refused(
                "NAT of 'web': port tcp 0.0.0.0:80 to 10.9.9.9:80 leads out of [10.1.1.0/24]",
                NatConfiguration.of("web", Lab.BRIDGE)
                        .subnet(Lab.SUBNET4)
                        .publish(PublishedPort.tcp(80, InetAddress.ofLiteral("10.9.9.9"), 80)));
        refused(
                "NAT of 'web': port tcp 127.0.0.1:80 to 10.1.1.2:80 is at a loopback address, which has to be asked for",
                NatConfiguration.of("web", Lab.BRIDGE)
                        .subnet(Lab.SUBNET4)
                        .publish(PublishedPort.tcp(80, ONE4, 80).at(InetAddress.ofLiteral("127.0.0.1"))));
        refused(
                "NAT of 'web': port tcp 192.0.2.1:90 to 10.1.1.2:1 overlaps with port tcp 0.0.0.0:80-99 to 10.1.1.2:80-99",
                builder.publish(PublishedPort.tcp(80, ONE4, 80).range(20))
                        .publish(PublishedPort.tcp(90, ONE4, 1).at(InetAddress.ofLiteral("192.0.2.1"))));
        refused(
                "owner 'a b': 1 to 64 letters, digits, dots, dashes and underscores, a letter or digit first",
                NatConfiguration.of("a b", Lab.BRIDGE));
        assertThrows(
                IllegalArgumentException.class,
                () -> PublishedPort.tcp(65535, ONE4, 80).range(2));
        assertThrows(IllegalArgumentException.class, () -> PublishedPort.tcp(0, ONE4, 80));
        assertThrows(
                IllegalArgumentException.class,
                () -> PublishedPort.tcp(1, ONE4, 80).at(ONE6));
        assertEquals(
                "subnet 10.1.1.7/24: the address has bits beyond the length; the subnet is 10.1.1.0/24",
                assertThrows(IllegalArgumentException.class, () -> Subnet.of("10.1.1.7/24"))
                        .getMessage());
        for (String none : List.of("10.1.1.0", "10.1.1.0/33", "10.1.1.0/0", "fd00::/129", "host/8", "10.1.1.0/-1")) {
            assertThrows(IllegalArgumentException.class, () -> Subnet.of(none), none);
        }
        TreeSet<PublishedPort> any =
                new TreeSet<>(List.of(PublishedPort.udp(1, ONE6, 1).at(InetAddress.ofLiteral("::"))));
        assertEquals(PublishedPort.udp(1, ONE6, 1), any.first());
    }

    private static void refused(String message, NatConfiguration.Builder builder) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }
}
