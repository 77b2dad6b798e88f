package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.IpCases.lines;

import java.util.ArrayList;
import java.util.List;

/** {@code ip link}. What is printed of how something is used is Alcove's own, so of that only the first and the last line count. */
final class IpLinkCases {
    static final String OF_ADDRESSES = "ip link show scope link; ip link show label x; ip link show to 10.0.0.1";
    static final String FOREIGN =
            "ip link add b0 type bond mode 1; ip link set lo xdp off; ip link set lo vf 1 mac 02:00:00:00:00:01";
    static final String PLAIN = "ip link add d0 type ifb foo; ip link show d0";
    static final String INDEX = "ip link add br0 index 5x type bridge; ip link show br0";
    static final String NUMBERED = "ip link show if1";
    static final String HELP =
            "ip link help | head -n 1; ip link add br0 type bridge help | head -n 1; ip link add v0 type veth x | head -n 1";

    /** Two ends of a wire, whose addresses are given. */
    private static final String PAIR =
            "ref link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02\n";

    private static final String BRIDGE = "ref link add br0 address 02:00:00:00:00:0b type bridge\n";

    /** Command lines as a batch, which is a single start of the tool; global options stand first, in one word. */
    private static final String BATCH =
            "batch() { local options=$1; shift; printf '%s\\n' \"$@\" | ip $options -force -b -; }\n";

    /** Of a message and how something is used, the message and the exit status. */
    private static final String ENDS = "ends() { ip \"$@\" | sed -n '1p;$p'; }\n";

    private static final String[] LINKS = {"link show", "-d -j link show"};

    private IpLinkCases() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>();
        all.addAll(showing());
        all.addAll(adding());
        all.addAll(kinds());
        all.addAll(changing());
        all.addAll(different());
        return all;
    }

    private static List<Case> showing() {
        return List.of(
                lines(BATCH + PAIR + BRIDGE + """
                        ref link set v0 master br0; ref link set v0 alias 'a b'; ref link property add dev v0 altname z altname a-long-name-of-a-link
                        ip link; ip -o link; ip -br link; ip -j link; ip -j -p link show; ip -br -j link; ip -N link; ip -4 link
                        batch '' l 'link show v0' 'link s dev v0' 'lin list z' 'li lst a-long-name-of-a-link' 'link sh v1'
                        """),
                lines(PAIR + BRIDGE + """
                        ref link set v0 master br0; ip -d link; ip -d -o link show br0; ip -d -j -p link; ip -d -d link show v0
                        ip -s link; ip -s -s link; ip -s -s -s -j -p link; ip -s -o link show v0; ip -d -s -j link show br0; ip -h -s link; ip -iec -h -s -s link
                        """),
                lines(BATCH + PAIR + BRIDGE + """
                        ref link set v0 master br0 up; ref link set v1 group 5 up; await sh -c 'ip -br link show v0 | grep -q UP'
                        batch '' 'link show up' 'link show nomaster' 'link show group 5' 'link show group default up' 'link show type veth' 'link show br0 up' \
                        'link show type foo' 'link show v1 master br0'; batch -br 'link show master br0' 'link show type bridge_slave' 'link show up type bridge'
                        batch -j 'link show up' 'link show group 5' 'link show type bridge' 'link show dev v0 type bridge' 'link show br0 up' 'link show nomaster'
                        """),
                lines(BATCH + """
                        batch '' 'link show none' 'link show none up'; ip link show lo lo; ip link show master none; ip link show group none; ip link show vrf lo
                        ip link show type; ip link show dev; ip link foo; ip link ''
                        """));
    }

    private static List<Case> adding() {
        return List.of(
                lines(BATCH + """
                        ref netns add a; ref netns add b; ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 netns a address 02:00:00:00:00:02
                        ip link; ip -j link show v0; ip -n a link; ip link add v2 address 02:00:00:00:00:03 netns b type veth peer name v3 netns /run/netns/a
                        batch '' 'link set v0 netns b name w0' 'link set v9 netns b' 'link set lo netns b' 'link add m0 type ifb'; ip -n b link show w0
                        ip link set lo netns none; ip -n b link set w0 netns /proc/self/ns/net; ip -n b link; ip -n a link del v1; ip link set m0 index 55
                        ip link set m0 netns $$ index 55; ip link set m0 netns b index 77; ip link set lo link-netnsid x; ip link set lo link-netns none
                        """, LINKS),
                lines(BATCH + ENDS + """
                        batch '' 'link add' 'link add x' 'link add x type foo' 'link add x type foo bar' 'link add link none name m0 type macvlan' \
                        'link add v0 type veth peer name v0' 'link add v0 group 5 type veth peer name v1 group 5' 'link del v0'
                        ip link add x type; ip link add group 5 type veth; ip link add name a/b type bridge; ip link add name 0123456789abcdef type bridge; ip link add br0 mtu x type bridge
                        ip link add br0 mtu 1500 mtu 1500 type bridge; ip link add br0 br1 type bridge; ip link add dev br0 name br1 type bridge
                        ip link add br0 type bridge stp_state x; ip link add br0 type bridge stp_state; ip link add br0 type bridge priority 70000
                        ends link add br0 type bridge foo 1; ip link add br0 type bridge help | sed -n '$p'; ip link add v0 type veth foo | sed -n '$p'
                        ip link add v0 type veth peer type veth; ip link add name a name b type bridge
                        """, LINKS),
                lines(BATCH + """
                        ip link add v0 address 02:00:00:00:00:01 broadcast ff:ff:ff:ff:ff:fe index 77 numtxqueues 3 numrx 2 type veth peer v1 index 78 mtu 1400
                        ip link add name br0 address 2:0:0:0:0:4 up qlen 50 group 3 alias one arp off type bridge; ip link add type veth
                        batch '' 'link add br0 type bridge' 'link replace br0 mtu 1300 type bridge' 'link add link v0 type macvlan' 'link add v0 type bridge' \
                        'link add m0 gso_max_size 30000 type ifb'; await sh -c 'ip link show br0 | grep -q NO-CARRIER'
                        """, LINKS),
                lines(BATCH + PAIR + BRIDGE + """
                        batch '' 'link del none' 'link del lo' 'link delete dev v1' 'link d br0 type bridge' 'link del v0 type veth'; ip link del; ip link
                        """, LINKS));
    }

    private static List<Case> kinds() {
        return List.of(
                lines("""
                        ip link add br0 address 02:00:00:00:00:01 type bridge stp_state 1 forward_delay 400 hello_time 300 max_age 1000 vlan_filtering 1 pri 0x64 mcast_snooping 0 \
                        group_fwd_mask 8 group_address 01:80:c2:00:00:05 no_linklocal_learn 1 mcast_querier_interval 12000 vlan_protocol 802.1ad vlan_default_pvid 0
                        ip -d link show br0; ip link set br0 type bridge fdb_flush ageing_time 100 stp_state 0 mcast_router 2 nf_call_iptables 1 mcast_vlan_snooping 1
                        ip link set br0 type bridge vlan_protocol foo; ip link set br0 type bridge mcast_querier 300; ip link set br0 type bridge vlan_protocol 0x8100
                        """, LINKS),
                lines(BATCH + ENDS + PAIR + BRIDGE + """
                        ip link set v0 master br0; ip link set v0 type bridge_slave cost 5 priority 3 hairpin on guard on mcast_router 2 fastleave on isolated on \
                        group_fwd_mask 0x4004 backup_port v1 neigh_suppress on learning off flood off mcast_flood of bcast_flood off root_block on
                        ip -d link show v0; ip -d -j -p link show v0; ip link set v0 type bridge_slave cost x; ip link set v0 type bridge_slave hairpin x
                        ends link set v0 type bridge_slave foo; ip link set v0 type bridge_slave backup_port none
                        batch '' 'link set v0 type bridge_slave nobackup_port state 3' 'link show master br0' 'link set v1 type bridge_slave cost 5' 'link set v0 nomas'
                        """, LINKS),
                lines(BATCH + ENDS + PAIR + """
                        batch -d 'link add link v0 name m0 address 02:00:00:00:00:03 type macvlan mode bridge' 'link add link v0 m1 type macvtap mode vepa' \
                        'link add link v1 name s0 address 02:00:00:00:00:04 type macvlan mode source flag nodst bcqueuelen 500' 'link show s0' \
                        'link set s0 type macvlan macaddr set 02:00:00:00:00:07 02:00:00:00:00:08' 'link set s0 type macvlan macaddr add 02:00:00:00:00:09' \
                        'link set s0 type macvlan macaddr del 02:00:00:00:00:07' 'link show s0'; ip -d -j -p link show s0
                        batch '' 'link set s0 type macvlan macaddr flush' 'link add link v1 p0 type macvlan mode passthru nopromisc' 'link add p1 type macvlan' \
                        'link add link v1 p1 type macvlan mode foo' 'link add link v1 p1 type macvlan flag foo' 'link add link v1 p1 type macvlan bcqueuelen x'
                        ends link add link v1 p1 type macvlan mode private nopromisc; ends link add link v1 p1 type macvlan foo
                        """, LINKS),
                lines(BATCH + PAIR + """
                        ip link add x0 address 02:00:00:00:00:05 type vxlan id 42 dev v0 dstport 4789 remote 10.0.0.1 local 10.0.0.2 ttl 64 tos 0x10 nolearning \
                        srcport 1000 2000 ageing 100 maxaddress 5 proxy rsc l2miss l3miss udp6zerocsumtx; ip link add x2 address 02:00:00:00:00:07 type vxlan external
                        batch -d 'link show x0' 'link add x1 address 02:00:00:00:00:06 type vxlan id 43 group 239.1.1.1 dev v0 dstport 0 ttl inherit tos inherit df set flowlabel 5' \
                        'link show x1' 'link show x2' 'link set x0 type vxlan remote 10.0.0.9' \
                        'link add x3 address 02:00:00:00:00:08 type vxlan vni 9 group ff05::100 local fd00::1 dev v0 noudpcsum gbp dstport 1' 'link show x3'
                        ip -6 link add x4 address 02:00:00:00:00:09 type vxlan id 10 gpe ageing none; ip -d -j link show type vxlan
                        """, LINKS),
                lines(BATCH + ENDS + PAIR + """
                        batch '' 'link add x type vxlan' 'link add x type vxlan id 9 remote 10.0.0.1 group 239.1.1.1' 'link add x type vxlan id 9 group 239.1.1.1' \
                        'link add x type vxlan id 9 external' 'link add x type vxlan id 9 vnifilter'; ip link add x type vxlan id 99999999
                        ip link add x type vxlan id 9 id 8; ip link add x type vxlan id 9 group 10.0.0.1; ip link add x type vxlan id 9 remote x
                        ip link add x type vxlan id 9 proxy proxy; ip link add x type vxlan id 9 dev none; ip link add x type vxlan id 9 ttl 300
                        ip link add x type vxlan id 9 local 10.0.0.1 remote fd00::1; ip link add x type vxlan id 9 df x; ends link add x type vxlan id 9 foo
                        """, LINKS),
                lines(BATCH + ENDS + PAIR + """
                        batch -d 'link add link v0 name v0.5 type vlan id 5 protocol 802.1ad reorder_hdr off gvrp on ingress-qos-map 1:2 2:3 egress-qos-map 4:5' \
                        'link show type vlan' 'link add link v1 name i0 type ipvlan mode l2 private' 'link show type ipvlan' 'link add vrf0 type vrf table 10' \
                        'link show type vrf' 'link add d0 type dummy' 'link show type dummy' 'link add t0 type tun' 'link add v0.6 type vlan id 6' \
                        'link add link v0 name v0.6 type vlan id 6 gvrp x' 'link add link v1 name i1 type ipvlan mode l4'
                        ip -d -j -p link show type vlan; ip link add link v0 name v0.6 type vlan id x; ip link add link v0 name v0.6 type vlan id 6 protocol x
                        ends link add link v0 name v0.6 type vlan foo; ends link add link v1 name i1 type ipvlan private vepa; ip link add vrf1 type vrf table x
                        ends link add vrf1 type vrf foo; ip link set v1 vrf lo; ip link set v1 vrf vrf0; ip link show vrf vrf0
                        """, LINKS));
    }

    private static List<Case> changing() {
        return List.of(
                lines(BATCH + PAIR + """
                        ip link set v0 up; ip link set dev v1 up mtu 1400 txqueuelen 5; await sh -c 'ip -br link show v0 | grep -q UP'
                        batch '' 'link set v0 name w0' "link set w0 down name w1 alias 'a b'" 'link set w1 promisc on multicast off allmulticast on arp off dynamic on trailers off' \
                        'link set w1 group 7' 'link show group 7' 'link set w1 address 02:00:00:00:00:09 brd ff:ff:ff:ff:ff:fe' 'link set w1 txqlen 77' 'link show w1'
                        ip link set w1 addrgenmode none; ip link set w1 mode dormant state dormant; ip -d link show w1; ip link ch w1 alias ''
                        batch '' 'link set w1 addrgen EUI64 mode default' 'link set w1 protodown on' 'link show w1' 'link set group 7 down' 'link del group 7' link
                        """, LINKS),
                lines(BATCH + PAIR + """
                        batch '' 'link set none up' 'link set lo promisc maybe' 'link set lo carrier maybe' 'link set v0 mtu -5' 'link set v0 mtu 070000' \
                        'link set v0 address zz:00' 'link set v0 address 02:00' 'link set v0 address 02:00:00:00:00:00:00' 'link set v0 address 256:0:0:0:0:0' \
                        'link set v0 numtxqueues 4' 'link set v0 name v1'; ip link set; ip link set up; ip link set lo mtu 70000000000; ip link set lo mtu 1a
                        ip link set lo master none; ip link set lo vrf none; ip link set lo group none; ip link set lo group 1 group 2; ip link set lo alias
                        ip link set lo addrgenmode foo; ip link set lo mode foo; ip link set lo state foo; ip link set lo gso_max_segs 70000; ip link set v0 v1 up
                        ip link set lo netns; ip link set v0 txqueuelen 1 qlen 2; ip link set v0 type veth foo | sed -n '$p'; ip link set group 5 mtu 1400 type
                        """, LINKS),
                lines(BATCH + PAIR + """
                        batch '' 'link property add dev v0 altname a-very-long-name-of-a-link altname z' 'link show z' 'link set a-very-long-name-of-a-link up'
                        await sh -c 'ip link show v0 | grep -q LOWERLAYERDOWN'
                        batch '' 'link prop add v0 alt z' 'link property del v0 altname z'; ip link show z
                        batch '' 'link property del dev v0 altname none' 'link property add dev none altname x' 'link property add lo'; ip link property | sed -n '$p'; ip link property foo
                        ip link property add altname x; ip link property add dev v0 altname 'a b'; ip link property add v0 v1; ip link property help | sed -n '$p'
                        """, LINKS),
                lines(PAIR + """
                        nobody() { tell setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
                        nobody "$IP" link; nobody "$IP" link set v0 up; nobody "$IP" link add br0 type bridge; nobody "$IP" link del v0
                        """));
    }

    /** What Alcove means to do otherwise. */
    private static List<Case> different() {
        return List.of(lines(OF_ADDRESSES), lines(FOREIGN), lines(PLAIN), lines(INDEX), lines(NUMBERED), lines(HELP));
    }
}
