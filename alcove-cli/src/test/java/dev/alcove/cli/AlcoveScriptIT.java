package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./alcove} builds what it needs, when it needs to and once; seen on a copy of the sources that was never built. */
final class AlcoveScriptIT {
    private static final Path ROOT = Ran.where("alcove.root");
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git");

    @TempDir
    Path clone;

    @Test
    void buildsOnFirstUseAndAfterChanges() throws IOException, InterruptedException {
        copySources();
        Path alcove = clone.resolve("alcove");
        Path stamp = clone.resolve("target/built");

        var first = Ran.Running.start(System.getenv(), alcove, "--version");
        var second = Ran.Running.start(System.getenv(), alcove, "--version");
        Ran ran = first.end();
        assertEquals(0, ran.status(), ran.err());
        assertEquals("", ran.err());
        assertEquals(ran, second.end());
        assertEquals(ran, Ran.with(Map.of(), Ran.where("alcove.dist").resolve("bin/alcove"), "--version"));

        var built = Files.getLastModifiedTime(stamp);
        Path unshare = Files.createSymbolicLink(clone.resolve("target/unshare"), Path.of("../alcove"));
        assertEquals(
                Ran.with(Map.of(), Ran.where("alcove.dist").resolve("bin/unshare"), "--version"),
                Ran.with(System.getenv(), unshare, "--version"));
        assertEquals(built, Files.getLastModifiedTime(stamp), "built again although nothing had changed");

        Path source = clone.resolve("alcove-cli/src/main/java/dev/alcove/cli/Main.java");
        Files.writeString(source, "\n", StandardOpenOption.APPEND);
        assertEquals(ran, Ran.with(System.getenv(), alcove, "--version"));
        assertTrue(built.compareTo(Files.getLastModifiedTime(stamp)) < 0, "not built although a source had changed");

        Files.writeString(source, "not Java\n", StandardOpenOption.APPEND);
        Ran failed = Ran.with(System.getenv(), alcove, "--version");
        assertNotEquals(0, failed.status());
        assertEquals("", failed.out());
        assertTrue(failed.err().contains("Main.java"), failed.err());
    }

    private void copySources() throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (NOT_SOURCES.contains(directory.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(clone.resolve(ROOT.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!NOT_SOURCES.contains(file.getFileName().toString())) {
                    Files.copy(file, clone.resolve(ROOT.relativize(file).toString()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
