package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real container of podman is entered by its name. Its root directory holds busybox, so that no registry is asked. */
final class NsenterContainerIT {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C", "HOME", "/root");
    private static final String NAME = "alcove-it-" + ProcessHandle.current().pid();

    @TempDir
    static Path temporary;

    private static String script = "";

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Account.isRoot(), "podman needs root where cgroups are not the user's");
        script = Ran.where("basedir")
                .resolve("src/test/resources/container.bash")
                .toString();
        Ran ran = Ran.with(ENVIRONMENT, "bash", script, "start", NAME, temporary.resolve("root"));
        assertEquals(0, ran.status(), ran.toString());
    }

    @AfterAll
    static void remove() throws IOException, InterruptedException {
        if (!script.isEmpty()) {
            Ran.with(ENVIRONMENT, "bash", script, "remove", NAME);
        }
    }

    @Test
    void isEnteredByName() throws IOException, InterruptedException {
        Ran ran = Ran.with(
                ENVIRONMENT, Dist.NSENTER, "--container", NAME, "/bin/sh", "-c", "hostname; ls /; echo $$ >&2");
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().startsWith("inside\nbin\n"), ran.out());
    }

    @Test
    void onlyWhatIsNamedIsEntered() throws IOException, InterruptedException {
        Ran ran = Ran.with(
                ENVIRONMENT,
                Dist.NSENTER,
                "--debug",
                "--container",
                NAME,
                "-u",
                "bash",
                "-c",
                "hostname; readlink /proc/self/ns/mnt");
        String own = Objects.toString(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")));
        assertEquals("inside\n" + own + "\n", ran.out(), ran.err());
        assertTrue(ran.err().contains("the container '" + NAME + "' of podman is process "), ran.err());
    }

    /** The shell test: it makes a container of its own, and judges for itself. */
    @Test
    void theShellTestPasses() throws IOException, InterruptedException {
        Ran ran =
                Ran.with(ENVIRONMENT, "bash", script, "test", NAME + "-sh", temporary.resolve("root-sh"), Dist.NSENTER);
        assertEquals("ok\n", ran.out(), ran.err());
        assertEquals(0, ran.status(), ran.err());
    }

    @Test
    void whoIsNotThereIsSaidByTheEngine() throws IOException, InterruptedException {
        Ran ran = Ran.with(ENVIRONMENT, Dist.NSENTER, "--container", NAME + "-no", "true");
        assertEquals(1, ran.status());
        assertTrue(ran.err().startsWith("nsenter: no container '" + NAME + "-no'\npodman says: "), ran.err());
    }

    @Test
    void namesAndEnginesAreRefused() throws IOException, InterruptedException {
        for (String name : new String[] {"", "-x", "--latest", "a/b", "a b", "a\nb", "../x"}) {
            Ran ran = Ran.with(ENVIRONMENT, Dist.NSENTER, "--container=" + name, "true");
            assertEquals("nsenter: invalid name of a container: '" + name + "'\n", ran.err());
        }
        Path empty = Files.createDirectory(
                temporary.resolve("empty"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Ran none = Ran.with(Map.of("PATH", empty.toString()), Dist.NSENTER, "--container", "x", "true");
        assertTrue(none.err().contains("there is neither podman nor docker in PATH"), none.err());
    }
}
