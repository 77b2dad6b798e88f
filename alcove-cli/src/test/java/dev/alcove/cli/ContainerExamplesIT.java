package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts of {@code examples/containers}, as root and as an ordinary user. */
@Execution(ExecutionMode.CONCURRENT)
final class ContainerExamplesIT {
    private static final Path SCRIPTS =
            Path.of("../examples/containers").toAbsolutePath().normalize();

    /** What takes root, because nobody has delegated a cgroup to the ordinary user. */
    private static final String ROOTS = "limits.sh";

    /** Names of network namespaces are mounts in {@code /run}: these are to be nobody else's. */
    private static final String OWN_RUN = "mount -t tmpfs none /run && exec /bin/sh \"$0\"";

    static Stream<Path> scripts() throws Exception {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".sh"))
                    .sorted()
                    .toList();
            assertFalse(all.isEmpty());
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void asRoot(Path script) throws Exception {
        Assumptions.assumeTrue(Account.isRoot(), "takes root");
        check(Ran.with(
                Map.of("PATH", path()), "/usr/bin/unshare", "--mount", "/bin/sh", "-c", OWN_RUN, script.toString()));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void asAnOrdinaryUser(Path script) throws Exception {
        Assumptions.assumeFalse(script.endsWith(ROOTS), "takes a delegated cgroup");
        List<Object> command = new ArrayList<>();
        if (Account.isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=alcove-test", "--regid=alcove-test", "--init-groups", "--"));
        }
        // Where the sources are, another user may not read.
        command.addAll(List.of("/bin/sh", "-c", Files.readString(script)));
        check(Ran.with(Map.of("PATH", path(), "HOME", "/"), command.toArray()));
    }

    private static String path() {
        return Path.of(Objects.requireNonNull(System.getProperty("alcove.dist")))
                        .resolve("bin") + ":" + System.getenv("PATH");
    }

    private static void check(Ran ran) {
        assertEquals(0, ran.status(), () -> ran.out() + ran.err());
    }
}
