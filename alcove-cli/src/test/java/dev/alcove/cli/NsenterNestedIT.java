package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Four PID namespaces, one in the other, each with a proc of its own: entered at each level from outside and from between. */
final class NsenterNestedIT {
    /**
     * A process makes the mount namespace with the proc of the PID namespace that only its child is in. So each level is its
     * first process and, for proc, the parent of that. Of each level is printed what PID 1 there is in, as its proc shows it,
     * and what the first process of the level is in.
     */
    private static final String SCRIPT = """
            unshare -rpf --mount-proc --kill-child unshare -pf --mount-proc --kill-child \\
                unshare -pf --mount-proc --kill-child unshare -pf --mount-proc --kill-child sleep 300 &
            trap "kill -KILL $!" EXIT
            levels=()
            until [ ${#levels[@]} = 5 ] && grep -q sleep /proc/${levels[4]}/comm; do
                sleep 0.02
                levels=($!)
                while child=$(</proc/${levels[-1]}/task/${levels[-1]}/children) && [ "$child" ]; do levels+=(${child% }); done
            done 2>/dev/null
            enter() {
                "$N" -t $2 $3 -p --mount=/proc/$1/ns/mnt "${@:4}"
            }
            for i in 1 2 3 4; do
                enter ${levels[i - 1]} ${levels[i]} '-U --preserve-credentials' readlink /proc/1/ns/pid
                readlink /proc/${levels[i]}/ns/pid
            done
            export -f enter
            enter ${levels[0]} ${levels[1]} '-U --preserve-credentials' bash -c '
                level=1
                for i in 2 3 4; do
                    outer=$level level=$(</proc/$level/task/$level/children) level=${level% }
                    enter $outer $level "" readlink /proc/1/ns/pid
                    readlink /proc/$level/ns/pid
                done'
            """;

    static List<Account> accounts() {
        return Account.all();
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void entersEachLevel(Account account) throws IOException, InterruptedException {
        Ran ran = Ran.with(
                Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C", "N", Dist.NSENTER.toString()),
                account.command("bash", "-c", SCRIPT));
        List<String> lines = ran.out().lines().toList();
        assertEquals(2 * (4 + 3), lines.size(), ran.toString());
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            assertEquals(lines.get(i), lines.get(i + 1), ran.toString());
            seen.add(lines.get(i));
        }
        assertEquals(4, seen.stream().distinct().count(), "each level has its own: " + seen);
        assertEquals(seen.subList(1, 4), seen.subList(4, 7), "from between they are the same");
    }
}
