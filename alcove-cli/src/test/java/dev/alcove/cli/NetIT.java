package dev.alcove.cli;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code alcove net}, by root and by an ordinary user, judged by iproute2, tc, bridge and nft. */
@Execution(ExecutionMode.CONCURRENT)
final class NetIT {
    static List<Account> accounts() {
        return Account.all();
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void starIsWiredAndGoesAway(Account account) throws Exception {
        NetShell.run(account, """
                before=$(left)
                "$A" net up --dry-run "$E/star.yaml" | grep -qx '+ veth web eth0 - web-eth0 lan' || fail dry run
                test "$(left)" = "$before" || fail dry run changed something
                "$A" net up --quiet "$E/star.yaml"
                "$A" net status >status || fail status
                grep -qx 'star: up' status || fail "$(cat status)"
                "$A" net check >check || fail check
                ! grep -q lost check || fail "$(cat check)"
                test "$(host web ip -o -4 addr show dev eth0 | awk '{print $4}')" = 10.0.0.1/24 || fail address
                test "$(host web ip -6 -o addr show dev eth0 scope global | awk '{print $4}')" = fd00::1/64 || fail address
                host web ip -o link show lo | grep -q ',UP,' || fail lo
                host phone tc qdisc show dev eth0 root | grep -q 'tbf.*rate 2Mbit' || fail rate
                host web tc qdisc show dev eth0 root | grep -q noqueue || fail no rate
                host phone busybox ping -c 1 -W 5 10.0.0.1 >/dev/null || fail ping
                test "$(host web id -u)" = 0 || fail root inside
                "$A" net down >/dev/null
                test "$(left)" = "$before" || fail "left: $(left)"
                must_fail 'no topology is up' "$A" net down
                "$A" net down --force
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void routersForwardBetweenNetworks(Account account) throws Exception {
        NetShell.run(account, """
                "$A" net up -q "$E/router.yaml"
                "$A" net check --json >check || fail "$(cat check)"
                test "$(grep -c '"reached": true' check)" -gt 20 || fail "$(cat check)"
                ! grep -q '"reached": false' check || fail "$(cat check)"
                test "$(host desk ip route show default)" = 'default via 10.1.0.1 dev eth0 proto static ' || fail route
                test "$(host router cat /proc/sys/net/ipv4/ip_forward)" = 1 || fail sysctl
                host server ip -o link show eth0 | grep -q 'mtu 9000' || fail mtu
                host store ip route get 10.1.0.10 | grep -q 'via 192.168.7.1' || fail pair
                "$A" net down >/dev/null
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void upAfterAnEditMakesOnlyTheDifference(Account account) throws Exception {
        NetShell.run(account, """
                before=$(left)
                sed 's/rate: 2mbit/mtu: 1400/' "$E/star.yaml" >star.yaml
                "$A" net up -q "$E/star.yaml"
                index=$(host web ip -o link show eth0 | cut -d: -f1,2)
                test "$("$A" net up "$E/star.yaml")" = 'star is up, nothing to change' || fail second
                cat >>star.yaml <<'END'
                  extra:
                    links:
                      eth0: {to: lan, addresses: [10.0.0.4/24]}
                END
                sed -i 's/ "fd00::2.64"\\]/]/; s/\\[10.0.0.2.24,\\]/[10.0.0.2\\/24]/' star.yaml
                host web ip addr add 10.99.0.1/24 dev eth0
                "$A" net up -n star.yaml | sort >wanted
                "$A" net up star.yaml | sort >made
                diff wanted made || fail dry run told another thing
                sort >expected <<'END'
                - address db eth0 fd00::2/64
                - rate phone eth0 2mbit
                + namespace extra
                + veth extra eth0 - extra-eth0 lan
                + mtu - phone-eth0 1400
                + mtu phone eth0 1400
                + address extra eth0 10.0.0.4/24
                END
                diff expected made || fail difference
                test "$(host web ip -o link show eth0 | cut -d: -f1,2)" = "$index" || fail another link
                host web ip -o addr | grep -q 10.99.0.1/24 || fail what others added is gone
                host db ip -6 -o addr show scope global | grep -q fd00::2 && fail address is still there
                host phone tc qdisc show dev eth0 root | grep -q tbf && fail rate is still there
                host phone ip -o link show eth0 | grep -q 'mtu 1400' || fail mtu
                "$A" net check >/dev/null || fail check
                "$A" net up -q "$E/star.yaml"
                must_fail "has no host 'extra'" host extra true
                host phone ip -o link show eth0 | grep -q 'mtu 1500' || fail mtu is not back
                "$A" net down >/dev/null
                test "$(left)" = "$before" || fail "left: $(left)"
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void whatSomebodyDeletedIsMissingAndMadeAgain(Account account) throws Exception {
        NetShell.run(account, """
                "$A" net up -q "$E/star.yaml"
                host web ip addr del 10.0.0.1/24 dev eth0
                host db ip link del eth0
                "$A" net status >status && fail complete
                test $? = 2
                grep -qx 'missing: address web eth0 10.0.0.1/24' status || fail "$(cat status)"
                grep -qx 'missing: veth db eth0 - db-eth0 lan' status || fail "$(cat status)"
                "$A" net check >/dev/null && fail check
                "$A" net up "$E/star.yaml" | sort >made
                grep -qx '+ veth db eth0 - db-eth0 lan' made || fail "$(cat made)"
                "$A" net status >/dev/null || fail status
                "$A" net check >/dev/null || fail check
                "$A" net down >/dev/null
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void commandsRunInTheirHosts(Account account) throws Exception {
        NetShell.run(account, """
                before=$(left)
                cat >run.yaml <<'END'
                hosts:
                  one:
                    sysctls: {net.ipv4.ip_default_ttl: 33}
                    commands:
                      - cat /proc/sys/net/ipv4/ip_default_ttl
                      - {run: sleep 1000 & exec sleep 1000, background: true}
                END
                "$A" net up run.yaml >made
                grep -qx 'one: 33' made || fail "$(cat made)"
                test "$("$A" net up run.yaml)" = 'run is up, nothing to change' || fail commands ran again
                host one sleep 1000 &
                sleep 0.2
                "$A" net down >down
                wait $! && fail its processes live on
                test "$(left)" = "$before" || fail "left: $(left)"
                echo '      - "echo about to fail; exit 3"' >>run.yaml
                must_fail "ended with status 3:" "$A" net up run.yaml
                grep -qx 'about to fail' out || fail "$(cat out)"
                test "$(left)" = "$before" || fail "left: $(left)"
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void failingEditLeadsBack(Account account) throws Exception {
        NetShell.run(account, """
                "$A" net up -q "$E/star.yaml"
                cp "$S/star/state" state
                host web ip -o addr show scope global | sort >addresses
                sed 's/10.0.0.1.24, "fd00::1.64"/10.0.0.9\\/24/' "$E/star.yaml" >star.yaml
                echo '    commands: [exit 1]' >>star.yaml
                must_fail "ended with status 1" "$A" net up star.yaml
                diff "$S/star/state" state || fail state
                host web ip -o addr show scope global | sort | diff - addresses || fail addresses
                "$A" net down >/dev/null
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void testTakesDownInAnyCase(Account account) throws Exception {
        NetShell.run(account, """
                before=$(left)
                "$A" net test "$E/star.yaml" -- "$A" net exec web true || fail status 0
                test "$(left)" = "$before" || fail "left: $(left)"
                "$A" net test "$E/star.yaml" sh -c 'exit 7' && fail status 7
                test $? = 7 || fail status 7
                test "$(left)" = "$before" || fail "left: $(left)"
                "$A" net test "$E/star.yaml" sleep 1000 &
                for i in $(seq 100); do "$A" net status star >status 2>&1 && break; sleep 0.1; done
                grep -qx 'star: up' status || fail "$(cat status)"
                must_fail 'is up already' "$A" net test "$E/star.yaml" true
                kill $!
                wait $! && fail SIGTERM
                test $? = 143 || fail SIGTERM
                test "$(left)" = "$before" || fail "left: $(left)"
                must_fail "no such file: 'none.yaml'" "$A" net test none.yaml true
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void vlansAreApart(Account account) throws Exception {
        NetShell.run(account, """
                cat >vlan.yaml <<'END'
                switches: {lan: {vlanFiltering: true}}
                hosts:
                  a: {links: {eth0: {to: lan, vlan: 7, addresses: [10.0.0.1/24]}}}
                  b: {links: {eth0: {to: lan, vlan: 7, addresses: [10.0.0.2/24]}}}
                  c: {links: {eth0: {to: lan, vlan: 8, addresses: [10.0.0.3/24]}}}
                END
                before=$(left)
                if ! "$A" net up -q vlan.yaml 2>refused; then
                    # As of 2026 kernels without VLAN filtering exist: then it must say so, and leave nothing.
                    ip link add probe0 type bridge vlan_filtering 1 2>/dev/null && fail "$(cat refused)"
                    grep -q 'no VLAN filtering' refused || fail "$(cat refused)"
                    test "$(left)" = "$before" || fail "left: $(left)"
                    exit 0
                fi
                "$A" net check >check && fail VLANs are together
                awk '$1 == "a" { exit !($3 != "lost" && $5 == "lost") }' check || fail "$(cat check)"
                test "$("$A" net up vlan.yaml)" = 'vlan is up, nothing to change' || fail second
                sed -i 's/vlan: 8/vlan: 7/' vlan.yaml
                "$A" net up -q vlan.yaml
                "$A" net check >/dev/null || fail VLANs are apart
                "$A" net down >/dev/null
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void hostsDoNatForOthers(Account account) throws Exception {
        NetShell.run(account, """
                cat >nat.yaml <<'END'
                switches: {lan: }
                hosts:
                  inside:
                    links: {eth0: {to: lan, addresses: [10.0.0.2/24]}}
                    routes: [{to: default, via: 10.0.0.1}]
                    commands: [{run: busybox nc -l -p 80 -e echo hello, background: true}]
                  router:
                    links:
                      lan0: {to: lan, addresses: [10.0.0.1/24]}
                      wan0: {to: "world:eth0", addresses: [192.0.2.1/24]}
                    nat: {link: wan0, forwarding: true, publish: ["8080:inside:80"]}
                  world:
                    links: {eth0: {to: "router:wan0", addresses: [192.0.2.2/24]}}
                END
                "$A" net up nat.yaml >made
                host inside busybox ping -c 1 -W 5 192.0.2.2 >/dev/null || fail masquerade
                host world busybox ping -c 1 -W 1 10.0.0.2 >/dev/null 2>&1 && fail it is no NAT
                test "$(host world busybox nc -w 5 192.0.2.1 8080 </dev/null)" = hello || fail published port
                "$A" net down >/dev/null
                """);
    }

    @Test
    void switchThatLeadsOutside() throws Exception {
        Assumptions.assumeTrue(Account.isRoot(), "it changes the network of the machine");
        NetShell.run(Account.OWN, """
                ip netns add world
                ip link add up0 type veth peer name eth0 netns world
                ip addr add 192.0.2.1/24 dev up0
                ip link set up0 up
                ip -n world addr add 192.0.2.2/24 dev eth0
                ip -n world link set eth0 up
                echo 0 >/proc/sys/net/ipv4/ip_forward
                before=$(left)
                "$A" net up "$E/nat.yaml" >made
                grep -q '^set net.ipv4.ip_forward from 0 to 1$' made || fail "$(cat made)"
                ip netns exec world busybox wget -q -O - http://192.0.2.1:8080/ >page || fail published port
                grep -q hello page || fail "$(cat page)"
                host worker busybox ping -c 1 -W 5 192.0.2.2 >/dev/null || fail masquerade
                nft list ruleset | grep -q 'dnat ip to 10.70.0.2:80' || fail rules
                test "$("$A" net up "$E/nat.yaml")" = 'nat is up, nothing to change' || fail second
                sed 's/"8080:web:80"/"8081:web:80"/' "$E/nat.yaml" >nat.yaml
                "$A" net up nat.yaml >made || fail edit
                ip netns exec world busybox wget -q -O - http://192.0.2.1:8081/ >/dev/null || fail other port
                ip netns exec world busybox nc -w 2 192.0.2.1 8080 </dev/null && fail old port
                "$A" net down >/dev/null
                test "$(left)" = "$before" || fail "left: $(left)"
                test "$(cat /proc/sys/net/ipv4/ip_forward)" = 0 || fail forwarding stays on
                """);
    }

    @Test
    void whatIsSomebodyElsesIsLeftAlone() throws Exception {
        Assumptions.assumeTrue(Account.isRoot(), "names and links of the machine take root");
        NetShell.run(Account.OWN, """
                ip netns add star.web
                ip -n star.web link add mine0 type veth peer name mine1
                before=$(left)
                must_fail "'namespace web' is there already" "$A" net up "$E/star.yaml"
                test "$(left)" = "$before" || fail "left: $(left)"
                ip -n star.web link show mine0 >/dev/null || fail it is gone
                ip link add cage type bridge
                before=$(left)
                must_fail "'bridge @ cage' is there already" "$A" net up "$E/nat.yaml"
                test "$(left)" = "$before" || fail "left: $(left)"
                """);
    }

    @Test
    void outsideIsRefusedToOrdinaryUsers() throws Exception {
        NetShell.run(Account.ordinary(), """
                must_fail 'to lead outside takes root' "$A" net up "$E/nat.yaml"
                must_fail 'no topology is up' "$A" net down
                "$A" net diagram "$E/nat.yaml" | xmllint --noout - || fail diagram
                "$A" net diagram --mermaid "$E/nat.yaml" | grep -q '^flowchart' || fail diagram
                echo 'hosts: {web: {links: {eth0: {to: lan}}}}' >bad.yaml
                must_fail "bad.yaml:1: hosts.web.links.eth0: there is no switch 'lan'" "$A" net up bad.yaml
                """);
    }

    @Test
    void severalAtATime() throws Exception {
        NetShell.run(Account.ordinary(), """
                for n in a b c d; do sed "1i name: $n" "$E/star.yaml" >$n.yaml; done
                for n in a b c d; do "$A" net up -q $n.yaml & done
                wait
                "$A" net status >status || fail "$(cat status)"
                test "$(grep -c ': up$' status)" = 4 || fail "$(cat status)"
                must_fail 'several topologies are up' host web true
                host -t c web true || fail exec
                for n in a b c d; do "$A" net down $n >/dev/null & done
                wait
                test -z "$(find "$S" -mindepth 1 ! -name .lock)" || fail left
                """);
    }
}
