package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code alcove ns} keeps, and that it leaves nothing, judged by the kernel's own files and by util-linux. */
final class NsIT {
    static List<Account> accounts() {
        return Account.all();
    }

    static boolean isRoot() {
        return Account.isRoot();
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void keepsAllEightTypes(Account account) throws IOException, InterruptedException {
        String out = NsShell.run(account, """
                "$A" ns add $N -rmuinpCT --boottime 86400 --hostname inside || fail add
                "$A" ns exec $N -- sh -c 'id -u; hostname; test $(cut -d. -f1 /proc/uptime) -gt 86400 && echo later'
                for t in user mnt uts ipc net cgroup; do
                    in=$("$A" ns exec $N readlink /proc/self/ns/$t 2>/dev/null || echo none)
                    test "$in" != "$(readlink /proc/self/ns/$t)" || fail "$t is shared"
                done
                pid=$(cut -d' ' -f1 "$S/ns/$N/init")
                test "$(cat /proc/$pid/comm)" = alcove-init || fail "not our init"
                test "$(awk '/^VmRSS/ {print $2}' /proc/$pid/status)" -lt 100 || fail "larger than 100 KiB"
                test "$(lsns -n -o TYPE -p $pid | sort | tr '\\n' ' ')" = "cgroup ipc mnt net pid time user uts " || fail lsns
                "$A" ns exec $N sh -c 'exit 7'; echo $?
                "$A" ns delete $N || fail delete
                test ! -e /proc/$pid/ns/net || fail "still there"
                test ! -e "$S/ns" || fail "not tidied"
                """);
        assertEquals("0\ninside\nlater\n7\n", out);
    }

    @Test
    @EnabledIf("isRoot")
    void rootKeepsWithoutAProcess() throws IOException, InterruptedException {
        NsShell.run(Account.OWN, """
                "$A" ns add $N --uts && "$A" ns delete $N || fail first
                before=$(state)
                for t in user mnt uts ipc net cgroup time; do
                    option=$t; test $t = mnt && option=mount
                    "$A" ns add $N --$option || fail "add $t"
                    test -z "$(pgrep -f "ns add $N")" || fail "a process for $t"
                    findmnt -n -t nsfs "$S/ns/$N/$t" >/dev/null || fail "$t is not bound"
                    "$A" ns delete $N || fail "delete $t"
                done
                "$A" ns add $N --net --uts || fail add
                nsenter --net="$S/ns/$N/net" ip link | grep -q lo || fail nsenter
                unshare -m sleep 60 & copy=$!
                sleep 0.2
                "$A" ns delete $N || fail delete
                grep -q "$N/net" /proc/$copy/mountinfo && fail "a copy keeps the namespace"
                kill $copy
                test "$(state)" = "$before" || fail "something is left"
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void namesAreAnyBytes(Account account) throws IOException, InterruptedException {
        NsShell.run(account, """
                for n in 'a b' -x "$(printf '\\303\\274\\n\\001')" '%s\\\\' .hidden "$(printf %0255d 0)"; do
                    "$A" ns add -r --uts -- "$n" || fail "add $n"
                    test -d "$S/ns/$n" || fail "no directory $n"
                    "$A" ns exec -- "$n" true || fail "exec $n"
                    "$A" ns show -- "$n" >/dev/null || fail "show $n"
                    "$A" ns delete -- "$n" || fail "delete $n"
                done
                for n in '' . .. a/b "$(printf %0256d 0)"; do
                    "$A" ns add -r --uts -- "$n" 2>/dev/null && fail "took $n"
                done
                test "$("$A" ns events | wc -l)" -eq 12 || fail events
                test ! -e "$S/ns" || fail "not tidied"
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void failuresLeaveNothing(Account account) throws IOException, InterruptedException {
        String out = NsShell.run(account, """
                "$A" ns add $N -r --uts && "$A" ns delete $N || fail first
                before=$(state)
                "$A" ns add $N -r --net --monotonic 1 2>/dev/null && fail "a clock without a time namespace"
                "$A" ns add $N -U --map-users 0:0:2 --map-users 0:2:2 --net 2>/dev/null && fail "an impossible map"
                "$A" ns add $N --fork --net 2>/dev/null && fail "an option about programs"
                "$A" ns add $N 2>/dev/null && fail "nothing to keep"
                "$A" ns add $N -rpT --boottime 99999999999 2>/dev/null && fail "an impossible clock"
                sleep 0.1
                test "$(state)" = "$before" || fail "something is left"
                "$A" ns add $N -r --uts || fail add
                "$A" ns add $N -r --uts 2>&1
                "$A" ns delete $N || fail delete
                "$A" ns delete $N 2>&1
                test "$(state)" = "$before" || fail "something is left at the end"
                """);
        assertTrue(out.contains("File exists"), out);
        assertTrue(out.contains("no namespaces are kept under the name"), out);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void manyAtOnceDoNoHarm(Account account) throws IOException, InterruptedException {
        NsShell.run(account, """
                "$A" ns add $N -r --uts && "$A" ns delete $N || fail first
                before=$(state)
                for i in 1 2 3 4 5 6 7 8; do
                    { "$A" ns add $N -rp --uts 2>/dev/null; echo "same $?"; } >>"$S/same" &
                    { "$A" ns add $N$i -rp --uts && "$A" ns exec $N$i true && "$A" ns delete $N$i; echo "own $?"; } >>"$S/own" &
                done
                wait
                test "$(grep -c 'same 0' "$S/same")" = 1 || fail "not exactly one got the name"
                test "$(grep -c 'own 0' "$S/own")" = 8 || fail "one harmed another"
                for i in 1 2 3 4; do "$A" ns delete $N 2>/dev/null & done
                wait
                test "$(state)" = "$before" || fail "something is left"
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void prunesWhatIsStaleAndKillsNobodyElse(Account account) throws IOException, InterruptedException {
        NsShell.run(account, """
                "$A" ns add ${N}live -rp || fail live
                "$A" ns add ${N}dead -rp || fail dead
                "$A" ns add ${N}old -rp || fail old
                before=$(find "$S" -type d | wc -l)
                sleep 60 & other=$!
                kill -9 $(cut -d' ' -f1 "$S/ns/${N}dead/init")
                kill -TERM $(cut -d' ' -f1 "$S/ns/${N}old/init")
                echo "$other 1" >"$S/ns/${N}old/init"
                sleep 0.1
                "$A" ns list | grep -q "dead.*ended" || fail "not seen to have ended"
                "$A" ns exec ${N}dead true 2>&1 | grep -q "has ended" || fail "entered"
                "$A" ns prune | grep -c pruned | grep -qx 2 || fail prune
                test -d /proc/$other || fail "killed another process"
                kill $other
                "$A" ns exec ${N}live true || fail "pruned what lives"
                "$A" ns delete ${N}live || fail delete
                test ! -e "$S/ns" || fail "not tidied"
                """);
    }

    @Test
    @EnabledIf("isRoot")
    void ofIpNetns() throws IOException, InterruptedException {
        String out = NsShell.run(Account.OWN, """
                ip netns add $N || fail ip
                "$A" ns list | grep -q "$N.*ip netns" || fail list
                "$A" ns exec $N ip -br link | grep -q lo || fail exec
                "$A" ns delete $N 2>&1 && fail "deleted it"
                "$A" ns diff $N $$ >/dev/null; echo $?
                ip netns delete $N
                """);
        assertTrue(out.contains("ip netns delete") && out.endsWith("2\n"), out);
    }

    @Test
    @EnabledIf("isRoot")
    void trustsNoDirectoryOfOthers() throws IOException, InterruptedException {
        String out = NsShell.run(Account.OWN, """
                mkdir /run/target; ln -s target /run/alcove
                "$A" ns add $N --uts 2>&1 && fail "followed a link"
                rm /run/alcove; mkdir -m 777 /run/alcove
                "$A" ns add $N --uts 2>&1 && fail "trusted a directory that all can write"
                rmdir /run/target
                """);
        assertTrue(out.contains("cannot open /run/alcove: Not a directory"), out);
        assertTrue(out.contains("cannot trust /run/alcove"), out);
    }
}
