package dev.alcove.namespace;

import dev.alcove.launch.Program;
import dev.alcove.linux.Errno;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;

/** Commands that run a main class of the tests in a JVM of its own: as another user, or to be killed. */
public final class SideJvm {
    private static final String CLASSES = copyClasses();

    private SideJvm() {}

    /** Whether the tests run as root, as those do that need privilege. */
    public static boolean isRoot() {
        return Caller.current().euid() == 0;
    }

    /** The command for {@code main}, behind the words of {@code prefix}. */
    public static List<String> command(List<String> prefix, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(CLASSES);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Words that make the ordinary user of the tests run what follows; none if the tests are not root's themselves. */
    public static List<String> asOrdinaryUser() {
        return isRoot()
                ? List.of("setpriv", "--reuid=alcove-test", "--regid=alcove-test", "--init-groups", "--")
                : List.of();
    }

    /** The classes of the tests, of this module and of those below, copied to where every user may read them. */
    private static String copyClasses() {
        try {
            Path directory = Files.createTempDirectory("alcove-classes");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> run("rm", "-r", directory.toString())));
            List<Path> copies = new ArrayList<>();
            // The tests are patched into the module, whose own location is that of the main classes.
            for (Path from : List.of(
                    Path.of(System.getProperty("basedir", "."), "target", "test-classes"),
                    location(NamespaceType.class),
                    location(Program.class),
                    location(Errno.class),
                    // what assertions need
                    location(Assertions.class),
                    location(AssertionFailedError.class),
                    location(JUnitException.class))) {
                Path copy = directory.resolve(copies.size() + "-" + from.getFileName());
                run("cp", "-r", from.toString(), copy.toString());
                copies.add(copy);
            }
            run("chmod", "-R", "a+rX", directory.toString());
            return String.join(
                    File.pathSeparator, copies.stream().map(Path::toString).toList());
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
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
