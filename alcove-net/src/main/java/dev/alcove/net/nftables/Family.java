package dev.alcove.net.nftables;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.raw.Nftables;
import java.util.Locale;

/** What packets a table sees. */
public enum Family {
    IP(Nftables.NFPROTO_IPV4),
    IP6(Nftables.NFPROTO_IPV6),
    /** IPv4 and IPv6. NAT chains since Linux 5.2. */
    INET(Nftables.NFPROTO_INET),
    ARP(Nftables.NFPROTO_ARP),
    BRIDGE(Nftables.NFPROTO_BRIDGE),
    NETDEV(Nftables.NFPROTO_NETDEV);

    private final int number;

    Family(int number) {
        this.number = number;
    }

    static Family of(int number) throws MalformedException {
        for (Family family : values()) {
            if (family.number == number) {
                return family;
            }
        }
        throw new MalformedException("nf_tables", 1, "no family has the number " + number);
    }

    int number() {
        return number;
    }

    /** As nft(8) writes it: {@code inet}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
