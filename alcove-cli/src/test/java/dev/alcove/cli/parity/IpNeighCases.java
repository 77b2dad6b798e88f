package dev.alcove.cli.parity;

import java.util.List;

/** Cases of {@code ip neighbour}. The kernel lists neighbours in an order that is another in every run. */
final class IpNeighCases {
    /** It is fixed in iproute2 7: with {@code -json}, what is got is JSON. */
    static final String GOT = """
            ref link add br0 address 02:00:00:00:00:10 type bridge
            ref link set br0 addrgenmode none up
            ref addr add 10.0.0.1/24 dev br0
            ref neigh add 10.0.0.2 lladdr 02:00:00:00:00:01 dev br0
            ip -j neigh get 10.0.0.2 dev br0""";

    static final String GOT_AS_JSON =
            "[{\"dst\":\"10.0.0.2\",\"dev\":\"br0\",\"lladdr\":\"02:00:00:00:00:01\",\"state\":[\"PERMANENT\"]}]";

    private static final String LINKS = """
            ref link add br0 address 02:00:00:00:00:10 type bridge
            ref link set br0 addrgenmode none up
            ref addr add 10.0.0.1/24 dev br0
            ref addr add fd00::1/64 dev br0 nodad
            ref link add v0 address 02:00:00:00:00:11 type veth peer name v1
            ref link set v0 addrgenmode none up
            """;

    private IpNeighCases() {}

    static List<Case> all() {
        return List.of(shown(), states(), flags(), proxies(), IpCases.lines(GOT), got(), flushed(), wrong());
    }

    private static Case shown() {
        return IpCases.lines(LINKS + """
                ip neigh
                ip -j neigh
                ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:01 dev br0
                ip neigh
                ip -j -p neigh
                ip -br neigh
                ip -br -j neigh
                ip neigh show dev br0
                ip -j neigh show dev br0
                ip neigh show dev v0
                ip neigh show to 10.0.0.0/24
                ip n s 10.0.1.0/24
                ip -s neigh | sed -E 's:[0-9]+/[0-9]+/[0-9]+:TIMES:'
                ip neigh show nomaster
                """, "neigh");
    }

    private static Case states() {
        return IpCases.lines(LINKS + """
                ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:01 dev br0 nud reachable
                ip neigh change 10.0.0.2 lladdr 02:00:00:00:00:02 dev br0 nud stale
                ip neigh show nud stale
                ip neigh chg to 10.0.0.2 lladdr 2:0:0:0:0:3 dev br0 nud noarp
                ip neigh show nud all to 10.0.0.2
                ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:04 dev br0 nud perm
                ip neigh replace 10.0.0.3 lladdr 02:00:00:00:00:05 dev v0 nud 0x80
                ip neigh show | sort
                ip neigh del 10.0.0.3 dev v0
                """, "neigh");
    }

    private static Case flags() {
        return IpCases.lines(LINKS + """
                ip neigh add fd00::2 lladdr 02:00:00:00:00:01 dev br0 extern_learn proto static nud reachable
                ip -6 neigh
                ip -j neigh show protocol static
                ip neigh del fd00::2 dev br0
                ip neigh add fd00::3 lladdr 02:00:00:00:00:01 dev br0 router
                ip neigh
                ip -4 neigh
                """, "neigh", "-j neigh");
    }

    private static Case proxies() {
        return IpCases.lines(LINKS + """
                ip neigh add proxy 10.0.0.9 dev br0
                ip neigh add proxy fd00::9 dev v0
                ip neigh show proxy
                ip -j neigh show proxy
                ip -4 neigh show proxy dev br0
                ip neigh del proxy 10.0.0.9 dev br0
                """, "neigh show proxy");
    }

    private static Case got() {
        return IpCases.lines(LINKS + """
                ref neigh add fd00::2 lladdr 02:00:00:00:00:01 dev br0
                ip neigh get fd00::2 dev br0
                ip neigh get 10.0.0.7 dev br0
                ip neigh get 10.0.0.7 dev nope
                ip neigh get 10.0.0.7
                """);
    }

    private static Case flushed() {
        return IpCases.lines(LINKS + """
                ref neigh add 10.0.0.2 lladdr 02:00:00:00:00:01 dev br0 nud stale
                ref neigh add 10.0.0.3 lladdr 02:00:00:00:00:01 dev br0
                ref neigh add 10.0.0.4 lladdr 02:00:00:00:00:01 dev br0
                ip -s neigh flush dev br0
                ip -s neigh flush dev br0
                ip -s -s neigh flush to 10.0.0.4 nud permanent | sed -E 's:[0-9]+/[0-9]+/[0-9]+:TIMES:'
                ip neigh flush all
                ip neigh flush
                """, "neigh");
    }

    private static Case wrong() {
        return IpCases.lines(LINKS + """
                ip neigh add 10.0.0.2
                ip neigh add dev br0
                ip neigh add 10.0.0.2 dev br0
                ip neigh add x dev br0
                ip neigh add 10.0.0.2 dev nope lladdr 2:0:0:0:0:1
                ip neigh add 10.0.0.2 dev br0 lladdr xx
                ip neigh add 10.0.0.2 dev br0 lladdr 2:0:0:0:0:1 nud foo
                ip neigh add 10.0.0.2 10.0.0.3 dev br0
                ip neigh add 10.0.0.2 dev br0 lladdr 2:0:0:0:0:1 lladdr 2:0:0:0:0:2
                ip neigh change 10.0.0.2 dev br0 lladdr 2:0:0:0:0:1
                ip neigh del 10.0.0.2 dev br0
                ip neigh show dev nope
                ip neigh show nud foo
                ip neigh foo
                """, "neigh");
    }
}
