package dev.alcove.net.nftables;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NetlinkException;
import org.jspecify.annotations.Nullable;

/** What the error numbers of nf_tables mean to a person. */
final class NftablesErrors {
    private NftablesErrors() {}

    /** The same error with what helps, where something does. */
    static LinuxException explained(NetlinkException error) {
        String remedy = remedy(error);
        if (remedy == null) {
            return error;
        }
        LinuxException explained = new LinuxException(error.attempt(), error.call(), error.errnoNumber(), remedy);
        explained.initCause(error);
        return explained;
    }

    private static @Nullable String remedy(NetlinkException error) {
        return switch (error.errno().orElse(null)) {
            case EPERM ->
                "packet filters take CAP_NET_ADMIN in the user namespace that owns the network namespace, and the socket"
                        + " must have been opened with it";
            case EOPNOTSUPP, EAFNOSUPPORT, EPROTONOSUPPORT ->
                "the kernel needs nf_tables and its family inet (CONFIG_NF_TABLES, CONFIG_NF_TABLES_INET), modules nf_tables"
                        + " and nf_tables_inet";
            case ENOENT ->
                isOfRules(error)
                        ? "if nobody deletes tables meanwhile, the kernel lacks a part of nf_tables: NAT needs CONFIG_NFT_NAT,"
                                + " CONFIG_NFT_MASQ, CONFIG_NFT_CT and CONFIG_NFT_FIB_INET, modules nft_chain_nat, nft_nat,"
                                + " nft_masq, nft_ct and nft_fib_inet"
                        : null;
            case null, default -> null;
        };
    }

    private static boolean isOfRules(NetlinkException error) {
        return error.attempt().startsWith("cannot add ");
    }

    /** Whether what was asked for is not there. */
    static boolean isMissing(LinuxException error) {
        return error.errnoNumber() == Errno.ENOENT.number();
    }

    /** Whether somebody else changed something meanwhile. */
    static boolean isOutdated(NetlinkException error) {
        return error.index() == NetlinkException.WHOLE && error.errnoNumber() == Errno.ERESTART.number();
    }
}
