package dev.alcove.net;

/**
 * What kind of link it is, with what only that kind has. The same records tell what there is and say what is wanted: what is empty, the
 * kernel has not told, or shall choose.
 */
public sealed interface LinkKind permits Veth, Bridge, Vlan, Vxlan, Macvlan, Macvtap, Ipvlan, Dummy, OtherKind {
    /** The kernel's name of it, {@code IFLA_INFO_KIND}: {@code veth}. */
    String kind();
}
