package dev.alcove.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** The distribution that was built, where every user can run it: a copy if it lies in a place that is only its owner's. */
final class Dist {
    static final Path DIRECTORY = reachable(Ran.where("alcove.dist"));
    static final Path ALCOVE = DIRECTORY.resolve("bin/alcove");
    static final Path UNSHARE = DIRECTORY.resolve("bin/unshare");

    private Dist() {}

    private static Path reachable(Path dist) {
        try {
            for (Path path = dist.resolve("bin/alcove"); path != null; path = path.getParent()) {
                if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return copy(dist);
                }
            }
            return dist;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path copy(Path dist) throws IOException {
        Path directory = Files.createTempDirectory("alcove-dist");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run("rm", "-r", directory.toString())));
        run("cp", "-r", dist.toString(), directory.toString());
        run("chmod", "-R", "a+rX", directory.toString());
        return directory.resolve(dist.getFileName());
    }

    private static void run(String... command) {
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + " exited with " + status);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
