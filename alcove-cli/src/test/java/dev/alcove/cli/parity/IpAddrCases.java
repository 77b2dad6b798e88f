package dev.alcove.cli.parity;

import java.util.List;

/** Cases of {@code ip address}. */
final class IpAddrCases {
    /** A bridge, which is up and has no address that it was not given, and a veth pair, which is down. */
    private static final String LINKS = """
            ref link set lo up
            ref link add br0 address 02:00:00:00:00:10 type bridge
            ref link set br0 addrgenmode none up
            ref link add v0 address 02:00:00:00:00:11 type veth peer name v1 address 02:00:00:00:00:12
            """;

    private static final String ADDRESSES = LINKS + """
            ref addr add 10.0.0.1/24 brd + dev br0
            ref addr add fd00::1/64 dev br0 nodad
            """;

    private IpAddrCases() {}

    static List<Case> all() {
        return List.of(
                shown(), shownAsJson(), selected(), added(), addedForInet6(), changed(), deleted(), flushed(), wrong());
    }

    private static Case shown() {
        return IpCases.lines(ADDRESSES + """
                ip addr
                ip -o addr
                ip -br addr
                ip -4 addr
                ip -6 addr
                ip -0 addr
                ip -N addr show br0
                ip -s addr show dev v0
                ip a s lo
                """);
    }

    private static Case shownAsJson() {
        return IpCases.lines(ADDRESSES + """
                ip -j addr
                ip -j -p addr
                ip -j -br addr
                ip -j -o addr
                ip -j -4 addr
                ip -j -6 addr show dev br0
                ip -j -s addr show v0
                """);
    }

    private static Case selected() {
        return IpCases.lines(ADDRESSES + """
                ip addr show up
                ip addr show dev br0 scope global
                ip -j addr show scope host
                ip addr show type bridge
                ip -j addr show type veth
                ip addr show to 10.0.0.0/8
                ip addr show to fd00::/16
                ip addr show label 'b[a-z]*'
                ip addr show label br?
                ip addr show permanent
                ip addr show dynamic
                ip addr show -tentative primary
                ip addr show group default nomaster
                ref link set v0 master br0
                ip -o addr show master br0
                ip -br addr show master br0 up
                """);
    }

    private static Case added() {
        return IpCases.lines(LINKS + """
                ip addr add 10.1.0.1/16 brd + dev br0 label br0:x
                ip addr add 10.1.0.2/16 brd - dev br0
                ip addr add 10.2.0.1/32 peer 10.2.0.2 dev br0
                ip addr add local 10.3.0.1 remote 10.3.0.2/24 dev br0 scope link
                ip addr add 10.4.0.1/255.255.0.0 broadcast 10.4.9.9 dev br0 noprefixroute metric 33
                ip addr add 10.5/16 dev br0
                ip addr add 127.5.0.1/8 dev lo
                ip addr add 224.0.0.99/32 dev br0 autojoin
                ip addr add 10.6.0.1/24 dev br0 valid_lft forever preferred_lft 0
                ip addr show br0
                ip -j addr show br0
                ip addr show secondary
                """, "addr", "route");
    }

    private static Case addedForInet6() {
        return IpCases.lines(LINKS + """
                ip -6 addr add fd01::1/64 dev br0 nodad noprefixroute home metric 77
                ip addr add fd02::1/64 dev br0 nodad
                ip -6 addr add fd03::1/64 peer fd03::2 dev br0 nodad preferred_lft 0
                ip -6 addr add fd04::1/64 dev br0 nodad valid_lft 1000 preferred_lft 500
                ip addr show br0 | sed -E 's/[0-9]+sec/TIME/g'
                """, "-6 addr show -dynamic");
    }

    private static Case changed() {
        return IpCases.lines(ADDRESSES + """
                ip addr change 10.0.0.1/24 dev br0 metric 50
                ip addr replace fd05::1/64 dev br0 metric 60
                ip addr replace fd00::1/64 dev br0 metric 70
                ip addr chg fd00::1/64 dev br0 preferred_lft 0
                ip addr add 10.9.0.1/24 dev nope
                ip addr change 10.9.0.1/24 dev br0
                """, "addr show br0", "route", "-6 route show proto kernel");
    }

    private static Case deleted() {
        return IpCases.lines(ADDRESSES + """
                ref addr add 10.0.0.2/24 dev br0
                ref addr add 10.7.0.1 peer 10.7.0.2 dev br0
                ip addr del 10.0.0.2/24 dev br0
                ip addr del 10.0.0.2/24 dev br0
                ip addr del 10.0.0.1 dev br0
                ip addr del fd00::1/64 dev br0
                ip addr d 10.7.0.1 peer 10.7.0.2 dev br0
                """, "addr");
    }

    private static Case flushed() {
        return IpCases.lines(ADDRESSES + """
                ref addr add 10.0.0.2/24 dev br0
                ref addr add 10.8.0.1/24 dev v0
                ref addr add 10.8.1.1/24 dev v0 label v0:b
                ip -s addr flush dev br0 primary
                ip addr flush dev v0 label '*:b'
                ip -s -s -4 addr flush scope global
                ip -s addr flush to fd00::/8
                ip -s addr flush dev br0
                ip addr flush
                """, "addr");
    }

    private static Case wrong() {
        return IpCases.lines(ADDRESSES + """
                ip addr foo
                ip addr show nope
                ip addr show br0 v0
                ip addr show scope foo
                ip addr add 10.0.0.1/24 dev br0
                ip addr add 10.0.0.5/24
                ip addr add 10.0.0.5/33 dev br0
                ip addr add x dev br0
                ip -6 addr add 10.0.0.5/24 dev br0
                ip addr add 10.0.0.5/24 10.0.0.6/24 dev br0
                ip addr add 10.0.0.5/24 dev br0 scope foo
                ip addr add 10.0.0.5/24 dev br0 valid_lft 0
                ip addr add 10.0.0.5/24 dev br0 valid_lft 5 preferred_lft 6
                ip addr add 10.0.0.5/24 brd 10.0.0.255 brd + dev br0
                ip addr add fd00::9/64 dev br0 brd +
                ip addr add 10.9.9.9/32 dev br0 autojoin
                ip addr add 10.0.0.6/24 dev br0 secondary nodad
                ip addr add 10.0.0.7/24 dev
                """, "addr");
    }
}
