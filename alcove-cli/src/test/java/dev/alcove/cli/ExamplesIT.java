package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts of {@code examples/networks}, which know nothing of Alcove, with Alcove's {@code ip} first in PATH; and with iproute2's,
 * without which they would prove nothing. Each is in network and mount namespaces of its own.
 */
@Execution(ExecutionMode.CONCURRENT)
final class ExamplesIT {
    private static final Path SCRIPTS =
            Path.of("../examples/networks").toAbsolutePath().normalize();
    private static final String PLACE =
            "mount -t tmpfs none /run && mount -t sysfs none /sys && ip link set lo up && exec \"$0\"";

    static Stream<Path> scripts() throws Exception {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".sh")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void withAlcove(Path script) throws Exception {
        Path bin = Path.of(Objects.requireNonNull(System.getProperty("alcove.dist")))
                .resolve("bin");
        run(script, bin + ":" + System.getenv("PATH"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void withIproute2(Path script) throws Exception {
        run(script, Objects.requireNonNull(System.getenv("PATH")));
    }

    private static void run(Path script, String path) throws Exception {
        Assumptions.assumeTrue(Account.isRoot(), "network namespaces of the machine take root");
        Ran ran = Ran.with(
                Map.of("PATH", path),
                "/usr/bin/unshare",
                "--net",
                "--mount",
                "/bin/sh",
                "-c",
                PLACE,
                script.toString());
        assertEquals(0, ran.status(), () -> ran.out() + ran.err());
    }
}
