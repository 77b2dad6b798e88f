package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution runs by itself wherever it is unpacked, and from its AOT cache, which the JVM else ignores in silence. */
final class DistributionIT {
    private static final Path BUILT = Ran.where("alcove.dist");

    @TempDir
    static Path temporary;

    /** What the archive holds, somewhere else than where it was made. */
    private static Path unpacked = temporary;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        assertEquals(0, tar(temporary).status());
        try (Stream<Path> top = Files.list(temporary)) {
            unpacked = top.findFirst().orElseThrow();
        }
    }

    private static Ran tar(Path into) throws IOException, InterruptedException {
        return Ran.with(System.getenv(), "tar", "-xzf", Ran.where("alcove.archive"), "-C", into);
    }

    @Test
    void needsNothingOfTheEnvironment() throws IOException, InterruptedException {
        var built = Ran.with(Map.of(), BUILT.resolve("bin/alcove"), "--version");
        assertEquals(0, built.status(), built.err());
        assertEquals("", built.err());
        assertEquals(built, Ran.with(Map.of(), unpacked.resolve("bin/alcove"), "--version"));
    }

    @Test
    void startsFromItsCacheWhereItWasMade() throws IOException, InterruptedException {
        assertStartsFromCache(BUILT.resolve("bin/alcove"));
    }

    @Test
    void startsFromItsCacheWhereItWasUnpacked() throws IOException, InterruptedException {
        assertStartsFromCache(unpacked.resolve("bin/alcove"));
        assertStartsFromCache(unpacked.resolve("bin/unshare"));
    }

    @Test
    void startsFromItsCacheThroughLinksOfOthers() throws IOException, InterruptedException {
        Path elsewhere = Files.createTempDirectory(temporary, "links");
        Path link = Files.createSymbolicLink(elsewhere.resolve("first"), unpacked.resolve("bin/unshare"));
        assertStartsFromCache(Files.createSymbolicLink(elsewhere.resolve("unshare"), link.getFileName()));
    }

    /** Without its cache it is slower but no different; and the check that the others rely on does fail then. */
    @Test
    void doesWithoutItsCache(@TempDir Path elsewhere) throws IOException, InterruptedException {
        assertEquals(0, tar(elsewhere).status());
        Path dist = elsewhere.resolve(unpacked.getFileName());
        Files.delete(dist.resolve("lib/alcove.aot"));
        Path alcove = dist.resolve("bin/alcove");
        assertEquals(
                Ran.with(Map.of(), unpacked.resolve("bin/alcove"), "--version"),
                Ran.with(Map.of(), alcove, "--version"));
        assertNotEquals(
                0,
                Ran.with(requireCache(elsewhere.resolve("log")), alcove, "--version")
                        .status());
    }

    /** Every class that a command loads costs, and the first downcall costs hundreds: see Planning. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void plansWithClassesFromItsCacheAlone(String locale) throws IOException, InterruptedException {
        for (String options : List.of("-U --uts true", "-Ur true", "-Urm -pf --mount-proc true", "--help", "--nope")) {
            Path log = Files.createTempFile(temporary, "class-load", ".log");
            List<Object> command = new ArrayList<>(List.of(unpacked.resolve("bin/unshare")));
            command.addAll(List.of(options.split(" ")));
            Map<String, String> environment = new HashMap<>(requireCache(log));
            environment.put("LC_ALL", locale);
            var ran = Ran.with(environment, command.toArray());
            assertEquals(options.equals("--nope") ? 1 : 0, ran.status(), ran.err());
            try (Stream<String> lines = Files.lines(log)) {
                assertEquals(
                        List.of(),
                        lines.filter(line -> !line.contains("shared objects file"))
                                .toList(),
                        options);
            }
        }
    }

    /** Mounts an empty file system over the JDK that runs this test, in a mount namespace. */
    @Test
    void needsNoJdk() throws IOException, InterruptedException {
        String script = "mount -t tmpfs none \"$1\" && ! test -e \"$1/bin/java\" && exec \"$2\" unshare -u true";
        var ran = Ran.with(
                Map.of("PATH", "/usr/bin:/bin"),
                "/usr/bin/unshare",
                "-Urm",
                "/bin/sh",
                "-c",
                script,
                "sh",
                System.getProperty("java.home"),
                unpacked.resolve("bin/alcove"));
        assertEquals(new Ran(0, "", ""), ran);
    }

    /** A shell would add variables, and drop those whose names it cannot use. */
    @Test
    void leavesTheEnvironmentAsItIs() throws IOException, InterruptedException {
        var environment = Map.of("a.b", "1", "x-y", "", "HOME", "\u00e4 \n");
        assertEquals(
                Ran.with(environment, "/usr/bin/env", "-0"),
                Ran.with(environment, unpacked.resolve("bin/alcove"), "unshare", "-Ur", "/usr/bin/env", "-0"));
    }

    /** Ignored and blocked signals, limits, what a core dump holds, open descriptors: all as with util-linux. */
    @Test
    void leavesTheProcessAsItIs() throws IOException, InterruptedException {
        String script = "trap '' HUP PIPE QUIT USR1 USR2 XFSZ; ulimit -n 512; exec 5</ 7>&1 0<&-;"
                + " exec \"$1\" -Ur sh -c 'grep -E \"^(Sig|Cpus|THP|NoNew)\" /proc/self/status;"
                + " cat /proc/self/limits /proc/self/coredump_filter; echo $(ls /proc/self/fd)'";
        Object[] command = {"/bin/sh", "-c", script, "sh", "/usr/bin/unshare"};
        var expected = Ran.with(System.getenv(), command);
        command[command.length - 1] = unpacked.resolve("bin/unshare");
        assertEquals(expected, Ran.with(System.getenv(), command));
    }

    /** Where the system forbids executable memfds, which it can for a PID namespace, the JVM itself finds another way. */
    @Test
    void doesWithoutExecutableMemfds() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Account.isRoot(), "only root may forbid them");
        String script = "echo 2 >/proc/sys/vm/memfd_noexec && exec \"$1\" -u readlink /proc/self/ns/uts";
        var ran = Ran.with(
                Map.of("PATH", "/usr/bin:/bin"),
                "/usr/bin/unshare",
                "-Urmpf",
                "--mount-proc",
                "/bin/sh",
                "-c",
                script,
                "sh",
                unpacked.resolve("bin/unshare"));
        assertEquals(0, ran.status(), ran.err());
        assertNotEquals(Files.readSymbolicLink(Path.of("/proc/self/ns/uts")) + "\n", ran.out());
    }

    @Test
    void holdsManualAndCompletions() throws IOException {
        for (String file : List.of(
                "man/man1/alcove.1",
                "man/man1/alcove-unshare.1",
                "bash-completion/completions/alcove",
                "zsh/site-functions/_alcove",
                "fish/vendor_completions.d/alcove.fish")) {
            assertTrue(Files.size(unpacked.resolve("share").resolve(file)) > 0, file);
        }
    }

    private static void assertStartsFromCache(Path launcher) throws IOException, InterruptedException {
        Path log = Files.createTempFile(temporary, "class-load", ".log");
        var ran = Ran.with(requireCache(log), launcher, "--version");
        assertEquals(0, ran.status(), ran.err());
        String main = Main.class.getName();
        try (Stream<String> lines = Files.lines(log)) {
            String loaded =
                    lines.filter(line -> line.contains(main + " ")).findFirst().orElse("not loaded");
            assertTrue(loaded.contains("shared objects file"), loaded);
        }
    }

    /** Makes a JVM exit unless it can use its AOT cache, and tell where each class came from. */
    private static Map<String, String> requireCache(Path log) {
        return Map.of("ALCOVE_JAVA_OPTIONS", "-XX:AOTMode=on -Xlog:class+load:file=" + log);
    }
}
