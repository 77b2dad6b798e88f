package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of containers, from start to removal, as root and as an ordinary user. */
@Execution(ExecutionMode.CONCURRENT)
final class ContainerIT {
    static List<Account> accounts() {
        return Account.all();
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void foregroundEndsAsTheCommandDoes(Account account) throws Exception {
        ContainerShell.run(account, """
                "$A" prune
                left >before
                status 0 "$A" run -- true
                status 7 "$A" run -- sh -c 'exit 7'
                status 7 "$A" run --init=false -- sh -c 'exit 7'
                status 137 "$A" run -- sh -c 'kill -9 $$'
                status 139 "$A" run -- sh -c 'kill -SEGV $$'
                status 127 "$A" run -- no-such-program 2>err
                status 126 "$A" run -- /etc/passwd 2>err
                test "$("$A" run -- sh -c 'echo out; echo err >&2' 2>err)" = out || fail out
                test "$(cat err)" = err || fail err
                test "$(echo in | "$A" run -- cat)" = in || fail in
                for init in true false; do
                    "$A" run --init=$init -- sh -c 'trap "echo heard; exit 3" TERM; echo ready; while :; do sleep 0.1; done' >out & run=$!
                    eventually grep -q ready out
                    kill -TERM $run
                    status 3 wait $run
                    grep -q heard out || fail not heard
                done
                "$A" run -- sleep 100 & run=$!
                eventually sh -c '"$A" ps | grep -q running'
                kill -TERM $run
                status 143 wait $run
                unchanged
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void insideIsAsPromised(Account account) throws Exception {
        ContainerShell.run(account, """
                "$A" run --hostname box -e X=y -w /usr -- sh -c 'id -u; hostname; echo $X; pwd; ls /proc | grep -c "^[0-9]"' >out
                test "$(head -4 out | tr '\\n' ' ')" = '0 box y /usr ' || fail "$(cat out)"
                test "$(tail -1 out)" -le 5 || fail "$(cat out)"
                must_fail 'Read-only' "$A" run -- touch /etc/x
                mkdir dir; echo text >dir/file
                test "$("$A" run -v "$T/dir:/mnt:ro" -- cat /mnt/file)" = text || fail volume
                must_fail 'Read-only' "$A" run -v "$T/dir:/mnt:ro" -- touch /mnt/x
                "$A" run -v "$T/dir:/mnt" -- sh -c 'echo new >/mnt/new'
                test "$(cat dir/new)" = new || fail written
                rootfs root
                test "$("$A" run --rootfs root -- ls / | tr '\\n' ' ')" = 'bin dev etc proc sys tmp ' || fail root
                test "$("$A" run --net host -- readlink /proc/self/ns/net)" = "$(readlink /proc/self/ns/net)" || fail net
                test "$("$A" run -- readlink /proc/self/ns/net)" != "$(readlink /proc/self/ns/net)" || fail net
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void backgroundGoesOnAndIsKept(Account account) throws Exception {
        ContainerShell.run(account, """
                "$A" prune
                left >before
                id=$("$A" run -d --name web -- sh -c 'echo one; echo two >&2; trap "exit 5" TERM; while :; do sleep 0.1; done')
                [[ $id =~ ^[0-9a-f]{12}$ ]] || fail "id: $id"
                test "$("$A" ps -q)" = "$id" || fail ps
                "$A" ps | grep -q "^$id .*running.* web$" || fail "$("$A" ps)"
                eventually sh -c '"$A" logs web | grep -q two'
                test "$("$A" logs web | sort | tr '\\n' ' ')" = 'one two ' || fail logs
                test "$("$A" logs -n 1 ${id:0:5} | wc -l)" = 1 || fail tail
                test "$("$A" exec web -- hostname)" = "$id" || fail exec
                status 9 "$A" exec web -- sh -c 'exit 9'
                test "$("$A" exec -e X=y -w /usr "$id" -- sh -c 'echo $X $PWD')" = 'y /usr' || fail exec
                "$A" exec web -- sh -c 'grep -E "Cap|NoNew|Seccomp:" /proc/self/status' >executed
                "$A" run -- sh -c 'grep -E "Cap|NoNew|Seccomp:" /proc/self/status' >ran
                diff executed ran || fail exec has other rights than the container
                must_fail "the name 'web' is taken by container $id" "$A" run --name web -- true
                must_fail 'no such container' "$A" exec other -- true
                "$A" rename web site
                must_fail 'no such container' "$A" logs web
                must_fail "runs" "$A" rm site
                "$A" logs -f site >followed & follow=$!
                "$A" wait site >waited & wait=$!
                sleep 0.3
                "$A" stop site >/dev/null
                status 0 wait $wait
                status 0 wait $follow
                grep -q one followed || fail follow
                test "$(cat waited)" = 5 || fail "wait: $(cat waited)"
                test -z "$("$A" ps -q)" || fail still there
                "$A" ps -a | grep -q 'exited (5)' || fail "$("$A" ps -a)"
                must_fail 'does not run' "$A" exec site -- true
                must_fail 'does not run' "$A" kill site
                "$A" inspect site | python3 -c 'import json, sys; s = json.load(sys.stdin); assert s["exitStatus"] == 5 and s["status"] == "stopped" and s["name"] == "site", s'
                "$A" rm "$id" >/dev/null
                unchanged
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void startThatFailsLeavesNothing(Account account) throws Exception {
        ContainerShell.run(account, """
                "$A" prune
                left >before
                must_fail 'no-such-program' "$A" run -d --name x -- no-such-program
                must_fail 'nowhere' "$A" run -v /nowhere:/mnt -- true
                must_fail 'nowhere' "$A" run -d -v /nowhere:/mnt -- true
                must_fail 'invalid name' "$A" run --name ../x -- true
                must_fail 'invalid name' "$A" run --name -x -- true
                must_fail 'nowhere' "$A" run --rootfs /nowhere -- true
                "$A" run --name kept -- false && fail status
                "$A" ps -a | grep -q kept && "$A" rm kept >/dev/null
                unchanged
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void killedWhereverItMayBe(Account account) throws Exception {
        ContainerShell.run(account, """
                "$A" prune
                left >before
                "$A" run -- sleep 1234 & run=$!
                eventually pgrep -fx 'sleep 1234'
                kill -9 $run
                status 137 wait $run
                ended() { ! pgrep -fx 'sleep 1234'; }
                eventually ended
                "$A" prune >/dev/null
                unchanged
                id=$("$A" run -d -- sleep 1234)
                pid=$("$A" inspect "$id" | sed -n 's/.*"pid": \\([0-9]*\\).*/\\1/p')
                kill -9 "$pid"
                eventually ended
                test "$("$A" wait "$id")" = 137 || fail wait
                "$A" ps -a | grep -q 'exited (137)' || fail "$("$A" ps -a)"
                "$A" rm "$id" >/dev/null
                id=$("$A" run -d -- sleep 1234)
                "$A" kill "$id"
                test "$("$A" wait "$id")" = 137 || fail kill
                "$A" rm "$id" >/dev/null
                id=$("$A" run -d -- sh -c 'trap "" TERM; echo ready; while :; do sleep 0.1; done')
                eventually sh -c "\\"\\$A\\" logs $id | grep -q ready"
                "$A" stop -t 1 "$id" >/dev/null
                test "$("$A" wait "$id")" = 137 || fail stop
                "$A" rm "$id" >/dev/null
                id=$("$A" run -d -- sleep 1234)
                "$A" rm -f "$id" >/dev/null
                ended || fail rm -f
                id=$("$A" run -d --rm --name gone -- sleep 1234)
                "$A" stop -t 0 gone >/dev/null
                test -z "$("$A" ps -aq)" || fail "--rm: $("$A" ps -a)"
                id=$("$A" run -d --rm -- true)
                eventually sh -c '! "$A" ps -q | grep .'
                "$A" prune >/dev/null
                id=$("$A" run -d -- true)
                eventually sh -c '! "$A" ps -q | grep .'
                "$A" prune >/dev/null
                test "$("$A" ps -aq)" = "$id" || fail prune removed what was to be kept
                "$A" prune -a >/dev/null
                unchanged
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void namesAndPrefixes(Account account) throws Exception {
        ContainerShell.run(account, """
                a=$("$A" run -d --name a -- sleep 100)
                test "$("$A" exec "${a:0:8}" -- hostname)" = "$a" || fail prefix
                for i in $(seq 16); do ids="${ids:-} $("$A" run -d -- sleep 100)"; done
                # Among 17 ids two start with the same digit.
                same=$("$A" ps -q | cut -c1 | sort | uniq -d | head -1)
                must_fail 'more than one' "$A" kill "$same"
                "$A" rm -f a $ids >/dev/null
                for i in 1 2 3 4 5 6; do "$A" run -d --name same -- sleep 100 >out$i 2>&1 & done
                wait
                test "$(cat out? | grep -c 'is taken')" = 5 || fail "$(cat out?)"
                test "$("$A" ps | grep -c same)" = 1 || fail "$("$A" ps)"
                "$A" rm -f same >/dev/null
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void explainingChangesNothing(Account account) throws Exception {
        ContainerShell.run(account, """
                "$A" prune
                left >before
                "$A" run --explain --name x -- touch /tmp/x >text
                grep -q pivot_root text || fail "$(cat text)"
                "$A" run --explain=json -d --name x -- touch /tmp/x >json
                python3 -m json.tool json >/dev/null || fail json
                "$A" run --print-spec --name x -- touch /tmp/x >spec
                python3 -c 'import json; s = json.load(open("spec")); assert s["process"]["args"] == ["touch", "/tmp/x"], s'
                unchanged
                """);
    }

    @Test
    void crunTakesTheSpec() throws Exception {
        Assumptions.assumeTrue(Account.isRoot(), "crun is run as root");
        ContainerShell.run(Account.OWN, """
                mkdir -p bundle; rootfs bundle/rootfs
                mkdir -p bundle/rootfs/proc bundle/rootfs/sys bundle/rootfs/dev
                "$A" run --print-spec --hostname box --rootfs "$T/bundle/rootfs" --read-only -e X=y --ulimit nofile=99 \\
                    -- sh -c 'echo $X; cat /proc/sys/kernel/hostname; ulimit -n; grep -E "CapPrm|CapBnd|NoNew|Seccomp:" /proc/self/status; cat /proc/kcore | wc -c; touch /x' >bundle/config.json
                "$A" run --bundle bundle >ours 2>&1 || true
                # crun 1.8 knows the version of the spec that it was made for only.
                sed -i 's/"ociVersion": "[^"]*"/"ociVersion": "1.0.2"/' bundle/config.json
                # It does not run where version 2 of cgroups has some controllers only; it needs none of them here.
                mount -t tmpfs none /sys/fs/cgroup
                crun --root "$T/states" --cgroup-manager=disabled run --bundle bundle box >crun 2>&1 || true
                grep -q '^box$' ours || fail "ours: $(cat ours)"
                diff ours crun || fail "crun: $(cat crun)"
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void manyAtOnceLeaveNothing(Account account) throws Exception {
        ContainerShell.run(account, """
                "$A" prune
                left >before
                worker() {
                    for i in $(seq 3); do
                        "$A" run --name w$1-$i -- true || echo "run failed" >>failures
                        "$A" rm w$1-$i >/dev/null || echo "rm failed" >>failures
                        id=$("$A" run -d -- sleep 1000) || echo "run -d failed" >>failures
                        "$A" rm -f $id >/dev/null || echo "rm -f failed" >>failures
                    done
                    "$A" run --rm -- true
                }
                for w in $(seq 16); do worker $w 2>>errors & done
                wait
                test ! -e failures || fail "$(sort failures | uniq -c) $(cat errors)"
                unchanged
                """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void initIsSmall(Account account) throws Exception {
        String sizes = ContainerShell.run(account, """
                for i in $(seq 50); do "$A" run -d -- sleep 1000 >>ids & [ $((i % 5)) != 0 ] || wait; done
                wait
                test "$("$A" ps -q | wc -l)" = 50 || fail "$("$A" ps)"
                for pid in $("$A" ps --json | sed -n 's/.*"pid": \\([0-9]*\\).*/\\1/p'); do
                    awk '/^Pss:/ { print "pss", $2 }' /proc/$pid/smaps_rollup
                done
                "$A" rm -f $(cat ids) >/dev/null
                """);
        List<String> pss = sizes.lines().filter(line -> line.startsWith("pss")).toList();
        assertEquals(50, pss.size(), sizes);
        for (String line : pss) {
            assertTrue(Integer.parseInt(line.substring("pss ".length())) < 60, "Pss of an init in KiB: " + line);
        }
    }
}
