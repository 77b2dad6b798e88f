package dev.alcove.cli.parity;

import dev.alcove.cli.Account;
import dev.alcove.cli.Reachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Alcove's {@code unshare} does what util-linux's does: the same output, exit status and messages, and programs that run
 * under either see the same of themselves. The judge is the installed {@code unshare}, or the one that the system property
 * {@code alcove.reference.unshare} names; where an old one is no judge, it is what is {@link Recorded}.
 *
 * <p>Needs root, to run cases as root and as an ordinary user, each in a place of its own.
 */
@Execution(ExecutionMode.CONCURRENT)
final class UnshareParityIT {
    @TempDir
    static Path temporary;

    private static @Nullable Parity parity;

    @BeforeAll
    static void tools() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Account.isRoot(), "a place has mounts over files of the system, for which it takes root");
        Path installed = Path.of(System.getProperty("alcove.reference.unshare", "/usr/bin/unshare"));
        Tool reference = new Tool(
                Files.createDirectory(temporary.resolve("reference")),
                Objects.requireNonNull(installed.getParent()),
                "/mnt/tool/bin");
        Tool alcove = new Tool(
                Files.createDirectory(temporary.resolve("alcove")),
                Reachable.of(Path.of(Objects.requireNonNull(System.getProperty("alcove.dist"), "alcove.dist"))),
                "/mnt/tool");
        parity = new Parity(
                reference,
                reference.version(),
                alcove,
                Recorded.read("unshare"),
                DeliberateDifferences.UNSHARE,
                Remedies.of(Set.of("unshare", "newuidmap", "newgidmap")));
    }

    static List<Run> runs() {
        return Parity.runs(Cases.all());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void isTheSame(Run run) {
        Objects.requireNonNull(parity).assertSame(run);
    }

    @Test
    void listsAreOfCasesThatExist() {
        Objects.requireNonNull(parity).assertListsAreOf(Cases.all());
    }
}
