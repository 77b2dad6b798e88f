package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.launch.Explanation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process finds in its new namespaces, by what /proc and the usual tools say of it. */
@Timeout(60)
class NamespaceProcessTest {
    @TempDir
    Path temporary = Path.of("");

    @BeforeAll
    static void needsRoot() {
        Assumptions.assumeTrue(SideJvm.isRoot(), "most of these need root; OrdinaryUserTest does not");
    }

    private static NamespaceProcessBuilder shell(String script) {
        return new NamespaceProcessBuilder("sh", "-c", script);
    }

    /** What the process writes, standard error too, without the last line feed. */
    private static String output(NamespaceProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        return text.strip() + (status == 0 ? "" : " status " + status);
    }

    private static String namespace(long pid, NamespaceType type) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + type.procName()))
                .toString();
    }

    @ParameterizedTest
    @EnumSource
    void aNewNamespaceIsNewAndTheOthersAreNot(NamespaceType type) throws Exception {
        Process process = new NamespaceProcessBuilder("cat").unshare(type).start();
        // With an init the command is its child: both are inside.
        List<Long> inside = type == NamespaceType.PID
                ? List.of(
                        process.pid(),
                        process.children().findFirst().orElseThrow().pid())
                : List.of(process.pid());
        for (long pid : inside) {
            for (NamespaceType other : NamespaceType.values()) {
                String own = namespace(ProcessHandle.current().pid(), other);
                String there = namespace(pid, other);
                assertEquals(other == type, !own.equals(there), other + " of " + pid);
            }
        }
        process.getOutputStream().close();
        assertEquals(0, process.waitFor());
    }

    @Test
    void allEightAtOnce() throws Exception {
        NamespaceProcessBuilder builder = new NamespaceProcessBuilder("cat")
                .unshare(NamespaceType.values())
                .mapRootUser()
                .mountProc()
                .hostname("inside");
        assertEquals(EnumSet.allOf(NamespaceType.class), builder.namespaces());
        Process process = builder.start();
        for (NamespaceType type : NamespaceType.values()) {
            assertNotEquals(namespace(ProcessHandle.current().pid(), type), namespace(process.pid(), type));
        }
        process.getOutputStream().close();
        assertEquals(0, process.waitFor());
    }

    @Test
    void settingsImplyTheirNamespaces() {
        assertEquals(Set.of(), new NamespaceProcessBuilder().namespaces());
        assertEquals(
                Set.of(NamespaceType.MNT),
                new NamespaceProcessBuilder().mountProc().namespaces());
        assertEquals(
                Set.of(NamespaceType.UTS),
                new NamespaceProcessBuilder().hostname("x").namespaces());
        assertEquals(
                Set.of(NamespaceType.USER),
                new NamespaceProcessBuilder().mapAuto().namespaces());
        assertEquals(
                Set.of(NamespaceType.TIME),
                new NamespaceProcessBuilder().monotonic(Duration.ZERO).namespaces());
    }

    @Test
    void theCommandIsTheChildOfAnInit() throws Exception {
        String seen = output(shell("echo $$; cat /proc/1/comm; tr '\\0' ' ' < /proc/1/cmdline; ls /proc/1/fd | wc -l")
                .unshare(NamespaceType.PID)
                .mountProc());
        List<String> lines = seen.lines().toList();
        assertEquals("2", lines.get(0));
        assertEquals("alcove-init 2 0", lines.get(2));
    }

    @Test
    void theInitKeepsNothingOfTheJvm() throws Exception {
        Process process =
                new NamespaceProcessBuilder("cat").unshare(NamespaceType.PID).start();
        String maps = Files.readString(Path.of("/proc/" + process.pid() + "/maps"));
        assertFalse(maps.contains("jvm"), maps);
        assertTrue(maps.lines().count() < 12, maps);
        process.getOutputStream().close();
        process.waitFor();
    }

    @Test
    void withoutInitTheCommandIsTheFirstProcess() throws Exception {
        assertEquals("1", output(shell("echo $$").unshare(NamespaceType.PID).init(false)));
        assertEquals("2", output(shell("echo $$").unshare(NamespaceType.PID).init(true)));
    }

    @Test
    void theInitReapsOrphans() throws Exception {
        String seen = output(shell("for i in 1 2 3 4 5; do (sleep 0.05 &); done; sleep 0.4; ps -e -o stat= | grep -c Z")
                .unshare(NamespaceType.PID)
                .mountProc());
        assertEquals("0 status 1", seen);
    }

    @Test
    void nothingOutlivesTheInit() throws Exception {
        Process process = shell("sleep 1000 & echo started; wait")
                .unshare(NamespaceType.PID)
                .start();
        assertEquals("started", process.inputReader().readLine());
        List<ProcessHandle> inside = process.descendants().toList();
        assertEquals(2, inside.size());
        process.destroyForcibly().waitFor();
        for (ProcessHandle handle : inside) {
            handle.onExit().get();
        }
    }

    @Test
    void seesItsOwnProcessesOnly() throws Exception {
        String seen =
                output(shell("ps -e -o pid= | wc -l").unshare(NamespaceType.PID).mountProc());
        assertTrue(Integer.parseInt(seen) <= 5, seen);
        Path proc = Files.createDirectory(temporary.resolve("proc"));
        assertEquals(
                "2",
                output(shell("ls " + proc + " | grep -c '^[12]$'")
                        .unshare(NamespaceType.PID)
                        .mountProc(proc)));
    }

    @Test
    void hasItsHostName() throws Exception {
        String before = Files.readString(Path.of("/proc/sys/kernel/hostname"));
        assertEquals("inside.example", output(new NamespaceProcessBuilder("uname", "-n").hostname("inside.example")));
        assertEquals(before, Files.readString(Path.of("/proc/sys/kernel/hostname")));
        assertEquals(
                64,
                output(new NamespaceProcessBuilder("uname", "-n").hostname("x".repeat(64)))
                        .length());
        assertThrows(IllegalArgumentException.class, () -> new NamespaceProcessBuilder().hostname("x".repeat(65)));
    }

    @Test
    void mountsStayInside() throws Exception {
        String before = Files.readString(Path.of("/proc/self/mountinfo"));
        Path point = Files.createDirectory(temporary.resolve("point"));
        String seen =
                output(shell("mount -t tmpfs none " + point + " && grep -c ' " + point + " ' /proc/self/mountinfo")
                        .unshare(NamespaceType.MNT));
        assertEquals("1", seen);
        assertEquals(before, Files.readString(Path.of("/proc/self/mountinfo")));
    }

    /** The first letters of mountinfo(5)'s optional fields of the root. */
    @ParameterizedTest
    @EnumSource
    void propagates(Propagation propagation) throws Exception {
        // In a namespace whose mounts are shared, as those of most systems are, another one is made.
        String fields = "awk '$5 == \"/\" { print $7 }' /proc/self/mountinfo | cut -d: -f1";
        List<String> side = SideJvm.command(
                List.of("unshare", "-m", "--propagation", "shared"),
                StartMain.class,
                "propagation",
                propagation.name(),
                fields);
        Process process = new ProcessBuilder(side).redirectErrorStream(true).start();
        String seen = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        String expected = switch (propagation) {
            case PRIVATE -> "-";
            case SLAVE -> "master";
            case SHARED, UNCHANGED -> "shared";
        };
        assertEquals(expected, seen);
    }

    @Test
    void changesTheRoot() throws Exception {
        Path root = Files.createDirectory(temporary.resolve("root"));
        for (String directory : List.of("bin", "lib", "lib64", "usr", "proc", "work")) {
            Files.createDirectory(root.resolve(directory));
        }
        String script = "for d in bin lib lib64 usr; do mount --bind /$d " + root + "/$d || exit 9; done; ";
        // The binds are made in a mount namespace of a shell, in which another JVM starts the process.
        List<String> side = SideJvm.command(
                List.of("unshare", "-m", "sh", "-c", script + "exec \"$@\"", "sh"),
                StartMain.class,
                "root",
                root.toString(),
                "pwd; ls /; ls /proc | grep -c '^2$'");
        Process process = new ProcessBuilder(side).redirectErrorStream(true).start();
        String seen = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertEquals("/work\nbin\nlib\nlib64\nproc\nusr\nwork\n1", seen);
    }

    @Test
    void movesTheClocks() throws Exception {
        Duration monotonic = Duration.ofDays(3).plusNanos(5);
        Duration boottime = Duration.ofDays(400).minusNanos(7);
        Process process = new NamespaceProcessBuilder("cat")
                .monotonic(monotonic)
                .boottime(boottime)
                .start();
        List<String> offsets = Files.readAllLines(Path.of("/proc/" + process.pid() + "/timens_offsets"));
        assertEquals("monotonic " + monotonic.toSeconds() + " 5", offsets.get(0).replaceAll(" +", " "));
        assertEquals(
                "boottime " + boottime.toSeconds() + " 999999993",
                offsets.get(1).replaceAll(" +", " "));
        process.getOutputStream().close();
        process.waitFor();
        for (boolean init : new boolean[] {false, true}) {
            NamespaceProcessBuilder builder =
                    new NamespaceProcessBuilder("cut", "-d.", "-f1", "/proc/uptime").boottime(Duration.ofDays(400));
            long uptime = Long.parseLong(output(init ? builder.unshare(NamespaceType.PID) : builder));
            assertTrue(uptime >= 400L * 24 * 3600, "uptime " + uptime);
        }
    }

    @Test
    void mapsUsersAndGroups() throws Exception {
        Process process = new NamespaceProcessBuilder("cat")
                .mapUsers(List.of(new IdRange(0, 100000, 1000), new IdRange(5000, 300000, 10)))
                .mapGroups(List.of(new IdRange(0, 200000, 2000)))
                .start();
        assertEquals("0 100000 1000\n5000 300000 10", map(process, "uid_map"));
        assertEquals("0 200000 2000", map(process, "gid_map"));
        assertEquals(
                "allow",
                Files.readString(Path.of("/proc/" + process.pid() + "/setgroups"))
                        .strip());
        process.getOutputStream().close();
        assertEquals(0, process.waitFor());
    }

    @Test
    void mapsItself() throws Exception {
        Process process =
                new NamespaceProcessBuilder("cat").mapUser(7).mapGroup(8).start();
        assertEquals("7 0 1", map(process, "uid_map"));
        assertEquals("8 0 1", map(process, "gid_map"));
        assertEquals(
                "deny",
                Files.readString(Path.of("/proc/" + process.pid() + "/setgroups"))
                        .strip());
        process.getOutputStream().close();
        assertEquals(0, process.waitFor());
        assertEquals("0 0", output(shell("echo $(id -u) $(id -g)").mapRootUser()));
        assertEquals("0 0", output(shell("echo $(id -u) $(id -g)").mapCurrentUser()));
        assertEquals("65534 65534", output(shell("echo $(id -u) $(id -g)").unshare(NamespaceType.USER)));
    }

    private static String map(Process process, String map) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/" + map))) {
            text.append(text.isEmpty() ? "" : "\n").append(line.strip().replaceAll(" +", " "));
        }
        return text.toString();
    }

    @Test
    void aSingleIdAndRangesGoTogether() throws Exception {
        Process process = new NamespaceProcessBuilder("cat")
                .mapRootUser()
                .mapUsers(List.of(new IdRange(IdRange.UNPLACED, 100000, 10)))
                .mapGroups(List.of(new IdRange(IdRange.UNPLACED, 100000, 10)))
                .start();
        assertEquals("0 0 1\n1 100000 10", map(process, "uid_map"));
        assertEquals("0 0 1\n1 100000 10", map(process, "gid_map"));
        process.getOutputStream().close();
        assertEquals(0, process.waitFor());
    }

    @Test
    void becomesAnotherUser() throws Exception {
        String ids = "grep -E '^(Uid|Gid|Groups)' /proc/self/status";
        assertEquals(
                "Uid:\t5\t5\t5\t5\nGid:\t6\t6\t6\t6\nGroups:",
                output(shell(ids).setuid(5).setgid(6)));
        assertEquals(
                "Uid:\t5\t5\t5\t5\nGid:\t6\t6\t6\t6\nGroups:",
                output(shell(ids)
                        .setuid(5)
                        .setgid(6)
                        .mapUsers(List.of(new IdRange(0, 100000, 10)))
                        .mapGroups(List.of(new IdRange(0, 100000, 10)))
                        .unshare(NamespaceType.PID)));
    }

    @Test
    void keepsCapabilities() throws Exception {
        NamespaceProcessBuilder kept = new NamespaceProcessBuilder("grep", "CapAmb", "/proc/self/status")
                .mapUser(1000)
                .keepCaps();
        assertNotEquals("CapAmb:\t0000000000000000", output(kept));
        List<IdRange> all = List.of(new IdRange(0, 0, 65536));
        NamespaceProcessBuilder changed = new NamespaceProcessBuilder("grep", "CapEff", "/proc/self/status")
                .mapUsers(all)
                .mapGroups(all)
                .setuid(1000)
                .keepCaps();
        assertNotEquals("CapEff:\t0000000000000000", output(changed));
        NamespaceProcessBuilder lost = new NamespaceProcessBuilder("grep", "CapEff", "/proc/self/status").mapUser(1000);
        assertEquals("CapEff:\t0000000000000000", output(lost));
    }

    @Test
    void allowsOrDeniesSetgroups() throws Exception {
        NamespaceProcessBuilder builder = new NamespaceProcessBuilder("cat", "/proc/self/setgroups").mapUser(0);
        assertEquals("deny", output(builder.setgroups(false)));
        assertEquals("allow", output(builder.setgroups(true)));
        List<IdRange> ranges = List.of(new IdRange(0, 100000, 10));
        builder = new NamespaceProcessBuilder("cat", "/proc/self/setgroups")
                .mapUsers(ranges)
                .mapGroups(ranges);
        assertEquals("deny", output(builder.setgroups(false)));
    }

    /** A variable whose value is no text in any encoding. */
    @Test
    void keepsTheBytesOfTheEnvironment() throws Exception {
        String script = "RAW=$(printf 'a\\377b') exec \"$@\"";
        List<String> side = SideJvm.command(
                List.of("sh", "-c", script, "sh"),
                StartMain.class,
                "environment",
                "more",
                "printf '%s %s' \"$RAW\" \"$ADDED\" | od -An -c");
        Process process = new ProcessBuilder(side).redirectErrorStream(true).start();
        String seen = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertEquals("a 377 b m o r e", seen.replaceAll(" +", " "));
    }

    /** A JVM without standard streams gets their numbers for its own files. */
    @Test
    void needsNoStandardStreamsOfItsOwn() throws Exception {
        Path file = temporary.resolve("seen");
        List<String> side = SideJvm.command(
                List.of("sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh"),
                StartMain.class,
                "streams",
                file.toString(),
                "cat; echo error >&2; exit 7");
        new ProcessBuilder(side).start().waitFor();
        assertEquals("through\nerror\n7", Files.readString(file));
    }

    @Test
    void refusesWhatContradictsItself() {
        assertThrows(IllegalStateException.class, () -> shell("").init(true).start());
        assertThrows(
                IllegalStateException.class, () -> shell("").setgroups(true).start());
        assertThrows(
                IllegalStateException.class,
                () -> shell("").mapRootUser().setgroups(true).start());
        assertThrows(IllegalArgumentException.class, () -> shell("").setuid(-1));
        assertThrows(IllegalArgumentException.class, () -> shell("").setgid(0xffff_ffffL));
        assertThrows(IllegalArgumentException.class, () -> shell("").mapUser(1L << 32));
        assertThrows(IllegalArgumentException.class, () -> shell("").hostname("a\0b"));
    }

    @Test
    void explainsWithoutStarting() throws Exception {
        File directory = temporary.toFile();
        Path never = temporary.resolve("never");
        NamespaceProcessBuilder builder = shell("true")
                .unshare(NamespaceType.PID)
                .mountProc()
                .hostname("explained")
                .directory(directory)
                .redirectOutput(never.toFile());
        String text = new Explanation(builder.program()).text();
        assertTrue(text.contains("sethostname(\"explained\", 9)"), text);
        assertTrue(text.contains("mount(\"proc\", \"/proc\", \"proc\", MS_NOSUID|MS_NODEV|MS_NOEXEC, NULL)"), text);
        assertTrue(text.contains("chdir(\"" + directory + "\")"), text);
        assertFalse(Files.exists(never));
    }

    @Test
    void aBuilderStartsManyProcesses() throws Exception {
        NamespaceProcessBuilder builder = shell("echo $X").unshare(NamespaceType.PID);
        for (int i = 0; i < 5; i++) {
            builder.environment().put("X", Integer.toString(i));
            assertEquals(Integer.toString(i), output(builder));
        }
        assertEquals("other", output(builder.command("echo", "other")));
    }
}
