package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfLink;

/**
 * A link for the packets of its parent that have a VLAN's tag.
 *
 * @param id of the VLAN, 1 to 4094; 0 is for packets that have only a priority
 * @param protocol of the tag
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>
 */
public record Vlan(int id, Protocol protocol) implements LinkKind {
    static final int MAX_ID = 4094;

    /** Of which protocol the tag is. */
    public enum Protocol {
        /** The usual one. */
        IEEE_802_1Q(IfLink.ETH_P_8021Q),
        /** The outer one of two. */
        IEEE_802_1AD(IfLink.ETH_P_8021AD);

        private final int number;

        Protocol(int number) {
            this.number = number;
        }

        private static Protocol of(int number) throws MalformedException {
            for (Protocol protocol : values()) {
                if (protocol.number == number) {
                    return protocol;
                }
            }
            throw Values.malformed("0x" + Integer.toHexString(number) + " is no protocol of VLANs");
        }
    }

    /** @throws IllegalArgumentException if the id is none */
    public Vlan {
        Values.require("VLAN", id, 0, MAX_ID);
    }

    /** A VLAN with tags of 802.1Q. */
    public Vlan(int id) {
        this(id, Protocol.IEEE_802_1Q);
    }

    @Override
    public String kind() {
        return "vlan";
    }

    static Vlan read(Attributes data) throws MalformedException {
        return new Vlan(
                Values.vlan(data, IfLink.IFLA_VLAN_ID).orElse(0),
                Protocol.of(data.bigEndian16(IfLink.IFLA_VLAN_PROTOCOL).orElse(IfLink.ETH_P_8021Q)));
    }

    void write(Batch batch) {
        batch.int16(IfLink.IFLA_VLAN_ID, id).bigEndian16(IfLink.IFLA_VLAN_PROTOCOL, protocol.number);
    }
}
