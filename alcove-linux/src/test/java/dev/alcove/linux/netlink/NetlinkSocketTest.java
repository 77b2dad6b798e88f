package dev.alcove.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Commands;
import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.raw.Netlink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * With the kernel's rtnetlink, each test in a network namespace of its own, which a thread makes for itself and takes along
 * when it ends; {@code ip} is the judge.
 */
class NetlinkSocketTest {
    private static final int NETLINK_ROUTE = 0;
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_DELLINK = 17;
    private static final int RTM_GETLINK = 18;
    private static final int RTNLGRP_LINK = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFINFO_SIZE = 16;
    private static final int CREATE = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;

    @BeforeAll
    static void needsRoot() throws IOException {
        Assumptions.assumeTrue(Commands.root(), "a thread needs root for a network namespace of its own");
    }

    private static void inNewNamespace(NewNamespace.Work work) throws Exception {
        NewNamespace.run(NETLINK_ROUTE, work);
    }

    private static Batch bridge(Batch batch, String name) {
        return link(batch, name, "bridge");
    }

    private static Batch link(Batch batch, String name, String kind) {
        return batch.begin(RTM_NEWLINK, CREATE, "cannot create link " + name)
                .zeros(IFINFO_SIZE)
                .string(IFLA_IFNAME, name)
                .nest(IFLA_LINKINFO)
                .string(IFLA_INFO_KIND, kind)
                .endNest()
                .end();
    }

    private static Set<String> names(NetlinkSocket socket) throws IOException {
        Batch request = new Batch()
                .begin(RTM_GETLINK, Netlink.NLM_F_DUMP, "cannot list links")
                .zeros(IFINFO_SIZE)
                .end();
        Set<String> names = new TreeSet<>();
        for (Message message : socket.dump(request)) {
            assertEquals(RTM_NEWLINK, message.type());
            names.add(message.attributes(IFINFO_SIZE).string(IFLA_IFNAME).orElseThrow());
        }
        return names;
    }

    /** What {@code ip} sees in this thread's namespace. */
    private static Set<String> judged() throws Exception {
        Set<String> names = new TreeSet<>();
        for (String line : NewNamespace.output("ip", "-o", "link").lines().toList()) {
            names.add(line.split(": ", -1)[1].replaceAll("@.*", ""));
        }
        return names;
    }

    @Test
    void manyLinksAreMadeInOneCallAndListed() throws Exception {
        inNewNamespace(socket -> {
            assertEquals(Set.of("lo"), names(socket));
            Batch batch = new Batch();
            Set<String> expected = new TreeSet<>(Set.of("lo"));
            for (int i = 0; i < 100; i++) {
                bridge(batch, "d" + i);
                expected.add("d" + i);
            }
            assertEquals(List.of(), socket.exchange(batch));
            NetlinkException again = assertThrows(NetlinkException.class, () -> socket.exchange(batch));
            assertEquals(0, again.index(), "all are there already");
            assertEquals(expected, names(socket));
            assertEquals(expected, judged());
        });
    }

    @Test
    void oneIsAnswered() throws Exception {
        inNewNamespace(socket -> {
            Batch request = new Batch()
                    .begin(RTM_GETLINK, 0, "no lo")
                    .zeros(IFINFO_SIZE)
                    .string(IFLA_IFNAME, "lo")
                    .end();
            List<Message> answers = socket.exchange(request);
            assertEquals(1, answers.size());
            assertEquals(
                    OptionalInt.of(65536),
                    answers.getFirst().attributes(IFINFO_SIZE).int32(IFLA_MTU));
        });
    }

    @Test
    void aRefusalCarriesTheKernelsOwnWords() throws Exception {
        inNewNamespace(socket -> {
            Batch batch = bridge(new Batch(), "a");
            link(batch, "b", "no-such-kind");
            bridge(batch, "c");
            NetlinkException refused = assertThrows(NetlinkException.class, () -> socket.exchange(batch));
            assertEquals(1, refused.index());
            assertEquals(Optional.of(Errno.EOPNOTSUPP), refused.errno());
            assertEquals(Optional.of("Unknown device type"), refused.text());
            assertEquals("cannot create link b (Unknown device type)", refused.attempt());
            assertEquals(Set.of("lo", "a", "c"), names(socket), "the others were done");
            NetlinkException again =
                    assertThrows(NetlinkException.class, () -> socket.exchange(bridge(new Batch(), "a")));
            assertEquals(Optional.of(Errno.EEXIST), again.errno());
            Batch wrong = new Batch()
                    .begin(RTM_NEWLINK, CREATE, "wrong")
                    .zeros(IFINFO_SIZE)
                    .int16(IFLA_MTU, 1)
                    .end();
            NetlinkException short16 = assertThrows(NetlinkException.class, () -> socket.exchange(wrong));
            assertEquals(OptionalInt.of(IFLA_MTU), short16.attribute(), short16.toString());
        });
    }

    @Test
    void aDumpThatIsRefusedSaysSo() throws Exception {
        inNewNamespace(socket -> {
            Batch request = new Batch()
                    .begin(RTM_GETLINK, Netlink.NLM_F_DUMP, "cannot list")
                    .int32(0)
                    .int32(0)
                    .int32(-1)
                    .int32(-1)
                    .end();
            NetlinkException refused = assertThrows(NetlinkException.class, () -> socket.dump(request));
            assertEquals(Optional.of(Errno.EINVAL), refused.errno());
            assertTrue(refused.text().isPresent(), "strict checking is on");
            assertEquals(Set.of("lo"), names(socket), "the socket goes on");
        });
    }

    @Test
    void aGroupTellsWhatHappens() throws Exception {
        inNewNamespace(socket -> {
            try (NetlinkSocket listener = NetlinkSocket.open(NETLINK_ROUTE)) {
                listener.join(RTNLGRP_LINK);
                assertEquals(List.of(), listener.receive(Duration.ofMillis(1)));
                socket.exchange(bridge(new Batch(), "news"));
                socket.exchange(new Batch()
                        .begin(RTM_DELLINK, 0, "cannot delete link news")
                        .zeros(IFINFO_SIZE)
                        .string(IFLA_IFNAME, "news")
                        .end());
                List<Integer> types = new ArrayList<>();
                while (!types.contains(RTM_DELLINK)) {
                    for (Message message : listener.receive(Duration.ofSeconds(10))) {
                        assertEquals(
                                Optional.of("news"),
                                message.attributes(IFINFO_SIZE).string(IFLA_IFNAME));
                        types.add(message.type());
                    }
                }
                assertEquals(RTM_NEWLINK, types.getFirst());
                LinuxException none = assertThrows(LinuxException.class, () -> listener.join(10_000));
                assertEquals(Optional.of(Errno.EINVAL), none.errno());
            }
        });
    }

    @Test
    void whatWasLostIsTold() throws Exception {
        inNewNamespace(socket -> {
            try (NetlinkSocket listener = NetlinkSocket.open(NETLINK_ROUTE)) {
                listener.join(RTNLGRP_LINK);
                Batch many = new Batch();
                for (int mtu = 1000; mtu < 2000; mtu++) {
                    many.begin(RTM_NEWLINK, 0, "cannot change the MTU of lo")
                            .zeros(IFINFO_SIZE)
                            .string(IFLA_IFNAME, "lo")
                            .int32(IFLA_MTU, mtu)
                            .end();
                }
                socket.exchange(many);
                LinuxException lost = assertThrows(LinuxException.class, () -> {
                    while (!listener.receive(Duration.ofSeconds(1)).isEmpty()) {}
                });
                assertEquals(Optional.of(Errno.ENOBUFS), lost.errno());
            }
        });
    }

    @Test
    void aClosedSocketRefuses() throws Exception {
        NetlinkSocket socket = NetlinkSocket.open(NETLINK_ROUTE);
        socket.close();
        socket.close();
        assertThrows(IllegalStateException.class, () -> names(socket));
        LinuxException none =
                assertThrows(LinuxException.class, () -> NetlinkSocket.open(31).close());
        assertEquals(Optional.of(Errno.EPROTONOSUPPORT), none.errno());
    }
}
