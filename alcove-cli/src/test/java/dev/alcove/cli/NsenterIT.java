package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Alcove's {@code nsenter} does beyond util-linux's, over targets that util-linux's {@code unshare} makes. */
final class NsenterIT {
    private static final Path NSENTER = Dist.NSENTER;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C");

    @TempDir
    Path directory;

    static List<Account> accounts() {
        return Account.all();
    }

    /** The script's output, with a target for {@code $T} and its waiting parent for {@code $P}, and our nsenter as $N. */
    private static Ran over(Account account, String unshare, String script) throws IOException, InterruptedException {
        String all = "unshare " + unshare + " sleep 300 >/dev/null 2>&1 & P=$!; trap 'kill -KILL $T $P' EXIT;"
                + " until T=$(pgrep -x -P $P sleep); do case $(cat /proc/$P/comm) in sleep) T=$P; break;; esac;"
                + " sleep 0.02; done; " + script;
        return Ran.with(
                Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C", "N", NSENTER.toString()),
                account.command("bash", "-c", all));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP", "QUIT", "USR1", "USR2"})
    void passesSignalsOn(String signal) throws IOException, InterruptedException {
        Ran ran = over(
                Account.OWN,
                "-rpf --kill-child",
                "cd $(mktemp -d); exec 3>&1; env --default-signal $N -t $T -U -p bash -c 'trap \"echo got " + signal
                        + " >&3; exit 9\" "
                        + signal + "; : >ready; while :; do sleep 0.02; done' & n=$!;"
                        + " until [ -e ready ]; do sleep 0.02; done; kill -" + signal
                        + " $n; wait $n; echo $?; rm -r $PWD");
        assertEquals("got " + signal + "\n9\n", ran.out(), ran.err());
    }

    /** Ctrl-C reaches the whole foreground process group: once is enough. */
    @Test
    void passesNoSignalOnThatTheTerminalSent() throws IOException, InterruptedException {
        Ran ran = over(
                Account.OWN,
                "-rpf --kill-child",
                "export T; script -qec 'trap : INT; stty -echo; $N -t $T -U -p bash -c \"trap \\\"echo got it\\\" INT; echo ready;"
                        + " for i in {1..20}; do sleep 0.1; done; exit 4\"; echo status $?' /dev/null"
                        + " < <(sleep 1.2; printf '\\003'; sleep 2.5)");
        assertEquals(1, ran.out().split("got it", -1).length - 1, ran.out() + ran.err());
        assertTrue(ran.out().contains("status 4"), ran.out() + ran.err());
    }

    @Test
    void stopsAndGoesOnWithTheChild() throws IOException, InterruptedException {
        Ran ran = over(
                Account.OWN,
                "-rpf --kill-child",
                "$N -t $T -U -p sh -c 'kill -STOP $$; echo went on; exit 6' & n=$!;"
                        + " until [[ $(ps -o stat= $n) = T* ]]; do sleep 0.02; done; echo stopped; kill -CONT $n;"
                        + " wait $n; echo $?");
        assertEquals("stopped\nwent on\n6\n", ran.out(), ran.err());
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void keepsThePidAndLeavesNothingOpen(Account account) throws IOException, InterruptedException {
        Ran ran = over(
                account,
                "-rnu",
                "(echo $BASHPID; exec $N -U -n -u --preserve-credentials -t $T sh -c 'echo $$; echo /proc/self/fd/*')");
        List<String> lines = ran.out().lines().toList();
        assertEquals(3, lines.size(), ran.toString());
        assertEquals(lines.get(0), lines.get(1));
        assertEquals(
                "/proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2 /proc/self/fd/3", lines.get(2), "3 is the shell's");
    }

    @Test
    void entersTheNamespacesOfOneThread() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Account.isRoot(), "the namespaces of the JVM's user can be entered by root");
        Path tasks = Path.of("/proc/self/task");
        try (var threads = Files.list(tasks)) {
            String pid = Path.of("/proc/self").toRealPath().getFileName().toString();
            String thread = threads.map(task -> task.getFileName().toString())
                    .filter(task -> !task.equals(pid))
                    .findFirst()
                    .orElseThrow();
            Ran ran = Ran.with(ENVIRONMENT, NSENTER, "-t", thread, "-u", "-n", "true");
            assertEquals(new Ran(0, "", ""), ran);
        }
    }

    @Test
    void entersWhatAProcessKeepsUnderAName() throws IOException, InterruptedException {
        String script =
                "export XDG_RUNTIME_DIR=$(mktemp -d); $A ns add lab -rnu; read h _ <$XDG_RUNTIME_DIR/alcove/ns/lab/init;"
                        + " for o in '' '-n -U'; do $N --name lab $o readlink /proc/self/ns/{net,uts}; done;"
                        + " readlink /proc/$h/ns/{net,uts} /proc/self/ns/uts; $A lsns -n -t net -o NAME,NS -Q 'NAME == \"lab\"';"
                        + " $N --name lab/.. true; $N --name nosuch true; $N --name lab --ipc true;"
                        + " kill -KILL $h; while [ -d /proc/$h ]; do sleep 0.02; done; $N --name lab true;"
                        + " $A ns prune; $A ns list; rm -r $XDG_RUNTIME_DIR";
        Ran ran = Ran.with(
                Map.of(
                        "PATH",
                        "/usr/bin:/bin:/usr/sbin:/sbin",
                        "LC_ALL",
                        "C",
                        "N",
                        NSENTER.toString(),
                        "A",
                        Dist.ALCOVE.toString()),
                Account.ordinary().command("bash", "-c", script));
        List<String> lines = ran.out().lines().toList();
        assertTrue(lines.size() >= 8, ran.toString());
        String net = lines.get(4);
        assertEquals(List.of(net, lines.get(5)), lines.subList(0, 2), "all that is kept: " + ran);
        assertEquals(List.of(net, lines.get(6)), lines.subList(2, 4), "net and user alone");
        assertNotEquals(lines.get(5), lines.get(6));
        assertEquals("lab " + net.replaceAll("[^0-9]", ""), lines.get(7).strip());
        assertTrue(ran.err().contains("invalid name 'lab/..'"), ran.err());
        assertTrue(ran.err().contains("no namespaces are kept under the name 'nosuch'"), ran.err());
        assertTrue(ran.err().contains("no ipc namespace is kept under the name 'lab'"), ran.err());
        assertTrue(ran.err().contains("has ended\nremove them with: alcove ns prune"), ran.err());
        assertFalse(String.join("\n", lines.subList(8, lines.size())).contains("lab "), ran.out());
    }

    @ParameterizedTest
    @MethodSource("remedies")
    void saysWhatHelps(String unshare, String script, String remedy) throws IOException, InterruptedException {
        Ran ran = over(Account.ordinary(), unshare, script);
        assertTrue(ran.err().contains(remedy), ran.toString());
    }

    static List<Object[]> remedies() {
        return List.of(
                new Object[] {
                    "-rn", "$N -t $T -n true", "enter that too, with -U (--user), and with --preserve-credentials"
                },
                new Object[] {"-rn", "$N -t $$ -U true", "is in your own user namespace, which cannot be entered again"
                },
                new Object[] {"-U", "$N -t $T -U true", "add --preserve-credentials"},
                new Object[] {"-rpf --kill-child", "$N -t $P -U -p true", "name its child instead, -t "},
                new Object[] {"-rm", "$N -t 4194000 -m true", "there is no process 4194000 here"},
                new Object[] {"-rm", "$N -t 4194000 -n true", "there is no process 4194000 here"},
                new Object[] {
                    "-rm",
                    "$N -t $T -U --preserve-credentials -m nosuch",
                    "was looked for in the mount namespace that was entered"
                },
                new Object[] {
                    "-rm", "$N -t $T -U --preserve-credentials -m -W/nosuch true", "there is no '/nosuch' inside"
                },
                new Object[] {
                    "-r --map-auto", "$N -t $T -U -S 70000 true", "that uid is not mapped in the user namespace"
                },
                new Object[] {
                    "-rpf --kill-child",
                    "exec 6</proc/$T/ns/user 7</proc/$T/ns/pid; kill -KILL $T; while [ -e /proc/$T ]; do sleep 0.02; done;"
                            + " $N -U/proc/self/fd/6 --preserve-credentials -p/proc/self/fd/7 true",
                    "the init of that PID namespace has ended"
                },
                new Object[] {"-rn", "$N -t $T:7 -U true", "is not the one that had this inode number"},
                new Object[] {"-rn", "$N -n:18446744073709551615 true", "needs Linux 6.19"},
                new Object[] {"-rn", "$N -Z -t $T -n true", "option --follow-context needs SELinux"});
    }
}
