package dev.alcove.net.nftables;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Nftables;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever bytes come from a socket, they are read or are malformed, and whatever rules those make, they are looked at. */
@Timeout(60)
class HostileRulesTest {
    private static final int ROUNDS = 4_000;

    /** Messages of the kernel's about a table of Alcove's, to be changed a little. */
    private static final List<Message> SAMPLES = new ArrayList<>();

    @BeforeAll
    static void sample() throws Exception {
        NatTest.needsRoot();
        try (Place place = Place.create()) {
            place.sh("ip link add br0 type bridge");
            place.nat()
                    .apply(Lab.configuration("web")
                            .loopback()
                            .publish(PublishedPort.tcp(8080, InetAddress.ofLiteral("10.1.1.2"), 80)
                                    .range(3))
                            .build());
            NetlinkSocket socket = place.netlink();
            for (int get : List.of(
                    Nftables.NFT_MSG_GETTABLE,
                    Nftables.NFT_MSG_GETCHAIN,
                    Nftables.NFT_MSG_GETRULE,
                    Nftables.NFT_MSG_GETSET)) {
                SAMPLES.addAll(socket.dump(request(get).end()));
            }
            SAMPLES.addAll(socket.dump(request(Nftables.NFT_MSG_GETSETELEM)
                    .string(Nftables.NFTA_SET_ELEM_LIST_TABLE, "alcove-web")
                    .string(Nftables.NFTA_SET_ELEM_LIST_SET, "tcp4-8080-8082")
                    .end()));
        }
    }

    private static Batch request(int message) {
        return RulesetChange.request(new Batch(), Family.INET, message, Netlink.NLM_F_DUMP, "cannot list");
    }

    @Test
    void changedMessagesAreReadOrMalformed() {
        Random random = new Random(11);
        int malformed = 0;
        List<Rule> rules = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Message sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
            byte[] bytes = new byte[sample.payload().remaining()];
            sample.payload().get(0, bytes);
            for (int i = random.nextInt(6); i >= 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(4));
            }
            int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            malformed += malformed(ByteBuffer.wrap(bytes, 0, length).slice(), rules);
            if (rules.size() > 20) {
                look(rules);
                rules.clear();
            }
        }
        assertTrue(malformed > 0, "no change was ever noticed");
        assertTrue(malformed < ROUNDS * 5, "every change was refused");
    }

    @Test
    void randomBytesAreReadOrMalformed() {
        Random random = new Random(12);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            malformed(ByteBuffer.wrap(bytes), new ArrayList<>());
        }
    }

    /** Every reader gets every message: how many of the five find it malformed. */
    private static int malformed(ByteBuffer payload, List<Rule> rules) {
        Message message = new Message(0, 0, 1, payload.order(ByteOrder.nativeOrder()));
        int malformed = 0;
        malformed += refuses(() -> Ruleset.table(message));
        malformed += refuses(() -> Ruleset.chain(message));
        malformed += refuses(() -> Ruleset.portMapName(message));
        malformed += refuses(() -> Ruleset.elements(message));
        malformed += refuses(() -> rules.add(Ruleset.rule(message)));
        return malformed;
    }

    private interface Read {
        Object read() throws MalformedException;
    }

    private static int refuses(Read reader) {
        try {
            reader.read();
            return 0;
        } catch (MalformedException e) {
            return 1;
        }
    }

    /** Rules as somebody could have made them, in chains as Alcove has them. */
    private static void look(List<Rule> rules) {
        List<Rule> all = new ArrayList<>();
        for (String chain : List.of(
                NatRules.PUBLISHED, NatRules.POSTROUTING, NatRules.FORWARD, NatRules.LOOPBACK, SysctlNote.CHAIN)) {
            for (Rule rule : rules) {
                all.add(new Rule(
                        rule.family(), rule.table(), chain, rule.handle(), rule.expressions(), rule.comment()));
            }
        }
        Table table = new Table(Family.INET, "alcove-web", Optional.empty());
        TableContents contents = new TableContents(table, List.of(), List.of(), all);
        NatReader.ports("web", contents);
        NatReader.notes(contents);
        NatReader.configuration("web", contents);
    }
}
