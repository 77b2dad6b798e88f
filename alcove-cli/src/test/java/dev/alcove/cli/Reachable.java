package dev.alcove.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Where every user can read what a build made: there, or in a copy if that is a place of its owner alone. */
public final class Reachable {
    private Reachable() {}

    /** The file or directory itself, or its copy, which goes when the tests end. */
    public static Path of(Path made) {
        try {
            PosixFilePermission needed =
                    Files.isDirectory(made) ? PosixFilePermission.OTHERS_EXECUTE : PosixFilePermission.OTHERS_READ;
            for (Path path = made.toAbsolutePath(); path != null; path = path.getParent()) {
                if (!Files.getPosixFilePermissions(path).contains(needed)) {
                    return copy(made);
                }
                needed = PosixFilePermission.OTHERS_EXECUTE;
            }
            return made;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path copy(Path made) throws IOException {
        Path directory = Files.createTempDirectory("alcove-copy");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run("rm", "-r", directory.toString())));
        run("cp", "-r", made.toString(), directory.toString());
        run("chmod", "-R", "a+rX", directory.toString());
        return directory.resolve(made.getFileName());
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
