package dev.alcove.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Errno;
import dev.alcove.linux.NetlinkException;
import dev.alcove.namespace.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes of which one is refused leave everything as it was, wherever it stands; ip is the judge. */
@Timeout(120)
class AllOrNothingTest {
    @BeforeAll
    static void needsRoot() {
        Root.assume();
    }

    /** One change, added to others. */
    private interface Step {
        void addTo(NetworkChanges changes);
    }

    /** Changes of all sorts, each on what those before it have made. */
    private static List<Step> steps(Namespace other) {
        MacAddress mac = MacAddress.parse("02:00:00:00:0a:01");
        return List.of(
                c -> c.create(NewLink.bridge("br0").up()),
                c -> c.create(NewLink.veth("v1", NewLink.peer("eth0").in(other))
                        .master("br0")
                        .up()),
                c -> c.create(NewLink.of("m0", new Macvlan(MacvlanMode.BRIDGE))
                        .on("br0")
                        .in(other)),
                c -> c.create(NewLink.veth("v2", NewLink.peer("v3"))),
                c -> c.set(
                        "old0",
                        new LinkSettings().mtu(1300).address(mac).master("br0").promiscuous(true)),
                c -> c.set("old0", new LinkSettings().name("young0").down()),
                c -> c.set("v3", new LinkSettings().moveTo(other).name("eth1").up()),
                c -> c.set("old1", new LinkSettings().moveTo(other).name("eth2")),
                c -> c.set("oldbr", new LinkSettings().kind(Bridge.DEFAULT.withAgeingTime(Duration.ofSeconds(5)))),
                c -> c.add(Address.of("br0", "10.1.0.1/24")),
                c -> c.add(Address.of("oldbr", "2001:db8:1::1/64").with(AddressFlag.NODAD)),
                c -> c.delete(Address.of("oldbr", "10.0.0.1/24")),
                c -> c.add(Route.to("10.2.0.0/16").via("10.1.0.9").build()),
                c -> c.add(
                        Rule.ipv4().from("10.1.0.0/24").table(1000).priority(5).build()),
                c -> c.add(Neighbour.permanent("br0", "10.1.0.7", mac)),
                c -> c.add(Qdisc.root("br0", new Htb(1))),
                c -> c.add(HtbClass.of("br0", new TcHandle(1, 1), 1_000_000)));
    }

    @Test
    void whereverTheRefusalIsNothingRemains() throws Exception {
        try (Namespace net = NetNamespaces.create();
                Namespace other = NetNamespaces.create();
                Rtnetlink rtnetlink = Rtnetlink.open(net)) {
            // Addresses that the kernel adds by itself would come while we look.
            Sysctls.set(net, "net.ipv6.conf.default.addr_gen_mode", "1");
            Sysctls.set(other, "net.ipv6.conf.default.addr_gen_mode", "1");
            rtnetlink.apply(new NetworkChanges()
                    .create(NewLink.bridge("oldbr").up())
                    .add(Address.of("oldbr", "10.0.0.1/24"))
                    .create(NewLink.veth("old0", NewLink.peer("old1"))));
            Judge here = new Judge(net);
            Judge there = new Judge(other);
            String before = here.everything();
            String elsewhere = there.everything();
            List<Step> steps = steps(other);
            for (int failing = 0; failing <= steps.size(); failing++) {
                NetworkChanges changes = new NetworkChanges();
                for (int i = 0; i < steps.size(); i++) {
                    if (i == failing) {
                        changes.create(NewLink.bridge("oldbr"));
                    }
                    steps.get(i).addTo(changes);
                }
                if (failing == steps.size()) {
                    changes.create(NewLink.bridge("oldbr"));
                }
                NetlinkException refused = assertThrows(NetlinkException.class, () -> rtnetlink.apply(changes));
                assertEquals(Optional.of(Errno.EEXIST), refused.errno(), refused::toString);
                assertEquals("cannot create bridge 'oldbr'", refused.attempt());
                for (Throwable suppressed : refused.getSuppressed()) {
                    assertTrue(String.valueOf(suppressed.getMessage()).startsWith("cannot"), suppressed::toString);
                }
                assertEquals(List.of(), difference(before, here.everything()), "refused at " + failing);
                assertEquals(List.of(), difference(elsewhere, there.everything()), "refused at " + failing);
            }
            NetworkChanges all = new NetworkChanges();
            steps.forEach(step -> step.addTo(all));
            rtnetlink.apply(all);
            assertTrue(here.everything().contains("10.2.0.0/16 via 10.1.0.9"));
        }
    }

    /** The lines that only one of them has. */
    private static List<String> difference(String before, String after) {
        List<String> lines = new ArrayList<>(before.lines().toList());
        List<String> more = new ArrayList<>(after.lines().toList());
        more.removeAll(before.lines().toList());
        lines.removeAll(after.lines().toList());
        lines.addAll(more);
        return lines;
    }

    @Test
    void whatIsAnotherOfThatNameIsLeftAlone() throws Exception {
        try (Namespace net = NetNamespaces.create();
                Rtnetlink rtnetlink = Rtnetlink.open(net)) {
            rtnetlink.apply(new NetworkChanges().create(NewLink.bridge("br0").mtu(1400)));
            String before = new Judge(net).everything();
            NetworkChanges changes = new NetworkChanges()
                    .create(NewLink.bridge("br0"))
                    .set("br0", new LinkSettings().mtu(1200).up())
                    .delete("br0");
            NetlinkException refused = assertThrows(NetlinkException.class, () -> rtnetlink.apply(changes));
            assertEquals(0, refused.getSuppressed().length, "nothing else was tried");
            assertEquals(before, new Judge(net).everything());
        }
    }

    /** Also by a thread that is interrupted, and where it is not the kernel that refuses. */
    @Test
    void whatElseGoesWrongIsTakenBackToo() throws Exception {
        try (Namespace net = NetNamespaces.create();
                Namespace other = NetNamespaces.create();
                Rtnetlink rtnetlink = Rtnetlink.open(net)) {
            String before = new Judge(net).everything();
            Namespace closed = NetNamespaces.create();
            NetworkChanges changes = new NetworkChanges()
                    .create(NewLink.of("far0", Bridge.DEFAULT).in(other))
                    .create(NewLink.bridge("br0"))
                    .set("br0", new LinkSettings().up())
                    .create(NewLink.veth("v1", NewLink.peer("v2").in(closed)).master("br0"));
            closed.close();
            Thread.currentThread().interrupt();
            assertThrows(IllegalStateException.class, () -> rtnetlink.apply(changes));
            assertTrue(Thread.interrupted(), "it is still to be told");
            assertEquals(before, new Judge(net).everything());
            assertEquals(before, new Judge(other).everything());
        }
    }

    @Test
    void manyRefusalsAreToldTogether() throws Exception {
        try (Namespace net = NetNamespaces.create();
                Rtnetlink rtnetlink = Rtnetlink.open(net)) {
            NetworkChanges changes = new NetworkChanges();
            for (int i = 0; i < 200; i++) {
                changes.create(NewLink.bridge("b" + i % 190));
            }
            NetlinkException refused = assertThrows(NetlinkException.class, () -> rtnetlink.apply(changes));
            assertEquals("cannot create bridge 'b0'", refused.attempt());
            assertEquals(9, refused.getSuppressed().length);
            List<String> left = new ArrayList<>();
            rtnetlink.links().forEach(link -> left.add(link.name()));
            assertEquals(List.of("lo"), left);
        }
    }

    @Test
    void whatIsNotThereIsNamedBeforeAnythingIsDone() throws Exception {
        try (Namespace net = NetNamespaces.create();
                Rtnetlink rtnetlink = Rtnetlink.open(net)) {
            NetlinkException refused = assertThrows(
                    NetlinkException.class,
                    () -> rtnetlink.apply(new NetworkChanges()
                            .create(NewLink.bridge("br0"))
                            .create(NewLink.veth("v1", NewLink.peer("v2")).master("br1"))));
            assertEquals("no link 'br1'", refused.attempt());
            assertEquals(1, rtnetlink.links().size());
        }
    }
}
