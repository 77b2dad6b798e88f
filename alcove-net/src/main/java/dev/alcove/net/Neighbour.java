package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.Neigh;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Which MAC address belongs to an IP address on a link: an entry of the tables of ARP and NDP.
 *
 * @param link the link
 * @param address the IP address
 * @param mac the MAC address; empty where it is not known
 * @param state what is known of it
 * @param router whether it is a router, of IPv6
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-neighbour.8.html">ip-neighbour(8)</a>
 */
public record Neighbour(
        LinkRef link, InetAddress address, Optional<MacAddress> mac, NeighbourState state, boolean router) {
    /** An entry that stays until it is deleted. */
    public static Neighbour permanent(String link, String address, MacAddress mac) {
        return new Neighbour(
                LinkRef.of(link), InetText.parse(address), Optional.of(mac), NeighbourState.PERMANENT, false);
    }

    static Neighbour read(Message message) throws MalformedException {
        Attributes attributes = message.attributes(Neigh.NdMsg.SIZE);
        ByteBuffer fixed = message.payload();
        int index = fixed.getInt(Neigh.NdMsg.NDM_IFINDEX);
        if (index <= 0) {
            throw Values.malformed("a neighbour on link " + index);
        }
        return new Neighbour(
                LinkRef.of(index),
                Values.address(attributes, Neigh.NDA_DST)
                        .orElseThrow(() -> Values.malformed("a neighbour without an address")),
                Values.mac(attributes, Neigh.NDA_LLADDR),
                NeighbourState.of(Short.toUnsignedInt(fixed.getShort(Neigh.NdMsg.NDM_STATE))),
                (fixed.get(Neigh.NdMsg.NDM_FLAGS) & Neigh.NTF_ROUTER) != 0);
    }

    void write(Batch batch, Indexes indexes) {
        batch.int8(Values.family(address))
                .int8(0)
                .int16(0)
                .int32(indexes.of(link))
                .int16(state.number())
                .int8(router ? Neigh.NTF_ROUTER : 0)
                .int8(0)
                .attribute(Neigh.NDA_DST, address.getAddress());
        Values.putMac(batch, Neigh.NDA_LLADDR, mac);
    }
}
