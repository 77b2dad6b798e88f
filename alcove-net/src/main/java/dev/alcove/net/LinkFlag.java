package dev.alcove.net;

import dev.alcove.linux.raw.IfLink;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is said of a link by the flags of {@code struct ifinfomsg}, {@code IFF_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</a>
 */
public enum LinkFlag {
    /** It is to be used. */
    UP(IfLink.IFF_UP),
    /** It has a broadcast address. */
    BROADCAST(IfLink.IFF_BROADCAST),
    DEBUG(IfLink.IFF_DEBUG),
    LOOPBACK(IfLink.IFF_LOOPBACK),
    POINTOPOINT(IfLink.IFF_POINTOPOINT),
    NOTRAILERS(IfLink.IFF_NOTRAILERS),
    /** It can carry packets: {@link OperState#UP} or unknown. */
    RUNNING(IfLink.IFF_RUNNING),
    NOARP(IfLink.IFF_NOARP),
    /** Somebody has asked, with {@code ip link set promisc on}, for what is meant for others too. */
    PROMISC(IfLink.IFF_PROMISC),
    ALLMULTI(IfLink.IFF_ALLMULTI),
    MASTER(IfLink.IFF_MASTER),
    SLAVE(IfLink.IFF_SLAVE),
    MULTICAST(IfLink.IFF_MULTICAST),
    PORTSEL(IfLink.IFF_PORTSEL),
    AUTOMEDIA(IfLink.IFF_AUTOMEDIA),
    DYNAMIC(IfLink.IFF_DYNAMIC),
    /** It has a carrier: of a veth, the other end is up. */
    LOWER_UP(IfLink.IFF_LOWER_UP),
    DORMANT(IfLink.IFF_DORMANT),
    ECHO(IfLink.IFF_ECHO);

    private final int bit;

    LinkFlag(int bit) {
        this.bit = bit;
    }

    static Set<LinkFlag> of(int bits) {
        EnumSet<LinkFlag> flags = EnumSet.noneOf(LinkFlag.class);
        for (LinkFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return Collections.unmodifiableSet(flags);
    }
}
