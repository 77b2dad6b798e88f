package dev.alcove.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The command, run from the classes of this build in a JVM of its own. */
final class Alcove {
    private static final String MAIN = "dev.alcove.cli/dev.alcove.cli.Main";
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
    private static final String MODULES = modulePath();

    private Alcove() {}

    /** Runs {@code NAME ARGS...}, where NAME is the name that it is called by. */
    static Ran run(String... arguments) throws IOException, InterruptedException {
        return run(ENVIRONMENT, List.of(), arguments);
    }

    static Ran run(Map<String, String> environment, List<String> jvmOptions, String... arguments)
            throws IOException, InterruptedException {
        return Ran.with(environment, command(jvmOptions, arguments).toArray());
    }

    /** The same as an ordinary user, if this is root. */
    static Ran runAsUser(String... arguments) throws IOException, InterruptedException {
        return Ran.with(
                ENVIRONMENT,
                Account.ordinary().command(command(List.of(), arguments).toArray()));
    }

    /** That of the tests without jspecify, which nothing needs at run time and an ordinary user may not be able to read. */
    private static String modulePath() {
        StringBuilder path = new StringBuilder();
        String all = Objects.requireNonNull(System.getProperty("jdk.module.path"), "jdk.module.path");
        for (String entry : all.split(":", -1)) {
            if (!entry.contains("jspecify")) {
                path.append(path.isEmpty() ? "" : ":").append(Reachable.of(Path.of(entry)));
            }
        }
        return path.toString();
    }

    static List<String> command(List<String> jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        if (jvmOptions.isEmpty()) {
            command.add("--enable-native-access=dev.alcove.linux");
        }
        command.addAll(jvmOptions);
        command.add("--module-path");
        command.add(MODULES);
        command.add("-m");
        command.add(MAIN);
        command.addAll(List.of(arguments));
        return command;
    }
}
