package dev.alcove.namespace;

import dev.alcove.launch.Program;
import dev.alcove.linux.Errno;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that run a main class of the tests in a JVM of its own: as another user, or to be killed. */
final class SideJvm {
    private SideJvm() {}

    /** Whether the tests run as root, as those do that need privilege. */
    static boolean isRoot() {
        return Caller.current().euid() == 0;
    }

    /** The command for {@code main}, behind the words of {@code prefix}. */
    static List<String> command(List<String> prefix, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator,
                location(main),
                location(NamespaceType.class),
                location(Program.class),
                location(Errno.class)));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Words that make the ordinary user of the tests run what follows; none if the tests are not root's themselves. */
    static List<String> asOrdinaryUser() {
        return isRoot()
                ? List.of("setpriv", "--reuid=alcove-test", "--regid=alcove-test", "--init-groups", "--")
                : List.of();
    }

    private static String location(Class<?> type) {
        if (type.getName().endsWith("Main")) {
            // The tests are patched into the module, whose own location is that of the main classes.
            return System.getProperty("basedir", ".") + "/target/test-classes";
        }
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
