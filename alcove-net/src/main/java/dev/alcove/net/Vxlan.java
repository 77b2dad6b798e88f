package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfVxlan;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tunnel that carries Ethernet in UDP.
 *
 * @param id of the network in the tunnel, VNI: 0 to 16777215
 * @param remote where packets go whose receiver is not known: one address or, of the multicast ones, a group
 * @param local the address that packets come from
 * @param port UDP port of the receivers: 1 to 65535; 4789 is the assigned one, the kernel's default 8472
 * @param ttl of the packets: 1 to 255; 0 to let the kernel choose
 * @param learning whether it learns from the packets that come who is where
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>
 */
public record Vxlan(
        int id,
        Optional<InetAddress> remote,
        Optional<InetAddress> local,
        OptionalInt port,
        OptionalInt ttl,
        Optional<Boolean> learning)
        implements LinkKind {
    /** The port that IANA has assigned. */
    public static final int PORT = 4789;

    private static final int MAX_ID = 0xffffff;

    /** @throws IllegalArgumentException if a number is outside of its range, or the addresses are of two families */
    public Vxlan {
        Values.require("VNI", id, 0, MAX_ID);
        Values.require("port", port, 1, 0xffff);
        Values.require("ttl", ttl, 0, 0xff);
        if (remote.isPresent() && local.isPresent() && isIpv4(remote.get()) != isIpv4(local.get())) {
            throw new IllegalArgumentException("vxlan from " + InetText.of(local.get()) + " to "
                    + InetText.of(remote.get()) + ": addresses of one family are wanted");
        }
    }

    /** A tunnel that knows nobody yet, at the assigned port. */
    public Vxlan(int id) {
        this(id, Optional.empty(), Optional.empty(), OptionalInt.of(PORT), OptionalInt.empty(), Optional.empty());
    }

    /** The same to another end, or to a group. */
    public Vxlan withRemote(InetAddress address) {
        return new Vxlan(id, Optional.of(address), local, port, ttl, learning);
    }

    /** The same from this address. */
    public Vxlan withLocal(InetAddress address) {
        return new Vxlan(id, remote, Optional.of(address), port, ttl, learning);
    }

    /** The same with another port. */
    public Vxlan withPort(int udp) {
        return new Vxlan(id, remote, local, OptionalInt.of(udp), ttl, learning);
    }

    @Override
    public String kind() {
        return "vxlan";
    }

    private static boolean isIpv4(InetAddress address) {
        return address instanceof Inet4Address;
    }

    static Vxlan read(Attributes data) throws MalformedException {
        int id = data.int32(IfVxlan.IFLA_VXLAN_ID).orElse(0);
        OptionalInt port = data.bigEndian16(IfVxlan.IFLA_VXLAN_PORT);
        if (id < 0 || id > MAX_ID) {
            throw Values.malformed("VNI " + id);
        }
        Optional<InetAddress> remote = address(data, IfVxlan.IFLA_VXLAN_GROUP, IfVxlan.IFLA_VXLAN_GROUP6);
        Optional<InetAddress> local = address(data, IfVxlan.IFLA_VXLAN_LOCAL, IfVxlan.IFLA_VXLAN_LOCAL6);
        if (remote.isPresent() && local.isPresent() && isIpv4(remote.get()) != isIpv4(local.get())) {
            throw Values.malformed("a vxlan of two families");
        }
        return new Vxlan(
                id,
                remote,
                local,
                port.orElse(0) == 0 ? OptionalInt.empty() : port,
                data.int8(IfVxlan.IFLA_VXLAN_TTL),
                Values.flag8(data, IfVxlan.IFLA_VXLAN_LEARNING));
    }

    private static Optional<InetAddress> address(Attributes data, int ipv4, int ipv6) throws MalformedException {
        return Values.address(data, data.has(ipv4) ? ipv4 : ipv6);
    }

    void write(Batch batch, int parent) {
        batch.int32(IfVxlan.IFLA_VXLAN_ID, id);
        if (parent != 0) {
            batch.int32(IfVxlan.IFLA_VXLAN_LINK, parent);
        }
        if (remote.isPresent()) {
            int type = isIpv4(remote.get()) ? IfVxlan.IFLA_VXLAN_GROUP : IfVxlan.IFLA_VXLAN_GROUP6;
            Values.putAddress(batch, type, remote);
        }
        if (local.isPresent()) {
            int type = isIpv4(local.get()) ? IfVxlan.IFLA_VXLAN_LOCAL : IfVxlan.IFLA_VXLAN_LOCAL6;
            Values.putAddress(batch, type, local);
        }
        if (port.isPresent()) {
            batch.bigEndian16(IfVxlan.IFLA_VXLAN_PORT, port.getAsInt());
        }
        Values.put8(batch, IfVxlan.IFLA_VXLAN_TTL, ttl);
        Values.putFlag8(batch, IfVxlan.IFLA_VXLAN_LEARNING, learning);
    }
}
