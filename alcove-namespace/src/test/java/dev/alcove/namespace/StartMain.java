package dev.alcove.namespace;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
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
            case "root" ->
                builder.unshare(NamespaceType.PID)
                        .root(Path.of(arguments[1]))
                        .mountProc()
                        .directory(new File("/work"));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(builder.start().waitFor());
    }
}
