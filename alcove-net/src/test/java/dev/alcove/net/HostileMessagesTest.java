package dev.alcove.net;

import static dev.alcove.linux.raw.Rtnetlink.NETLINK_ROUTE;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETADDR;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETLINK;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETNEIGH;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETQDISC;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETROUTE;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETRULE;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETTCLASS;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.FibRules;
import dev.alcove.linux.raw.IfAddr;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Neigh;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.PktSched;
import dev.alcove.linux.raw.RtRoute;
import dev.alcove.linux.raw.Socket;
import dev.alcove.namespace.Namespace;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of a real kernel with bytes changed or cut off: they are read, or refused with the exception that is documented. */
@Timeout(60)
class HostileMessagesTest {
    private static final int ROUNDS = 20_000;

    /** What reads one message. */
    private interface Reader {
        Object read(Message message) throws MalformedException;
    }

    private record Sample(Message message, Reader reader) {}

    private static final List<Sample> SAMPLES = new ArrayList<>();

    @BeforeAll
    static void collect() throws Exception {
        Root.assume();
        try (Namespace net = NetNamespaces.create();
                Rtnetlink rtnetlink = Rtnetlink.open(net);
                NetlinkSocket socket = NetlinkSockets.open(NETLINK_ROUTE, net)) {
            rtnetlink.apply(everySort());
            Map<Batch, Reader> requests = new LinkedHashMap<>();
            requests.put(dump(RTM_GETLINK, 0, IfLink.IfInfo.SIZE), Link::read);
            requests.put(dump(RTM_GETADDR, 0, IfAddr.IfAddrMsg.SIZE), Address::read);
            requests.put(dump(RTM_GETROUTE, 0, RtRoute.RtMsg.SIZE), RouteMessages::read);
            requests.put(dump(RTM_GETRULE, Socket.AF_INET, FibRules.RuleMsg.SIZE), RuleMessages::read);
            requests.put(dump(RTM_GETNEIGH, Socket.AF_INET, Neigh.NdMsg.SIZE), Neighbour::read);
            requests.put(dump(RTM_GETQDISC, 0, PktSched.TcMsg.SIZE), Qdisc::read);
            int index = rtnetlink.link("b").orElseThrow().index();
            Batch classes = new Batch()
                    .begin(RTM_GETTCLASS, Netlink.NLM_F_DUMP, "classes")
                    .int32(0)
                    .int32(index)
                    .zeros(PktSched.TcMsg.SIZE - 8)
                    .end();
            requests.put(classes, HtbClass::read);
            for (Map.Entry<Batch, Reader> request : requests.entrySet()) {
                List<Message> messages = socket.dump(request.getKey());
                assertTrue(!messages.isEmpty());
                messages.forEach(message -> SAMPLES.add(new Sample(message, request.getValue())));
            }
        }
    }

    private static NetworkChanges everySort() {
        MacAddress mac = MacAddress.parse("02:00:00:00:0a:01");
        return new NetworkChanges()
                .create(NewLink.of("br0", Bridge.DEFAULT).up())
                .create(NewLink.veth("a", NewLink.peer("b")).up())
                .up("b")
                .create(NewLink.of("m0", new Macvlan(MacvlanMode.SOURCE, List.of(mac)))
                        .on("br0"))
                .create(NewLink.of("x0", new Vxlan(5).withRemote(InetAddress.ofLiteral("10.9.9.9"))))
                .add(Address.of("a", "10.0.0.1/24").withLifetimes(Duration.ofHours(2), Duration.ofHours(1)))
                .add(Address.of("a", "2001:db8::1/64").with(AddressFlag.NODAD))
                .add(Route.to("10.30.0.0/16")
                        .nextHop(NextHop.via("10.0.0.7"))
                        .nextHop(NextHop.via("10.0.0.8"))
                        .metric(RouteMetric.MTU, 1280)
                        .build())
                .add(Route.to("10.50.0.0/16").via("fe80::1").dev("a").build())
                .add(Rule.ipv4()
                        .from("10.0.0.0/8")
                        .destinationPort(new PortRange(80))
                        .ipProtocol(6)
                        .build())
                .add(Neighbour.permanent("a", "10.0.0.7", mac))
                .add(Qdisc.root("a", Tbf.of(1_000_000, 10_000, Duration.ofMillis(50))))
                .add(Qdisc.root("b", new Htb(1)))
                .add(HtbClass.of("b", new TcHandle(1, 1), 1_000_000));
    }

    private static Batch dump(int type, int family, int fixed) {
        return new Batch()
                .begin(type, Netlink.NLM_F_DUMP, "dump")
                .int8(family)
                .zeros(fixed - 1)
                .end();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readersRefuseOnlyAsDocumented(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Sample sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
            byte[] bytes = damaged(sample.message.payload(), random);
            ByteBuffer payload = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
            Message message = new Message(sample.message.type(), 0, 1, payload);
            try {
                assertNotNull(sample.reader.read(message));
            } catch (MalformedException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
        assertTrue(refused > ROUNDS / 100 && refused < ROUNDS, "refused: " + refused);
    }

    private static byte[] damaged(ByteBuffer payload, Random random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(payload.remaining() + 1) : payload.remaining();
        byte[] bytes = new byte[length];
        payload.get(0, bytes);
        for (int i = random.nextInt(6); i > 0 && length > 0; i--) {
            bytes[random.nextInt(length)] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(4));
        }
        return bytes;
    }
}
