package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        return Map.of("_JAVA_OPTIONS", "-XX:AOTMode=on -Xlog:class+load:file=" + log);
    }
}
