package dev.alcove.cli.parity;

import java.util.ArrayList;
import java.util.List;

/** Cases of {@code ip route}. */
final class IpRouteCases {
    /** Two links with addresses, of which the bridge has no carrier. */
    private static final String LINKS = """
            ref link set lo up
            ref link add br0 address 02:00:00:00:00:10 type bridge
            ref link set br0 addrgenmode none up
            ref link add v0 address 02:00:00:00:00:11 type veth peer name v1 address 02:00:00:00:00:12
            ref link set v0 addrgenmode none up
            ref link set v1 addrgenmode none up
            ref addr add 10.0.0.1/24 dev br0
            ref addr add 10.1.0.1/24 dev v0
            ref addr add fd00::1/64 dev br0 nodad
            ref addr add fd01::1/64 dev v0 nodad
            """;

    static final String REFUSED = """
            ip route add 10.9.0.0/16 encap mpls 100 dev lo
            ip route add 10.9.0.0/16 vrf red dev lo
            ip route add 10.9.0.0/16 via link 02:00:00:00:00:01 dev lo
            ip route get 10.9.0.1 connected
            ip route save
            ip rule restore
            ip rule add nat 10.0.0.1
            ip addr save""";

    private IpRouteCases() {}

    /** What Alcove says to each line of {@link #REFUSED}. */
    static String[] refusals() {
        String[] refused = {
            "\"encap\" of a route",
            "\"vrf\" of a route",
            "a next hop of the family \"link\"",
            "\"connected\" of \"route get\"",
            "\"route save\"",
            "\"rule restore\"",
            "\"nat\" of a rule",
            "\"address save\"",
        };
        List<String> facts = new ArrayList<>();
        for (String what : refused) {
            facts.add("err alcove: ip: " + what + " is not implemented");
            facts.add("err iproute2 has it; see alcove-ip(1)");
            facts.add("exit 255");
        }
        return facts.toArray(new String[0]);
    }

    static List<Case> all() {
        return List.of(
                shown(),
                metrics(),
                types(),
                nexthops(),
                families(),
                tables(),
                inet6(),
                got(),
                gotInet6(),
                changed(),
                selected(),
                flushed(),
                down(),
                abbreviated(),
                wrong(),
                wrongValues(),
                wrongNexthops(),
                IpCases.lines(REFUSED));
    }

    private static Case shown() {
        return IpCases.lines(LINKS + """
                ip route
                ip -j route
                ip -j -p route
                ip -d route
                ip -6 route
                ip -j -d -6 route
                ip route show table all
                ip -N route show table all
                ip -j route show table local
                """);
    }

    private static Case metrics() {
        return IpCases.lines(LINKS + """
                ip route add 10.5.0.0/16 via 10.1.0.2 dev v0 proto static metric 100 mtu lock 1400 advmss 1000 \
                    window 5000 rtt 100ms rttvar 50ms rto_min 200ms initcwnd 10 initrwnd 20 cwnd 5 ssthresh 6 \
                    reordering 7 hoplimit 33 features ecn quickack 1 congctl cubic fastopen_no_cookie 1
                ip route add 10.6.0.0/16 rtt 100 rttvar 8 rto_min 1.5s via 10.1.0.2
                ip route add 10.7.0.0/16 dev v0 rto_min 5000s
                ip route show proto static
                ip -j -p route show proto static
                ip route
                """, "route", "-j route");
    }

    private static Case types() {
        return IpCases.lines(LINKS + """
                ip route add blackhole 10.9.0.0/16
                ip route add unreachable 10.10.0.0/16 metric 5
                ip route add prohibit 10.11.0.0/16
                ip route add throw 10.12.0.0/16
                ip route add local 10.13.0.0/16 dev lo
                ip route add broadcast 10.14.0.255 dev v0
                ip route add multicast 239.0.0.0/8 dev v0
                ip route add nat 10.15.0.0/16 via 10.1.0.2
                ip -j route
                ip route show type local table all
                ip route del blackhole 10.9.0.0/16
                """, "route", "route show table local");
    }

    private static Case nexthops() {
        return IpCases.lines(LINKS + """
                ip route add default nexthop via 10.1.0.2 dev v0 weight 2 nexthop via 10.0.0.7 dev br0 onlink
                ip -6 route add default nexthop via fd01::2 dev v0 nexthop via fd00::2 dev br0 weight 5
                ip route
                ip -o route
                ip -j -p route
                ip -6 route
                ip -6 -j route
                """, "route", "-6 route");
    }

    private static Case families() {
        return IpCases.lines(LINKS + """
                ip route add 10.20.0.0/16 via inet6 fd01::5 dev v0
                ip route
                ip -j route
                ip route show via inet6 fd01::5
                ip -6 route add fd99::/16 via inet 10.1.0.2 dev v0
                """, "route");
    }

    private static Case tables() {
        return IpCases.lines(LINKS + """
                own_etc
                echo '300 blue' >/etc/iproute2/rt_tables.d/blue.conf
                echo '0x40 red # a comment' >>/etc/iproute2/rt_protos
                ip route add 1.2.3.4 dev v0 scope link src 10.1.0.1 tos 0x10
                ip route add 1.2.3.5 via 10.1.0.2 table 100
                ip route add 1.2.3.6 via 10.1.0.2 table blue proto red realms 5/6
                ip route show table 100
                ip route show table blue
                ip route show table all proto red
                ip -j route show table 300
                ip route del 1.2.3.6 table blue
                """, "route show table all");
    }

    private static Case inet6() {
        return IpCases.lines(LINKS + """
                ip -6 route add fd55::/16 via fd01::2 pref high metric 50
                ip route add fd56::/16 dev v0 mtu 1300 expires 300
                ip -6 route add unreachable fd57::/16
                ip -6 route add fd58::/16 from fd01::/64 dev v0
                ip -6 route add default via fd01::9 proto ra
                ip -6 route | sed -E 's/[0-9]+sec/TIME/'
                ip -j -6 route show proto ra
                ip -6 route del default
                ip -6 route del fd56::/16
                """, "-6 route");
    }

    private static Case got() {
        return IpCases.lines(LINKS + """
                ip route get 10.1.0.2
                ip -j route get 10.1.0.2
                ip -o route get 10.1.0.1
                ip -d route get 127.0.0.1
                ip route get 10.1.0.2 from 10.0.0.1 oif v0 mark 17 uid 5
                ip route get 10.1.0.255
                ip route get 10.1.0.0/24
                ip -j route get 10.1.0.2 fibmatch
                ip route get 10.1.0.2 ipproto udp sport 5 dport 6 tos 0x10
                ip route get 10.99.0.1
                ip route get
                ip route get x
                ip route get 10.1.0.2 oif nope
                """);
    }

    private static Case gotInet6() {
        return IpCases.lines(LINKS + """
                ip route get fd01::2
                ip -j route get fd01::2
                ip -6 route get fd01::1
                ip route get to fd01::2 from fd01::1 oif v0
                ip route get fd02::2
                """);
    }

    private static Case changed() {
        return IpCases.lines(LINKS + """
                ip route replace 10.30.0.0/16 dev v0
                ip route replace 10.30.0.0/16 via 10.1.0.9
                ip route change 10.30.0.0/16 via 10.1.0.10
                ip route append 10.30.0.0/16 via 10.1.0.11
                ip route prepend 10.30.0.0/16 via 10.1.0.12
                ip route test 10.31.0.0/16 via 10.1.0.3
                ip route show 10.30.0.0/16
                ip route del 10.30.0.0/16 via 10.1.0.11
                ip route change 10.32.0.0/16 via 10.1.0.10
                ip route del 10.77.0.0/16
                """, "route");
    }

    private static Case selected() {
        return IpCases.lines(LINKS + """
                ref route add 10.40.0.0/16 via 10.1.0.2
                ref route add 10.40.1.0/24 via 10.1.0.3 proto static src 10.1.0.1 metric 5
                ref route add default via 10.1.0.4
                ip route show root 10.40.0.0/16
                ip route show match 10.40.1.5
                ip route show exact 10.40.0.0/16
                ip route show 10.40.1.0/24
                ip route show default
                ip route show via 10.1.0.3
                ip route show proto kernel scope link
                ip route show src 10.1.0.1
                ip route show dev v0
                ip -j route show metric 5
                ip route list proto all scope all type unicast
                ip route show to match default
                ip route show cache
                """);
    }

    private static Case flushed() {
        return IpCases.lines(LINKS + """
                ref route add 10.40.0.0/16 via 10.1.0.2
                ref route add 10.41.0.0/16 via 10.1.0.3 proto static
                ip -s route flush 10.40.0.0/16
                ip -s -s route flush proto static
                ip -6 route flush dev v0
                ip -s route flush root 10.200.0.0/16
                ip route flush cache
                ip route flush table 99
                ip route flush
                """, "route", "-6 route");
    }

    private static Case down() {
        return IpCases.lines(LINKS + """
                ref link set v1 down
                ip route
                ip -j route
                ref link set v0 down
                ip route
                ip route add 10.8.0.0/16 dev v0
                """);
    }

    private static Case abbreviated() {
        return IpCases.lines(LINKS + """
                ip r
                ip ro s
                ip r l ta main
                ip r a 10.60.0.0/16 via 10.1.0.2 pro static met 6 win 1000
                ip r d 10.60.0.0/16
                ip r g 10.1.0.2
                ip r ch 10.1.0.0/24 via 1.2.3.4
                """, "route");
    }

    private static Case wrong() {
        return IpCases.lines(LINKS + """
                ip route add 10.1.1.1 via 10.99.0.1
                ip route add default
                ip route add default dev nope
                ip route add 10.0.0.0/8 via x
                ip route add foo
                ip route add 10.0.0.0/40 dev v0
                ip route add 10.4.0.0/16 10.5.0.0/16
                ip route add 10.4.0.0/16 via 10.1.0.2 via 10.1.0.3
                ip route add 10.4.0.0/16 dev
                ip route add 10.1.0.0/24 dev v0 proto kernel scope link src 10.1.0.1
                ip route add 10.4.0.0/16 src 10.9.9.9 dev v0
                ip route foo
                ip route show table x
                ip route show table 77
                ip -6 route show table 77
                ip route show dev nope
                """, "route");
    }

    private static Case wrongValues() {
        return IpCases.lines(LINKS + """
                ip route add 10.4.0.0/16 dev v0 mtu x
                ip route add 10.4.0.0/16 dev v0 advmss x
                ip route add 10.4.0.0/16 dev v0 scope x
                ip route add 10.4.0.0/16 dev v0 table x
                ip route add 10.4.0.0/16 dev v0 proto x
                ip route add 10.4.0.0/16 dev v0 quickack 5
                ip route add 10.4.0.0/16 dev v0 rtt x
                ip route add 10.4.0.0/16 dev v0 metric -5
                ip route add 10.4.0.0/16 dev v0 features x
                ip route add 10.4.0.0/16 dev v0 pref x
                ip route add 10.4.0.0/16 dev v0 congctl nope
                """, "route");
    }

    private static Case wrongNexthops() {
        return IpCases.lines(LINKS + """
                ip route add 10.4.0.0/16 nexthop
                ip route add 10.4.0.0/16 nexthop dev nope
                ip route add 10.4.0.0/16 nexthop via 10.1.0.2 foo
                ip route add 10.4.0.0/16 nexthop via 10.1.0.2 weight 0
                ip route add 10.4.0.0/16 nexthop via 10.77.0.2 nexthop via 10.1.0.3
                """, "route");
    }
}
