package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfLink;
import java.util.Optional;

/** Which record belongs to which name of a kind. */
final class LinkKinds {
    private LinkKinds() {}

    /** The kind that {@code IFLA_LINKINFO} tells of. */
    static LinkKind read(String kind, Optional<Attributes> details) throws MalformedException {
        if (kind.equals("veth")) {
            return new Veth();
        }
        if (kind.equals("dummy")) {
            return new Dummy();
        }
        if (details.isEmpty()) {
            return other(kind);
        }
        Attributes data = details.get();
        return switch (kind) {
            case "bridge" -> Bridge.read(data);
            case "vlan" -> Vlan.read(data);
            case "vxlan" -> Vxlan.read(data);
            case "macvlan" -> Macvlan.read(data);
            case "macvtap" -> Macvtap.read(data);
            case "ipvlan" -> Ipvlan.read(data);
            default -> other(kind);
        };
    }

    private static LinkKind other(String kind) throws MalformedException {
        if (kind.isEmpty() || kind.length() > OtherKind.MAX_LENGTH) {
            throw Values.malformed("a kind of link of " + kind.length() + " characters");
        }
        return new OtherKind(kind);
    }

    /**
     * Writes {@code IFLA_INFO_DATA}, but for a veth's other end.
     *
     * @param parent the index of the link that it stands on, which a vxlan has here and not where the others have it; 0: none
     */
    static void write(LinkKind kind, Batch batch, int parent) {
        if (kind instanceof Veth || kind instanceof Dummy || kind instanceof OtherKind) {
            return;
        }
        batch.nest(IfLink.IFLA_INFO_DATA);
        switch (kind) {
            case Bridge bridge -> bridge.write(batch);
            case Vlan vlan -> vlan.write(batch);
            case Vxlan vxlan -> vxlan.write(batch, parent);
            case Macvlan macvlan -> macvlan.write(batch);
            case Macvtap macvtap -> macvtap.write(batch);
            case Ipvlan ipvlan -> ipvlan.write(batch);
            case Veth veth -> throw new IllegalStateException(veth + " has no details");
            case Dummy dummy -> throw new IllegalStateException(dummy + " has no details");
            case OtherKind other -> throw new IllegalStateException(other + " has no details");
        }
        batch.endNest();
    }
}
