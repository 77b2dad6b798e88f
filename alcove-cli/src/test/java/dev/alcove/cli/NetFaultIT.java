package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code net up} of thirty links that fails at each of its steps, and that is killed at random moments: afterwards everything is as it was
 * before.
 */
@Execution(ExecutionMode.CONCURRENT)
final class NetFaultIT {
    /** By each user; -Dalcove.net.kills=100 takes some minutes. */
    private static final int KILLS = Integer.getInteger("alcove.net.kills", 25);

    private static final long SEED = 20_264;

    /** Ten hosts with three links each, of which two go to switches and one to the next host. */
    private static final String MAKE_FILE = """
            {
                echo 'switches: {s0: {addresses: [10.1.0.254/24]}, s1: }'
                echo 'hosts:'
                for i in $(seq 0 9); do
                    echo "  h$i:"
                    echo '    links:'
                    echo "      a: {to: s0, addresses: [10.1.0.$((i + 1))/24]}"
                    echo "      b: {to: s1, addresses: [10.2.0.$((i + 1))/24], rate: 10mbit}"
                    echo "      c: {to: \\"h$(((i + 9) % 10)):d\\", addresses: [10.3.$i.1/30]}"
                    echo "      d: {to: \\"h$(((i + 1) % 10)):c\\", addresses: [10.3.$(((i + 1) % 10)).2/30]}"
                    echo '    sysctls: {net.ipv4.ip_forward: 1}'
                    echo '    routes: [{to: default, via: 10.1.0.254}]'
                done
            } >thirty.yaml
            """;

    static List<Account> accounts() {
        return Account.all();
    }

    /** strace makes the nth call of a kind fail, for every n that there is. */
    @Test
    void eachStepFailsInTurn() throws Exception {
        Assumptions.assumeTrue(Account.isRoot(), "it makes namespaces with names");
        String out = NetShell.run(Account.OWN, MAKE_FILE + """
                before=$(left)
                # The nth call of each thread; fails where no thread makes so many.
                inject() {
                    if strace -f --seccomp-bpf -qqq -o trace -e trace=$1 -e inject=$1:error=ENOMEM:when=$2 \
                        "$A" net up -q thirty.yaml >out 2>&1; then
                        ! grep -q INJECTED trace || fail "$1 $2 was made to fail, and up succeeded"
                        "$A" net down -q
                        return 1
                    fi
                    test -s out || fail "$1 $2: no message"
                    test "$(left)" = "$before" || { sleep 0.5; test "$(left)" = "$before"; } || fail "$1 $2 left: $(left)"
                    steps=$((steps + 1))
                }
                steps=0
                for call in sendto unshare mount; do
                    for ((i = 1; i <= 200; i += 1 + i / 20)); do inject $call $i || break; done
                done
                echo $steps
                """);
        assertTrue(Integer.parseInt(out.strip()) > 30, out);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void killedAtRandomMoments(Account account) throws Exception {
        Random random = new Random(SEED);
        StringBuilder script = new StringBuilder(MAKE_FILE).append("""
                before=$(left)
                start=$(date +%s%N)
                "$A" net up -q thirty.yaml
                usual=$((($(date +%s%N) - start) / 1000))
                "$A" net down -q
                test "$(left)" = "$before" || fail "left: $(left)"
                interrupted=0
                crash() {
                    "$A" net up -q thirty.yaml >/dev/null 2>&1 &
                    p=$!
                    sleep "$(awk "BEGIN { print $usual * $1 / 1e6 }")"
                    kill -9 $p 2>/dev/null
                    wait $p 2>/dev/null
                    if "$A" net prune | grep -q removed; then
                        interrupted=$((interrupted + 1))
                    else
                        "$A" net down --force -q
                    fi
                    test "$(left)" = "$before" || { sleep 0.5; test "$(left)" = "$before"; } || fail "$1 left: $(left)"
                }
                set +e
                """);
        for (int i = 0; i < KILLS; i++) {
            script.append("crash ").append(0.2 + 0.9 * random.nextDouble()).append('\n');
        }
        script.append("echo $interrupted\n");
        int interrupted =
                Integer.parseInt(NetShell.run(account, script.toString()).strip());
        assertTrue(interrupted > KILLS / 10, () -> "only " + interrupted + " kills came at a moment that matters");
    }
}
