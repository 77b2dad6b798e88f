package dev.alcove.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alcove.linux.Commands;
import dev.alcove.linux.Errno;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Nftables;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Transactions with the kernel's nf_tables, in network namespaces of their own; {@code nft} is the judge. */
class TransactionTest {
    private static final int SUBSYSTEM = Nftables.NFNL_SUBSYS_NFTABLES;
    private static final int CREATE = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;

    @BeforeAll
    static void needsRoot() throws IOException {
        Assumptions.assumeTrue(Commands.root(), "a thread needs root for a network namespace of its own");
    }

    private static Batch begin(Batch batch, int message, String attempt) {
        return batch.begin(SUBSYSTEM << Byte.SIZE | message, CREATE, attempt)
                .int8(Nftables.NFPROTO_INET)
                .int8(Nftables.NFNETLINK_V0)
                .int16(0);
    }

    private static Batch table(Batch batch, String name) {
        return begin(batch, Nftables.NFT_MSG_NEWTABLE, "cannot add table " + name)
                .string(Nftables.NFTA_TABLE_NAME, name)
                .end();
    }

    private static Batch chain(Batch batch, String table, String name) {
        return begin(batch, Nftables.NFT_MSG_NEWCHAIN, "cannot add chain " + name)
                .string(Nftables.NFTA_CHAIN_TABLE, table)
                .string(Nftables.NFTA_CHAIN_NAME, name)
                .end();
    }

    private static void commit(NetlinkSocket socket, Batch batch) throws IOException {
        socket.transaction(batch, SUBSYSTEM, OptionalInt.empty(), "cannot change rules");
    }

    private static String ruleset() throws Exception {
        return NewNamespace.output("nft", "list", "ruleset");
    }

    @Test
    void allIsDone() throws Exception {
        NewNamespace.run(Nftables.NETLINK_NETFILTER, socket -> {
            commit(socket, chain(chain(table(new Batch(), "t"), "t", "one"), "t", "two"));
            assertEquals("table inet t {\n\tchain one {\n\t}\n\n\tchain two {\n\t}\n}\n", ruleset());
        });
    }

    @Test
    void nothingIsDoneIfTheLastIsRefused() throws Exception {
        NewNamespace.run(Nftables.NETLINK_NETFILTER, socket -> {
            Batch batch = chain(chain(table(new Batch(), "t"), "t", "one"), "elsewhere", "two");
            NetlinkException refused = assertThrows(NetlinkException.class, () -> commit(socket, batch));
            assertEquals(2, refused.index());
            assertEquals(Optional.of(Errno.ENOENT), refused.errno());
            assertEquals("cannot add chain two", refused.attempt());
            assertEquals(OptionalInt.of(Nftables.NFTA_CHAIN_TABLE), refused.attribute());
            assertEquals("", ruleset());
            commit(socket, table(new Batch(), "t"));
            assertEquals("table inet t {\n}\n", ruleset(), "the socket goes on");
        });
    }

    @Test
    void aGenerationThatHasPassedIsRefusedAsAWhole() throws Exception {
        NewNamespace.run(Nftables.NETLINK_NETFILTER, socket -> {
            Batch request = begin(new Batch(), Nftables.NFT_MSG_GETGEN, "").end();
            int generation = socket.exchange(request)
                    .getFirst()
                    .attributes(Nftables.NFGENMSG_SIZE)
                    .bigEndian32(Nftables.NFTA_GEN_ID)
                    .orElseThrow();
            Batch first = table(new Batch(), "first");
            socket.transaction(first, SUBSYSTEM, OptionalInt.of(generation), "cannot add the first");
            NetlinkException outdated = assertThrows(NetlinkException.class, () -> {
                Batch second = table(new Batch(), "second");
                socket.transaction(second, SUBSYSTEM, OptionalInt.of(generation), "cannot add the second");
            });
            assertEquals(Optional.of(Errno.ERESTART), outdated.errno());
            assertEquals(NetlinkException.WHOLE, outdated.index());
            assertEquals("cannot add the second", outdated.attempt());
            assertEquals("table inet first {\n}\n", ruleset());
        });
    }

    /** More than fits into the buffers of a socket, in both directions. */
    @Test
    void aLargeOneIsOneToo() throws Exception {
        NewNamespace.run(Nftables.NETLINK_NETFILTER, socket -> {
            Batch batch = table(new Batch(), "t");
            for (int i = 0; i < 6000; i++) {
                chain(batch, "t", "a-chain-with-a-name-that-takes-some-room-" + i);
            }
            commit(socket, batch);
            assertEquals(
                    6000,
                    ruleset().lines().filter(line -> line.contains("chain ")).count());
            NetlinkException again = assertThrows(NetlinkException.class, () -> commit(socket, batch));
            assertEquals(0, again.index(), "all are refused, this first");
            assertEquals(Optional.of(Errno.EEXIST), again.errno());
            commit(socket, table(new Batch(), "another"));
        });
    }

    @Test
    void aSubsystemThatThereIsNotIsRefusedAsAWhole() throws Exception {
        NewNamespace.run(Nftables.NETLINK_NETFILTER, socket -> {
            NetlinkException refused = assertThrows(
                    NetlinkException.class,
                    () -> socket.transaction(table(new Batch(), "t"), 255, OptionalInt.empty(), "no such thing"));
            assertEquals(NetlinkException.WHOLE, refused.index());
        });
    }
}
