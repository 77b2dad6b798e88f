package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of the README, by whoever runs the tests and by an ordinary user. */
final class UnshareIT {
    private static final Path UNSHARE = Dist.UNSHARE;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C");
    private static final List<String> TYPES = List.of("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts");
    private static final int DAY = 86400;

    static List<Account> accounts() {
        return Account.all();
    }

    /** Whoever needs newuidmap for maps of many ids. */
    static List<Account> ordinary() {
        return List.of(Account.ordinary());
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void isRootInEightNewNamespaces(Account account) throws IOException, InterruptedException {
        long uptime = uptime();
        Ran ran = run(
                account,
                UNSHARE,
                "-UrmuinpCTf",
                "--boottime",
                DAY,
                "--mount-proc",
                "sh",
                "-c",
                "id -u; echo $$; cut -d. -f1 /proc/uptime; ps -eo args | wc -l; readlink /proc/self/ns/*");
        assertEquals(0, ran.status(), ran.err());
        List<String> lines = ran.out().lines().toList();
        assertEquals("0", lines.get(0));
        assertEquals("1", lines.get(1));
        assertTrue(Long.parseLong(lines.get(2)) >= uptime + DAY, lines.get(2));
        assertEquals("4", lines.get(3), "ps shows its header, the shell, itself and wc");
        for (String type : TYPES) {
            String own = Files.readSymbolicLink(Path.of("/proc/self/ns", type)).toString();
            List<String> inside =
                    lines.stream().filter(line -> line.startsWith(type + ":")).toList();
            assertTrue(!inside.isEmpty() && !inside.contains(own), type + ": " + inside + ", outside " + own);
        }
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void keepsThePid(Account account) throws IOException, InterruptedException {
        Ran ran = run(account, "sh", "-c", "echo $$; exec \"$0\" -Uu sh -c 'echo $$'", UNSHARE);
        assertEquals(0, ran.status(), ran.err());
        List<String> pids = ran.out().lines().toList();
        assertEquals(2, pids.size(), ran.out());
        assertEquals(pids.get(0), pids.get(1));
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void leavesDescriptorsAndSignalsAsTheyWere(Account account) throws IOException, InterruptedException {
        String look = "ls /proc/self/fd | tr '\\n' ' '; grep -E 'Sig(Blk|Ign)' /proc/self/status; ulimit -n; umask";
        String script = "trap '' PIPE USR2 TERM; exec 7</dev/null; umask 27; ulimit -n 77; ";
        Ran expected = run(account, "sh", "-c", script + look);
        Ran ran = run(account, "sh", "-c", script + "exec \"$0\" -Uc sh -c \"$1\"", UNSHARE, look);
        assertEquals(expected, ran);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void leavesNoProcess(Account account) throws IOException, InterruptedException {
        // Everything runs in a PID namespace that the judge makes, and can count in.
        String script = "\"$0\" -Urpf --init --kill-child sh -c 'sleep 300 & exit 3'; echo $?; ps -eo args";
        Ran ran = run(account, "unshare", "-Urpf", "--mount-proc", "sh", "-c", script, UNSHARE);
        assertEquals(List.of("3", "COMMAND"), ran.out().lines().toList().subList(0, 2), ran.err());
        assertEquals(4, ran.out().lines().count(), ran.out());
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void passesSignalsOnToInit(Account account) throws IOException, InterruptedException {
        String inside = "trap 'echo got $1; exit 9' $1; echo >ready; while :; do sleep 0.02; done";
        // With job control, because without it a shell's background processes ignore SIGINT and SIGQUIT.
        String script = "set -m; d=$(mktemp -d); cd $d; \"$0\" -Urp --init sh -c \"$2\" sh $1 & p=$!;"
                + " until [ -s ready ]; do sleep 0.02; done; kill -$1 $p; wait $p; echo $?; cd /; rm -r $d";
        for (String signal : List.of("HUP", "INT", "QUIT", "USR1", "USR2", "TERM")) {
            Ran ran = run(account, "bash", "-c", script, UNSHARE, signal, inside);
            assertEquals("got " + signal + "\n9\n", ran.out(), ran.err());
        }
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void startsInADirectoryThatIsGone(Account account) throws IOException, InterruptedException {
        String script = "d=$(mktemp -d) && cd $d && rmdir $d && exec \"$0\" -Ur sh -c 'ls; echo ok'";
        Ran expected = run(account, "sh", "-c", script, "/usr/bin/unshare");
        assertEquals("ok\n", expected.out());
        assertEquals(expected, run(account, "sh", "-c", script, UNSHARE));
    }

    static Stream<String[]> failures() {
        return Stream.of(
                failure(
                        "echo 0 >/proc/sys/user/max_uts_namespaces && exec \"$0\" -u true",
                        "unshare failed: No space left on device",
                        "user.max_uts_namespaces=0"),
                failure(
                        "mount -t tmpfs none /proc/sys && exec \"$0\" -Urpf --mount-proc true",
                        "mount /proc failed: Operation not permitted",
                        "mount too revealing"),
                failure(
                        "exec \"$0\" -Ur --mount-proc true",
                        "mount /proc failed: Operation not permitted",
                        "--pid --fork"),
                failure(
                        "exec \"$0\" -Ur --setgid 0 true",
                        "setgroups failed: Operation not permitted",
                        "setgroups is denied"),
                failure("exec \"$0\" -Ur --setuid 7 true", "setuid() failed: Invalid argument", "not mapped"),
                failure(
                        "exec \"$0\" -UrT --boottime -999999999 true",
                        "failed to write to /proc/self/timens_offsets: Numerical result out of range",
                        "146 years"),
                failure(
                        "exec \"$0\" -Ur --uts=/no/such/file true",
                        "/ns/uts on /no/such/file failed: No such file or directory",
                        "touch"),
                failure(
                        "touch /mnt/bound; exec \"$0\" --pid=/mnt/bound true",
                        "failed: No such file or directory",
                        "--fork"));
    }

    private static String[] failure(String script, String message, String remedy) {
        return new String[] {script, message, remedy};
    }

    /** In namespaces that the judge makes, so that whoever runs this may do everything but what is to fail. */
    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatHelps(String script, String message, String remedy) throws IOException, InterruptedException {
        for (Account account : Account.all()) {
            Ran ran = run(
                    account,
                    "unshare",
                    "-Urmpf",
                    "--mount-proc",
                    "sh",
                    "-c",
                    "mount -t tmpfs tmpfs /mnt && " + script,
                    UNSHARE);
            assertFailed(ran, message, remedy);
        }
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void saysWhatHelpsWithRanges(Account account) throws IOException, InterruptedException {
        assertFailed(run(account, UNSHARE, "--uts", "true"), "unshare failed: Operation not permitted", "-Ur");
        assertFailed(run(account, UNSHARE, "--map-users", "0:7:5", "true"), "newuidmap: uid range", "/etc/subuid");
        Ran ran = run(account, "env", "PATH=/nowhere", UNSHARE, "--map-users", "0:100000:5", "/usr/bin/true");
        assertFailed(ran, "failed to execute newuidmap: No such file or directory", "package uidmap");
    }

    private static void assertFailed(Ran ran, String message, String remedy) {
        assertNotEquals(0, ran.status());
        assertEquals("", ran.out());
        List<String> lines = ran.err().lines().toList();
        assertEquals(2, lines.size(), ran.err());
        assertTrue(lines.get(0).contains(message), ran.err());
        assertTrue(lines.get(1).contains(remedy), ran.err());
    }

    private static long uptime() throws IOException {
        String text = Files.readString(Path.of("/proc/uptime"));
        return Long.parseLong(text.substring(0, text.indexOf('.')));
    }

    private static Ran run(Account account, Object... command) throws IOException, InterruptedException {
        return Ran.with(ENVIRONMENT, account.command(command));
    }
}
