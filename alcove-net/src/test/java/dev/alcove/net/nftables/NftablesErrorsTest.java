package dev.alcove.net.nftables;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Errno;
import dev.alcove.linux.NetlinkException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What kernels say that the tests do not run on. */
class NftablesErrorsTest {
    private static NetlinkException error(Errno errno, String attempt) {
        NetlinkException.Details nothing =
                new NetlinkException.Details(Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
        return new NetlinkException(attempt, "netlink request", errno.number(), 0, nothing);
    }

    private static String remedy(Errno errno, String attempt) {
        return NftablesErrors.explained(error(errno, attempt)).remedy().orElseThrow();
    }

    @Test
    void aKernelThatLacksSomethingIsExplained() {
        assertTrue(remedy(Errno.EOPNOTSUPP, "cannot add table inet t").contains("CONFIG_NF_TABLES_INET"));
        assertTrue(remedy(Errno.EAFNOSUPPORT, "cannot add table inet t").contains("nf_tables_inet"));
        assertTrue(remedy(Errno.ENOENT, "cannot add chain inet t nat").contains("nft_chain_nat"));
        assertTrue(remedy(Errno.ENOENT, "cannot add a rule to chain inet t nat").contains("CONFIG_NFT_MASQ"));
        NetlinkException other = error(Errno.EBUSY, "cannot delete table inet t");
        assertSame(other, NftablesErrors.explained(other));
        NetlinkException gone = error(Errno.ENOENT, "cannot delete table inet t");
        assertSame(gone, NftablesErrors.explained(gone), "it is just not there");
    }
}
