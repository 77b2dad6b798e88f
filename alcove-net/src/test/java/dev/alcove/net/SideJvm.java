package dev.alcove.net;

import dev.alcove.launch.Program;
import dev.alcove.linux.Errno;
import dev.alcove.namespace.Namespace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class of the tests in a JVM of its own, as the ordinary user of the tests where they are root's. */
final class SideJvm {
    private SideJvm() {}

    /** The command for {@code main}; the classes are copied to a directory where every user may read them. */
    static List<String> command(Path directory, Class<?> main) throws Exception {
        String tests = copy(directory, Path.of(System.getProperty("basedir", "."), "target", "test-classes"));
        List<String> modules = new ArrayList<>();
        for (Class<?> type : List.of(Rtnetlink.class, Namespace.class, Program.class, Errno.class)) {
            modules.add(copy(
                    directory,
                    Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())));
        }
        run("chmod", "-R", "a+rX", directory.toString());
        List<String> command = new ArrayList<>();
        if (Root.isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=alcove-test", "--regid=alcove-test", "--init-groups", "--"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=dev.alcove.net,dev.alcove.namespace,dev.alcove.launch,dev.alcove.linux",
                "-p",
                String.join(File.pathSeparator, modules),
                "--patch-module",
                "dev.alcove.net=" + tests,
                "-m",
                "dev.alcove.net/" + main.getName()));
        return command;
    }

    private static String copy(Path directory, Path from) throws IOException, InterruptedException {
        Path target = Files.createTempDirectory(directory, "classes").resolve(from.getFileName());
        run("cp", "-rL", from.toString(), target.toString());
        return target.toString();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new AssertionError(String.join(" ", command) + " exited with " + status);
        }
    }
}
