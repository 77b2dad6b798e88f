package dev.alcove.cli.ip;

/** How {@code ip link} is used. */
final class LinkUsage {
    private LinkUsage() {}

    /** That of all its commands. */
    static IpException all() {
        return IpException.usage("""
                Usage: ip link [ show ] [ [ dev ] DEVICE ] [ up | down ] [ group GROUP ]
                               [ master DEVICE | nomaster | vrf NAME ] [ type TYPE ]
                       ip link add [ link DEVICE ] [ [ name ] NAME ] [ SETTING ]... type TYPE [ OPTION ]...
                       ip link { set | change } { [ dev ] DEVICE | group GROUP } [ SETTING ]...
                               [ type TYPE [ OPTION ]... ]
                       ip link delete { [ dev ] DEVICE | group GROUP } [ type TYPE ]
                       ip link property { add | del } [ dev ] DEVICE [ altname NAME ]...
                       ip link help [ TYPE ]
                SETTING: { up | down } | name NAME | index NUMBER | mtu NUMBER | txqueuelen NUMBER
                         address ADDRESS | broadcast ADDRESS | alias TEXT | group GROUP
                         netns { NAME | PATH | PID } | link-netns NAME | link-netnsid NUMBER
                         master DEVICE | vrf NAME | nomaster | parentdev NAME
                         { multicast | allmulticast | promisc | dynamic | trailers | arp } { on | off }
                         { carrier | protodown } { on | off } | mode { default | dormant } | state STATE
                         addrgenmode { eui64 | none | stable_secret | random }
                         { numtxqueues | numrxqueues } NUMBER
                         { gso_max_size | gso_max_segs | gro_max_size } NUMBER
                TYPE: bridge | bridge_slave | dummy | ifb | ipvlan | ipvtap | macvlan | macvtap | veth | vlan |
                      vrf | vxlan, or any other that the kernel has, without options""");
    }
}
