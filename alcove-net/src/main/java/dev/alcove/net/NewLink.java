package dev.alcove.net;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.namespace.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * A link that is to be made, with everything that can be said of it in the message that makes it: so it is up, or a port, or in another
 * namespace, from the beginning, and there is no link that is only half of what it should be.
 *
 * <pre>{@code
 * NewLink.veth("v1", NewLink.peer("eth0").in(host).mtu(1400)).mtu(1400).master("br0").up()
 * }</pre>
 *
 * <p>What is not said, the kernel chooses. Not for use by several threads at once.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>
 */
public final class NewLink {
    static final int MIN_MTU = 68;

    private final String name;
    private final LinkKind kind;
    private final @Nullable NewLink peer;
    private @Nullable LinkRef parent;
    private @Nullable LinkRef master;
    private @Nullable Namespace namespace;
    private @Nullable MacAddress address;
    private int index;
    private int mtu;
    private boolean up;

    private NewLink(String name, LinkKind kind, @Nullable NewLink peer) {
        this.name = new InterfaceName(name).value();
        this.kind = kind;
        this.peer = peer;
    }

    /**
     * A link of any kind; one that needs a parent gets it by {@link #on}.
     *
     * @throws IllegalArgumentException if the kernel would not take the name, or it is a veth, which takes two names
     */
    public static NewLink of(String name, LinkKind kind) {
        if (kind instanceof Veth) {
            throw new IllegalArgumentException("veth '" + name + "': the other end is missing, see NewLink.veth");
        }
        return new NewLink(name, kind, null);
    }

    /**
     * A pair of links, each born in its own namespace.
     *
     * @param peer the other end, made by {@link #peer}
     * @throws IllegalArgumentException if the kernel would not take the name, or the peer is to have what it cannot have yet
     */
    public static NewLink veth(String name, NewLink peer) {
        if (!(peer.kind instanceof Veth) || peer.peer != null) {
            throw new IllegalArgumentException("the other end of veth '" + name + "' is to be made by NewLink.peer");
        }
        if (peer.master != null || peer.parent != null || peer.up) {
            throw new IllegalArgumentException("the other end of veth '" + name + "', '" + peer.name
                    + "', cannot be born up or with a master: change it when it is there, in its namespace");
        }
        return new NewLink(name, new Veth(), peer);
    }

    /**
     * The other end of a {@link #veth}: with MTU, MAC address, index and namespace of its own. It has no master and is not up: that it
     * can become only when it is there, by a change in its own namespace.
     *
     * @throws IllegalArgumentException if the kernel would not take the name
     */
    public static NewLink peer(String name) {
        return new NewLink(name, new Veth(), null);
    }

    /** A {@link Bridge} as the kernel makes it. */
    public static NewLink bridge(String name) {
        return of(name, Bridge.DEFAULT);
    }

    /** The link that it stands on, which is in the namespace of the socket that makes it. */
    public NewLink on(LinkRef link) {
        this.parent = link;
        return this;
    }

    /** The link that it stands on, by its name. */
    public NewLink on(String link) {
        return on(LinkRef.of(link));
    }

    /** Makes it a port of this bridge, which is in the same namespace. */
    public NewLink master(LinkRef link) {
        this.master = link;
        return this;
    }

    /** Makes it a port of this bridge, by its name. */
    public NewLink master(String link) {
        return master(LinkRef.of(link));
    }

    /**
     * Where it is born, instead of in the namespace of the socket. The handle stays the caller's, and open until it is made.
     *
     * @throws IllegalArgumentException if it is no network namespace
     */
    public NewLink in(Namespace net) {
        NetlinkSockets.requireNet(net);
        this.namespace = net;
        return this;
    }

    /** Its MAC address; a multicast one no link can have. */
    public NewLink address(MacAddress mac) {
        this.address = requireUnicast(mac);
        return this;
    }

    static MacAddress requireUnicast(MacAddress mac) {
        if (mac.isMulticast()) {
            throw new IllegalArgumentException("MAC address " + mac + ": no link can have a multicast address");
        }
        return mac;
    }

    /**
     * Its index, 1 or more. With a known index, others of the same changes that need one, addresses and routes say, can be
     * sent together with it. The kernel heeds that of a veth's other end only if this end has one too.
     */
    public NewLink index(int number) {
        this.index = Values.require("index of " + name, number, 1, Integer.MAX_VALUE);
        return this;
    }

    /** The largest packet that it carries, in bytes: 68 or more, or what its kind allows. */
    public NewLink mtu(int bytes) {
        this.mtu = Values.require("MTU of " + name, bytes, MIN_MTU, Integer.MAX_VALUE);
        return this;
    }

    /** It is to be up. */
    public NewLink up() {
        this.up = true;
        return this;
    }

    // ---- For the changes

    /** @throws IllegalArgumentException if something is said that the kernel would not heed */
    void requireHeeded() {
        if (peer != null && peer.index != 0 && index == 0) {
            throw new IllegalArgumentException(
                    "the other end of " + this + " has an index, which the kernel heeds only if this end has one too");
        }
    }

    String name() {
        return name;
    }

    LinkKind kind() {
        return kind;
    }

    @Nullable NewLink other() {
        return peer;
    }

    @Nullable LinkRef parent() {
        return parent;
    }

    @Nullable LinkRef master() {
        return master;
    }

    @Nullable Namespace namespace() {
        return namespace;
    }

    int index() {
        return index;
    }

    /** The fixed part and the attributes, of the link or of a peer. */
    void write(Batch batch, Indexes indexes) {
        int flags = up ? IfLink.IFF_UP : 0;
        batch.int8(0).int8(0).int16(0).int32(index).int32(flags).int32(flags).string(IfLink.IFLA_IFNAME, name);
        if (mtu != 0) {
            batch.int32(IfLink.IFLA_MTU, mtu);
        }
        if (address != null) {
            batch.attribute(IfLink.IFLA_ADDRESS, address.bytes());
        }
        if (parent != null && !(kind instanceof Vxlan)) {
            batch.int32(IfLink.IFLA_LINK, indexes.of(parent));
        }
        if (master != null) {
            batch.int32(IfLink.IFLA_MASTER, indexes.of(master));
        }
        if (namespace != null) {
            batch.int32(IfLink.IFLA_NET_NS_FD, Descriptors.number(namespace.fd()));
        }
    }

    /** {@code IFLA_LINKINFO}. */
    void writeKind(Batch batch, Indexes indexes) {
        batch.nest(IfLink.IFLA_LINKINFO).string(IfLink.IFLA_INFO_KIND, kind.kind());
        if (peer == null) {
            LinkKinds.write(kind, batch, parent == null ? 0 : indexes.of(parent));
        } else {
            batch.nest(IfLink.IFLA_INFO_DATA).nest(IfLink.VETH_INFO_PEER);
            peer.write(batch, indexes);
            batch.endNest().endNest();
        }
        batch.endNest();
    }

    /** As in {@code veth 'v1'}. */
    @Override
    public String toString() {
        return kind.kind() + " '" + name + "'";
    }
}
