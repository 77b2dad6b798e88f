package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Attributes.Attribute;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.IfBridge;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That a port of a bridge with VLAN filtering is in a VLAN.
 *
 * @param link the port
 * @param id the VLAN, 1 to 4094
 * @param pvid whether packets that come in without a tag are put into it; one VLAN of a port has that
 * @param untagged whether its packets leave without a tag
 * @see <a href="https://man7.org/linux/man-pages/man8/bridge.8.html">bridge(8)</a>
 */
public record PortVlan(LinkRef link, int id, boolean pvid, boolean untagged) {
    private static final int MAX = 4094;

    /** @throws IllegalArgumentException if there can be no such VLAN */
    public PortVlan {
        Values.require("VLAN", id, 1, MAX);
    }

    /** The VLAN of a port behind which nobody knows of VLANs. */
    public static PortVlan access(String link, int id) {
        return new PortVlan(LinkRef.of(link), id, true, true);
    }

    /** All that a message tells of one port. Ranges, which the kernel tells only who asks for them, are none. */
    static List<PortVlan> read(Message message) throws MalformedException {
        List<PortVlan> vlans = new ArrayList<>();
        Optional<Attributes> all = message.attributes(IfLink.IfInfo.SIZE).nested(IfLink.IFLA_AF_SPEC);
        if (all.isEmpty()) {
            return vlans;
        }
        LinkRef port = LinkRef.of(message.payload().getInt(IfLink.IfInfo.IFI_INDEX));
        for (Attribute attribute : all.get().all()) {
            if (attribute.type() == IfBridge.IFLA_BRIDGE_VLAN_INFO) {
                vlans.add(read(port, attribute.value()));
            }
        }
        return vlans;
    }

    private static PortVlan read(LinkRef port, ByteBuffer value) throws MalformedException {
        if (value.remaining() < IfBridge.VlanInfo.SIZE) {
            throw Values.malformed("a VLAN of " + value.remaining() + " bytes");
        }
        int flags = value.getShort(value.position() + IfBridge.VlanInfo.FLAGS);
        int id = Short.toUnsignedInt(value.getShort(value.position() + IfBridge.VlanInfo.VID));
        if (id < 1 || id > MAX) {
            throw Values.malformed(id + " is no VLAN");
        }
        return new PortVlan(
                port,
                id,
                (flags & IfBridge.BRIDGE_VLAN_INFO_PVID) != 0,
                (flags & IfBridge.BRIDGE_VLAN_INFO_UNTAGGED) != 0);
    }

    void write(Batch batch, Indexes indexes) {
        int flags = (pvid ? IfBridge.BRIDGE_VLAN_INFO_PVID : 0) | (untagged ? IfBridge.BRIDGE_VLAN_INFO_UNTAGGED : 0);
        ByteBuffer info = ByteBuffer.allocate(IfBridge.VlanInfo.SIZE).order(ByteOrder.nativeOrder());
        info.putShort(IfBridge.VlanInfo.FLAGS, (short) flags).putShort(IfBridge.VlanInfo.VID, (short) id);
        batch.int8(Socket.AF_BRIDGE)
                .int8(0)
                .int16(0)
                .int32(indexes.of(link))
                .int32(0)
                .int32(0);
        batch.nest(IfLink.IFLA_AF_SPEC)
                .attribute(IfBridge.IFLA_BRIDGE_VLAN_INFO, info.array())
                .endNest();
    }
}
