package dev.alcove.cli;

import dev.alcove.cli.Manual.Section;
import dev.alcove.cli.Manual.Term;

/** The prose of the manual about {@code ip link}. */
final class IpLinkManual {
    private IpLinkManual() {}

    static Section links() {
        return Section.of(
                "LINKS",
                new Term(
                        "link [show] [[dev] DEVICE] [up|down] [group GROUP] [master DEVICE|nomaster|vrf NAME] [type TYPE]",
                        "Prints links; with `-details` also what their kind has to tell, with `-statistics` what they have"
                                + " received and sent, with two of them which errors there were."),
                new Term(
                        "link add [link DEVICE] [name NAME] [SETTING]... type TYPE [OPTION]...",
                        "Makes a link. The types with options are bridge, veth, vlan, vxlan, macvlan, macvtap, ipvlan, ipvtap"
                                + " and vrf; `link help TYPE` lists them. Others that the kernel has are made without options. Behind"
                                + " the option `peer` of veth stand settings of the other end."),
                new Term(
                        "link set {[dev] DEVICE|group GROUP} [SETTING]... [type TYPE [OPTION]...]",
                        "Changes a link, or all of a group: up, down, name, mtu, address, broadcast, txqueuelen, alias, group,"
                                + " netns, master, nomaster, arp, multicast, allmulticast, promisc and others, which `link help`"
                                + " lists. The type bridge_slave has what a bridge keeps for each of its links."),
                new Term("link delete {[dev] DEVICE|group GROUP} [type TYPE]", "Deletes a link, or all of a group."),
                new Term(
                        "link property {add|del} [dev] DEVICE [altname NAME]...",
                        "Gives a link further names, by which it can be called as well, or takes them away."));
    }
}
