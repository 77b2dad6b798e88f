package dev.alcove.net;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.namespace.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a link, in one message: what is not said stays as it is. Not for use by several threads at once.
 *
 * <pre>{@code
 * new LinkSettings().moveTo(host).name("eth0").up()
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>
 */
public final class LinkSettings {
    private int flags;
    private int mask;
    private int mtu;
    private @Nullable MacAddress address;
    private @Nullable LinkRef master;
    private boolean noMaster;
    private @Nullable String name;
    private @Nullable Namespace namespace;
    private @Nullable LinkKind kind;

    /** Nothing is to change yet. */
    public LinkSettings() {}

    /** It is to be up. */
    public LinkSettings up() {
        return flag(IfLink.IFF_UP, true);
    }

    /** It is to be down. Its routes are gone then, and do not come back with it. */
    public LinkSettings down() {
        return flag(IfLink.IFF_UP, false);
    }

    /** Whether it takes what is meant for others. */
    public LinkSettings promiscuous(boolean on) {
        return flag(IfLink.IFF_PROMISC, on);
    }

    private LinkSettings flag(int flag, boolean on) {
        mask |= flag;
        flags = on ? flags | flag : flags & ~flag;
        return this;
    }

    /** The largest packet that it carries, in bytes. */
    public LinkSettings mtu(int bytes) {
        this.mtu = Values.require("MTU", bytes, NewLink.MIN_MTU, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Its MAC address.
     *
     * @throws IllegalArgumentException if it is a multicast address, which no link can have
     */
    public LinkSettings address(MacAddress mac) {
        this.address = NewLink.requireUnicast(mac);
        return this;
    }

    /** Makes it a port of this bridge. */
    public LinkSettings master(LinkRef link) {
        this.master = link;
        return this;
    }

    /** Makes it a port of this bridge, by its name. */
    public LinkSettings master(String link) {
        return master(LinkRef.of(link));
    }

    /** Takes it from its bridge. */
    public LinkSettings noMaster() {
        this.noMaster = true;
        return this;
    }

    /**
     * Its name. Before Linux 6.6 a link that is up cannot be renamed ({@code EBUSY}).
     *
     * @throws IllegalArgumentException if the kernel would not take it
     */
    public LinkSettings name(String to) {
        this.name = new InterfaceName(to).value();
        return this;
    }

    /**
     * The namespace that it is moved to, where it is down and without addresses. The handle stays the caller's.
     *
     * @throws IllegalArgumentException if it is no network namespace
     */
    public LinkSettings moveTo(Namespace net) {
        NetlinkSockets.requireNet(net);
        this.namespace = net;
        return this;
    }

    /** What only links of its kind have; what is empty there stays as it is. */
    public LinkSettings kind(LinkKind details) {
        this.kind = details;
        return this;
    }

    // ---- For the changes

    int flags() {
        return flags;
    }

    int mask() {
        return mask;
    }

    @Nullable LinkRef master() {
        return master;
    }

    @Nullable String name() {
        return name;
    }

    @Nullable Namespace namespace() {
        return namespace;
    }

    void write(Batch batch, Indexes indexes) {
        if (name != null) {
            batch.string(IfLink.IFLA_IFNAME, name);
        }
        if (mtu != 0) {
            batch.int32(IfLink.IFLA_MTU, mtu);
        }
        if (address != null) {
            batch.attribute(IfLink.IFLA_ADDRESS, address.bytes());
        }
        if (master != null) {
            batch.int32(IfLink.IFLA_MASTER, indexes.of(master));
        } else if (noMaster) {
            batch.int32(IfLink.IFLA_MASTER, 0);
        }
        if (namespace != null) {
            batch.int32(IfLink.IFLA_NET_NS_FD, Descriptors.number(namespace.fd()));
        }
        if (kind != null) {
            batch.nest(IfLink.IFLA_LINKINFO).string(IfLink.IFLA_INFO_KIND, kind.kind());
            LinkKinds.write(kind, batch, 0);
            batch.endNest();
        }
    }

    /** What makes the link again what it was. */
    LinkSettings inverse(Link before) {
        LinkSettings inverse = new LinkSettings();
        inverse.mask = namespace == null ? mask : mask | IfLink.IFF_UP;
        int bits = (before.isUp() ? IfLink.IFF_UP : 0)
                | (before.flags().contains(LinkFlag.PROMISC) ? IfLink.IFF_PROMISC : 0);
        inverse.flags = bits & inverse.mask; // the kernel takes flags without a mask for all there are
        inverse.mtu = mtu == 0 ? 0 : (int) before.mtu().orElse(0);
        inverse.address = address == null ? null : before.address().orElse(null);
        if (master != null || noMaster) {
            inverse.noMaster = before.master().isEmpty();
            inverse.master =
                    before.master().isPresent() ? LinkRef.of(before.master().getAsInt()) : null;
        }
        inverse.name = name == null ? null : before.name();
        inverse.kind = kind == null ? null : before.kind().orElse(null);
        if (kind instanceof Bridge wanted && inverse.kind instanceof Bridge had) {
            inverse.kind = had.restrictedTo(wanted);
        }
        return inverse;
    }
}
