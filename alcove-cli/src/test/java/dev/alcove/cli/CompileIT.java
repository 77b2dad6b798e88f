package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code alcove compile} writes does the same as {@code unshare} at once, for whoever runs it, on this architecture
 * and, under qemu, on the other.
 */
final class CompileIT {
    private static final Path ALCOVE = Dist.ALCOVE;
    private static final Path UNSHARE = Dist.UNSHARE;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C", "KEPT", "yes");

    private static final boolean IS_AARCH64 = System.getProperty("os.arch").equals("aarch64");
    private static final String HOST = IS_AARCH64 ? "aarch64" : "x86_64";
    private static final String OTHER = IS_AARCH64 ? "x86_64" : "aarch64";
    private static final String EMULATOR = "qemu-" + OTHER + "-static";

    /** Prints what should be alike, whatever architecture made it so. */
    private static final String LOOK =
            "id -u; id -g; echo $$; hostname; cat /proc/self/uid_map; echo $KEPT; echo \"$@\";"
                    + " grep -E 'Sig(Blk|Ign)|Cap|NoNew' /proc/self/status; pwd";

    @TempDir
    static Path directory;

    @BeforeAll
    static void letOthersIn() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static List<List<String>> plans() {
        return List.of(
                List.of("--user", "--map-root-user", "--uts", "--hostname", "inside"),
                List.of("-Urf", "--hostname", "inside", "--wd", "/usr"),
                List.of("-Ucf", "--kill-child", "--forward-signals", "--keep-caps"),
                List.of("-Urpf", "--mount-proc", "--init", "--hostname", "inside"),
                List.of(
                        "-UrmuinpCTf",
                        "--boottime",
                        "86400",
                        "--mount-proc",
                        "--clear-env",
                        "--whitelist-env",
                        "KEPT,PATH"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void doesTheSameAsUnshare(List<String> options) throws IOException, InterruptedException {
        Path launcher = compile(HOST, options, "sh", "-c", LOOK, "sh");
        for (Account account : Account.all()) {
            Ran expected = run(account, unshare(options).toArray());
            assertEquals(0, expected.status(), expected.err());
            assertEquals(withoutPid(expected), withoutPid(run(account, launcher, "one", "two words")));
        }
    }

    /** An emulated process has the emulator's threads, and no process with threads can leave its user namespace. */
    static List<List<String>> plansWithoutUser() {
        return List.of(
                List.of("--uts", "--hostname", "inside"),
                List.of("-f", "--hostname", "inside", "--wd", "/usr", "--kill-child", "--forward-signals"),
                List.of("-pf", "--mount-proc", "--init", "--hostname", "inside"),
                List.of(
                        "-muinpCTf",
                        "--boottime",
                        "86400",
                        "--mount-proc",
                        "--clear-env",
                        "--whitelist-env",
                        "KEPT,PATH"));
    }

    @ParameterizedTest
    @MethodSource("plansWithoutUser")
    void doesTheSameOnTheOtherArchitecture(List<String> options) throws IOException, InterruptedException {
        Path launcher = compile(OTHER, options, "sh", "-c", LOOK, "sh");
        for (Account account : Account.all()) {
            List<Object> line = new ArrayList<>(List.of("unshare", "-Ur"));
            line.addAll(unshare(options));
            Ran expected = run(account, line.toArray());
            assertEquals(0, expected.status(), expected.err());
            Ran ran = run(account, "unshare", "-Ur", EMULATOR, launcher, "one", "two words");
            assertEquals(withoutEmulator(withoutPid(expected)), withoutEmulator(withoutPid(ran)));
        }
    }

    /** The emulator keeps a real-time signal for itself, and in a new PID namespace its thread has PID 2. */
    private static Ran withoutEmulator(Ran ran) {
        String out = ran.out().replaceFirst("SigIgn:.*", "SigIgn").replaceFirst("\n[23]\n", "\nPID\n");
        return new Ran(ran.status(), out, ran.err());
    }

    private static List<Object> unshare(List<String> options) {
        List<Object> line = new ArrayList<>(List.of(UNSHARE));
        line.addAll(options);
        line.addAll(List.of("sh", "-c", LOOK, "sh", "one", "two words"));
        return line;
    }

    /** The PID of a process outside of a PID namespace of its own is another each time. */
    private static Ran withoutPid(Ran ran) {
        List<String> lines = new ArrayList<>(Arrays.asList(ran.out().split("\n", -1)));
        if (lines.size() > 2 && lines.get(2).length() > 1) {
            lines.set(2, "PID");
        }
        return new Ran(ran.status(), String.join("\n", lines), ran.err());
    }

    @Test
    void endsAsTheCommandEnds() throws IOException, InterruptedException {
        Path launcher = compile(HOST, List.of("-Urf"), "sh", "-c");
        Path init = compile(HOST, List.of("-Urpf", "--init"), "sh", "-c");
        Path other = compile(OTHER, List.of("-pf", "--init"), "sh", "-c");
        for (String script : List.of("exit 0", "exit 41", "kill -TERM $$", "kill -KILL $$")) {
            int expected = run(Account.OWN, "sh", "-c", script).status();
            assertEquals(expected, run(Account.OWN, launcher, script).status(), script);
            assertEquals(expected, run(Account.OWN, init, script).status(), script);
            assertEquals(
                    expected,
                    run(Account.OWN, "unshare", "-Ur", EMULATOR, other, script).status(),
                    script);
        }
    }

    @Test
    void saysWhatFailedAndWhatHelps() throws IOException, InterruptedException {
        Path launcher = compile(HOST, List.of("-U", "--map-root-user", "--wd", "/no/such"), "true");
        for (Object[] line :
                List.of(new Object[] {launcher}, new Object[] {UNSHARE, "-Ur", "--wd", "/no/such", "true"})) {
            Ran ran = run(Account.OWN, line);
            assertEquals(1, ran.status());
            assertTrue(
                    ran.err().endsWith(": cannot change directory to /no/such: No such file or directory\n"),
                    ran.err());
        }
        Path command = compile(OTHER, List.of("-u"));
        Ran missing = run(Account.OWN, "unshare", "-Ur", EMULATOR, command, "no-such-command");
        assertEquals(127, missing.status(), missing.err());
        if (Account.isRoot()) {
            Ran denied = run(Account.ORDINARY, compile(HOST, List.of("--uts"), "true"));
            assertEquals(1, denied.status());
            assertTrue(denied.err().contains("unshare failed: Operation not permitted\n"), denied.err());
            assertTrue(denied.err().contains("CAP_SYS_ADMIN"), denied.err());
        }
    }

    @Test
    void runsWhatItIsGivenOrTheShell() throws IOException, InterruptedException {
        Path launcher = compile(HOST, List.of("-Ur"));
        assertEquals("a b\n", run(Account.OWN, launcher, "echo", "a", "b").out());
        Path shell = Files.writeString(directory.resolve("shell"), "#!/bin/sh\necho \"shell $#\"\n");
        Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
        Ran ran = Ran.with(Map.of("SHELL", shell.toString()), launcher);
        assertEquals("shell 0\n", ran.out(), ran.err());
    }

    @Test
    void refusesTheMapsOfAnother() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Account.isRoot(), "needs two users");
        Path launcher =
                compile(HOST, List.of("-r", "--map-users", "1:100000:10", "--map-groups", "1:100000:10"), "true");
        assertEquals(0, run(Account.OWN, launcher).status());
        Ran ran = run(Account.ORDINARY, launcher);
        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("those of user 0"), ran.err());
    }

    @Test
    void leavesNothingHalfWritten() throws IOException, InterruptedException {
        Path existing = Files.createDirectory(directory.resolve("taken"));
        Ran ran = Ran.with(ENVIRONMENT, ALCOVE, "compile", "-o", existing, "unshare", "-U", "true");
        assertNotEquals(0, ran.status());
        assertTrue(ran.err().contains(existing.toString()), ran.err());
        Path nowhere = directory.resolve("no/such/directory");
        ran = Ran.with(ENVIRONMENT, ALCOVE, "compile", "-o", nowhere, "unshare", "-U", "true");
        assertNotEquals(0, ran.status());
        assertTrue(ran.err().contains(nowhere.toString()), ran.err());
        assertFalse(Files.exists(nowhere));
    }

    private static Ran run(Account account, Object... command) throws IOException, InterruptedException {
        return Ran.with(ENVIRONMENT, account.command(command));
    }

    private static Path compile(String arch, List<String> options, String... command)
            throws IOException, InterruptedException {
        Path launcher = Files.createTempFile(directory, "launcher", "");
        List<Object> line = new ArrayList<>(List.of(ALCOVE, "compile", "--arch", arch, "-o", launcher, "unshare"));
        line.addAll(options);
        line.addAll(List.of(command));
        Ran ran = Ran.with(ENVIRONMENT, line.toArray());
        assertEquals(0, ran.status(), ran.err());
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return launcher;
    }
}
