package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code ns add} and {@code ns delete} killed at random moments: what prune leaves is what was there before, mounts,
 * directories and processes. A third of the times the whole process group dies, a third the first process, a third one
 * of its children.
 */
final class NsCrashIT {
    private static final int CRASHES = 120;
    private static final int BETWEEN_PRUNES = 6;
    private static final long SEED = 20_263;
    private static final String[] TYPES = {"-rmuip", "-rmui", "-rnT", "-rpT"};
    private static final String[] VICTIMS = {"group", "first", "child"};

    private static final String FUNCTIONS = """
            crash() {
                setsid "$A" ns $3 $N $4 >/dev/null 2>&1 &
                p=$!
                sleep $2
                case $1 in
                    group) kill -9 -- -$p ;;
                    first) kill -9 $p ;;
                    child) read c more </proc/$p/task/$p/children && kill -9 $c ;;
                esac 2>/dev/null
                wait $p 2>/dev/null
            }
            check() {
                sleep 0.05
                test "$(state)" = "$before" || left=$((left + 1))
                "$A" ns prune >/dev/null || fail prune
                if test -d "$S/ns/$N"; then
                    "$A" ns exec $N true || fail "neither a set nor rubbish"
                    "$A" ns delete $N || fail delete
                fi
                sleep 0.02
                test "$(state)" = "$before" || { sleep 1; test "$(state)" = "$before"; } || fail "left something"
            }
            left=0
            "$A" ns add $N -rp && "$A" ns delete $N || fail first
            before=$(state)
            """;

    static List<Account> accounts() {
        return Account.all();
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void pruneLeavesWhatWasThere(Account account) throws IOException, InterruptedException {
        double usual = Double.parseDouble(NsShell.run(account, """
                "$A" ns add $N -rp && "$A" ns delete $N
                start=$(date +%s%N)
                "$A" ns add $N -rp
                echo $((($(date +%s%N) - start) / 1000))
                "$A" ns delete $N
                """).strip()) / 1e6;
        Random random = new Random(SEED);
        StringBuilder script = new StringBuilder(FUNCTIONS);
        for (int i = 1; i <= CRASHES; i++) {
            String types = TYPES[random.nextInt(TYPES.length)];
            String victim = VICTIMS[i % VICTIMS.length];
            // The launch program runs at the end; before it there is only a JVM that plans.
            String delay = String.format(Locale.ROOT, "%.4f", usual * (0.6 + 0.5 * random.nextDouble()));
            if (i % 5 == 0) {
                script.append("\"$A\" ns add $N ")
                        .append(types)
                        .append(" 2>/dev/null; crash ")
                        .append(victim);
                script.append(' ').append(delay).append(" delete ''\n");
            } else {
                script.append("crash ").append(victim).append(' ').append(delay);
                script.append(" add ").append(types).append('\n');
            }
            if (i % BETWEEN_PRUNES == 0) {
                script.append("check\n");
            }
        }
        script.append("echo $left\n");
        int left = Integer.parseInt(NsShell.run(account, script.toString()).strip());
        assertTrue(left > 0, "no crash left anything, so none came at a moment that matters");
    }
}
