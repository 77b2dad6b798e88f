package dev.alcove.container.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs tools that are the judges, and what they say of a tree. */
final class Trees {
    private Trees() {}

    static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (process.waitFor() != 0) {
            throw new AssertionError(List.of(command) + ": " + out);
        }
        return out;
    }

    static String sh(Path directory, String script) throws IOException, InterruptedException {
        return run(directory, "sh", "-ec", script);
    }

    /** Types, modes, owners, numbers of links, times, targets, devices and contents of all that is below a directory. */
    static String of(Path directory) throws IOException, InterruptedException {
        return sh(directory, """
                find . ! -path . ! -type d -printf '%p|%y|%m|%U|%G|%n|%T@|%l\\n' | LC_ALL=C sort
                find . -type d -printf '%p|%y|%m|%U|%G|%T@\\n' | LC_ALL=C sort
                find . -type b -exec stat -c '%n %t %T' {} + -o -type c -exec stat -c '%n %t %T' {} + | LC_ALL=C sort
                find . -type f -exec sha256sum {} + | LC_ALL=C sort
                """);
    }
}
