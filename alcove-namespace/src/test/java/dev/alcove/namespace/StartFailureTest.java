package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails says at which step, with which error, and what helps. */
@Timeout(60)
class StartFailureTest {
    @TempDir
    Path temporary = Path.of("");

    @BeforeAll
    static void needsRoot() {
        Assumptions.assumeTrue(SideJvm.isRoot(), "most of these need root; OrdinaryUserTest does not");
    }

    private static NamespaceProcessBuilder isolated(String... command) {
        return new NamespaceProcessBuilder(command).unshare(NamespaceType.PID, NamespaceType.MNT);
    }

    private static LinuxException failure(NamespaceProcessBuilder builder) {
        return assertThrows(LinuxException.class, builder::start);
    }

    private static void assertFails(String attempt, Errno errno, String call, NamespaceProcessBuilder builder) {
        LinuxException e = failure(builder);
        assertEquals(attempt, e.attempt());
        assertEquals(errno, e.errno().orElseThrow());
        assertTrue(e.call().contains(call), e.call());
    }

    private static String remedy(NamespaceProcessBuilder builder) {
        return failure(builder).remedy().orElseThrow();
    }

    @Test
    void aProgramThatIsNotThere() {
        assertFails("failed to execute nosuch", Errno.ENOENT, "execve", isolated("nosuch"));
        assertFails(
                "failed to execute /nosuch",
                Errno.ENOENT,
                "execve",
                isolated("/nosuch").init(false));
        assertFails("failed to execute /etc/passwd", Errno.EACCES, "execve", isolated("/etc/passwd"));
        assertFails("failed to execute ", Errno.ENOENT, "execve", isolated(""));
    }

    @Test
    void aDirectoryThatIsNotThere() {
        Path untouched = temporary.resolve("untouched");
        NamespaceProcessBuilder builder = isolated("true").redirectOutput(untouched.toFile());
        assertFails(
                "cannot change directory to '/nosuch'",
                Errno.ENOENT,
                "/nosuch",
                builder.directory(new File("/nosuch")));
        assertFails(
                "cannot change directory to '/etc/passwd'",
                Errno.ENOTDIR,
                "/etc/passwd",
                builder.directory(new File("/etc/passwd")));
        assertFails(
                "cannot change root directory to '/nosuch'", Errno.ENOENT, "/nosuch", builder.root(Path.of("/nosuch")));
        assertFalse(Files.exists(untouched));
        assertFails(
                "cannot change directory to '/nosuch'",
                Errno.ENOENT,
                "chdir(\"/nosuch\")",
                isolated("true").root(temporary).directory(new File("/nosuch")));
    }

    @Test
    void aMountThatCannotBe() {
        assertFails(
                "cannot mount proc on /nosuch",
                Errno.ENOENT,
                "mount(\"proc\", \"/nosuch\"",
                isolated("true").mountProc(Path.of("/nosuch")));
        String remedy = remedy(new NamespaceProcessBuilder("true").mapRootUser().mountProc());
        assertTrue(remedy.contains("unshare(NamespaceType.PID)"), remedy);
    }

    @Test
    void idsThatAreNotMapped() {
        NamespaceProcessBuilder builder = isolated("true").mapRootUser();
        assertFails("cannot become user 5", Errno.EINVAL, "setuid(5)", builder.setuid(5));
        assertTrue(remedy(builder).contains("mapUsers"), () -> remedy(builder));
        NamespaceProcessBuilder groups = isolated("true").mapRootUser().setgid(0);
        assertFails("cannot drop supplementary groups", Errno.EPERM, "setgroups(0, NULL)", groups);
        assertTrue(remedy(groups).contains("mapGroups"), () -> remedy(groups));
    }

    @Test
    void mapsThatOverlap() {
        NamespaceProcessBuilder builder =
                isolated("true").mapUsers(List.of(new IdRange(0, 100000, 10), new IdRange(5, 200000, 10)));
        LinuxException e = failure(builder);
        assertEquals(Errno.EINVAL, e.errno().orElseThrow());
        assertTrue(e.attempt().startsWith("cannot write /proc/"), e::attempt);
        assertTrue(e.remedy().orElseThrow().contains("overlap"), e::toString);
    }

    @Test
    void clocksOutOfRange() {
        NamespaceProcessBuilder builder = isolated("true").boottime(Duration.ofDays(-100_000));
        LinuxException e = failure(builder);
        assertEquals(Errno.ERANGE, e.errno().orElseThrow());
        assertTrue(e.call().startsWith("write("), e::call);
        assertTrue(e.remedy().orElseThrow().contains("146 years"), e::toString);
    }

    @Test
    void argumentsThatAreTooLong() {
        assertEquals(
                Errno.E2BIG,
                failure(isolated("true", "x".repeat(200_000))).errno().orElseThrow());
    }

    /** A limit that holds in a user namespace of its own only, in which another JVM runs. */
    @Test
    void aLimitOnNamespaces() throws Exception {
        String script = "echo 0 > /proc/sys/user/max_uts_namespaces && exec \"$@\"";
        List<String> side = SideJvm.command(
                List.of("unshare", "-Ur", "sh", "-c", script, "sh"), FailMain.class, NamespaceType.UTS.name());
        Process process = new ProcessBuilder(side).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(said.contains("cannot create a process: No space left on device (ENOSPC), by clone3("), said);
        assertTrue(said.contains("CLONE_NEWUTS"), said);
        assertTrue(said.contains("user.max_uts_namespaces=0 forbids new uts namespaces"), said);
    }

    /** Failures leave no process, no descriptor and no mount, whatever step they happen at. */
    @Test
    void leavesNothingBehind() throws Exception {
        List<String> side = SideJvm.command(List.of(), LeakMain.class, "failures");
        Process process = new ProcessBuilder(side).redirectErrorStream(true).start();
        assertEquals("nothing left\n", new String(process.getInputStream().readAllBytes(), UTF_8));
    }
}
