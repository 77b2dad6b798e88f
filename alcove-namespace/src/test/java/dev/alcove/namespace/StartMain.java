package dev.alcove.namespace;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts one process, in a JVM that the tests have put somewhere: what to do, an argument, and a script for the shell. */
final class StartMain {
    private StartMain() {}

    public static void main(String[] arguments) throws Exception {
        NamespaceProcessBuilder builder = new NamespaceProcessBuilder("sh", "-c", arguments[2])
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        switch (arguments[0]) {
            case "propagation" -> builder.unshare(NamespaceType.MNT).propagation(Propagation.valueOf(arguments[1]));
            // The builder makes the whole environment anew.
            case "environment" -> builder.environment().put("ADDED", arguments[1]);
            case "streams" -> {
                throughPipes(builder, Path.of(arguments[1]));
                return;
            }
            case "root" ->
                builder.unshare(NamespaceType.PID)
                        .root(Path.of(arguments[1]))
                        .mountProc()
                        .directory(new File("/work"));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(builder.start().waitFor());
    }

    /** Writes what comes back from the process, and how it ended, to a file. */
    private static void throughPipes(NamespaceProcessBuilder builder, Path file) throws Exception {
        Process process = builder.unshare(NamespaceType.PID)
                .redirectOutput(Redirect.PIPE)
                .redirectErrorStream(true)
                .start();
        process.outputWriter().append("through\n").close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(file, text + process.waitFor());
    }
}
