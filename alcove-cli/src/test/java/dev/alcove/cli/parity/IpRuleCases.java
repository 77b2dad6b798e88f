package dev.alcove.cli.parity;

import java.util.List;

/** Cases of {@code ip rule}. */
final class IpRuleCases {
    static final String GARBAGE = "ip rule add sport 80x table 5";

    private IpRuleCases() {}

    static List<Case> all() {
        return List.of(
                shown(),
                selectors(),
                ports(),
                actions(),
                settings(),
                inet6(),
                selected(),
                flushed(),
                wrong(),
                IpCases.lines(GARBAGE));
    }

    private static Case shown() {
        return IpCases.lines("""
                ref rule add from 10.0.0.0/8 table 100
                ip rule
                ip -j rule
                ip -j -p rule
                ip -d rule
                ip -N rule
                ip -6 rule
                ip ru l
                """);
    }

    private static Case selectors() {
        return IpCases.lines("""
                ref link add br0 type bridge
                ip rule add not from 10.1.0.0/16 to 10.2.3.4 fwmark 1/0xff iif lo oif br0 pref 5 tos 0x10 lookup 300
                ip rule add from 0/0 to 10.0/8 fwmark 7 dev nope priority 6 table main
                ip rule
                ip -j rule
                """, "rule");
    }

    private static Case ports() {
        return IpCases.lines("""
                ip rule add uidrange 0-99 ipproto tcp sport 80 dport 1000-2000 prohibit pref 20
                ip rule add ipproto 250 table 5 pref 21
                ip rule add tun_id 5 table 7 pref 22
                ip rule
                ip -j rule
                ip rule show uidrange 0-99
                ip rule show sport 80
                """, "rule");
    }

    private static Case actions() {
        return IpCases.lines("""
                ip rule add pref 10 goto 20
                ip rule add pref 20 nop
                ip rule add pref 30 goto 31
                ip rule add from 1.2.3.4 blackhole pref 40
                ip rule add from 1.2.3.5 type unreachable pref 41
                ip rule add l3mdev pref 50
                ip rule
                ip -j rule
                ip rule del pref 20
                ip rule del from 1.2.3.5 unreachable
                """, "rule");
    }

    private static Case settings() {
        return IpCases.lines("""
                ip rule add table 10 suppress_prefixlength 0
                ip rule add table 11 suppress_ifgroup default
                ip rule add from 1.2.3.4 realms 3/4 table main
                ip rule add table 12 protocol static
                ip rule
                ip -j rule
                ip rule del table 10
                ip rule del table 10
                """, "rule", "-d rule");
    }

    private static Case inet6() {
        return IpCases.lines("""
                ip -6 rule add from fd00::/8 to fd01::1 table 5
                ip -6 rule
                ip -6 -j rule
                ip -6 rule del from fd00::/8 to fd01::1
                ip rule add from fd00::/8 table 5
                """, "-6 rule", "rule");
    }

    private static Case selected() {
        return IpCases.lines("""
                ref rule add from 10.0.0.0/8 table 100 pref 5
                ref rule add from 10.1.0.0/16 to 10.9.0.0/16 table 100 pref 6
                ref rule add iif lo fwmark 3 table 101 pref 7
                ip rule show table 100
                ip rule list from 10.0.0.0/8
                ip rule show to 10.9.0.0/16
                ip rule show 10.9.0.0/16
                ip rule show iif lo
                ip rule show fwmark 3
                ip -j rule show pref 6
                ip rule show not
                """);
    }

    private static Case flushed() {
        return IpCases.lines("""
                ref rule add from 10.0.0.0/8 table 100 protocol static
                ref rule add from 10.1.0.0/16 table 101
                ip rule flush protocol static
                ip rule
                ip rule flush table 101
                ip rule
                ip -j rule flush
                """, "rule");
    }

    private static Case wrong() {
        return IpCases.lines("""
                ip rule add
                ip rule del
                ip rule add from
                ip rule add from x
                ip rule add from 1.2.3.4 bla
                ip rule foo
                ip rule add pref x
                ip rule add fwmark 1/x
                ip rule add sport x
                ip rule add uidrange 5
                ip rule add ipproto foo
                ip rule add table foo
                ip rule add iif aaaaaaaaaaaaaaaaaaaaa
                ip rule add suppress_prefixlength -1
                ip rule del pref 77
                ip rule show table foo
                """, "rule");
    }
}
