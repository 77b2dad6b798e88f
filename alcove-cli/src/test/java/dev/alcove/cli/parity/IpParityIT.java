package dev.alcove.cli.parity;

import dev.alcove.cli.Account;
import dev.alcove.cli.Reachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
 * Alcove's {@code ip} does what iproute2's does: the same output, messages and exit status, and the same in the kernel, which is
 * read back with the other tool. The judge is the installed {@code ip}, or the one that the system property {@code
 * alcove.reference.ip} names; where an old one is no judge, it is what 7.1 did: {@link Recorded}.
 *
 * <p>Needs root, to run cases in network namespaces of their own with names of their own.
 */
@Execution(ExecutionMode.CONCURRENT)
final class IpParityIT {
    @TempDir
    static Path temporary;

    private static @Nullable Parity parity;

    @BeforeAll
    static void tools() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Account.isRoot(), "a place has a /run of its own, for which it takes root");
        Path installed = Path.of(System.getProperty("alcove.reference.ip", "/usr/sbin/ip"));
        Path dist = Path.of(Objects.requireNonNull(System.getProperty("alcove.dist"), "alcove.dist"));
        Path own = Reachable.of(dist).resolve("bin/ip");
        IpTool reference = new IpTool(Files.createDirectory(temporary.resolve("reference")), installed, own, installed);
        IpTool alcove = new IpTool(Files.createDirectory(temporary.resolve("alcove")), own, installed, installed);
        parity = new Parity(
                reference,
                reference.version(),
                alcove,
                Recorded.read("ip"),
                IpDifferences.all(),
                Remedies.afterErrors());
    }

    static List<Run> runs() {
        return Parity.runs(IpCases.all());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void isTheSame(Run run) {
        Objects.requireNonNull(parity).assertSame(run);
    }

    @Test
    void listsAreOfCasesThatExist() {
        Objects.requireNonNull(parity).assertListsAreOf(IpCases.all());
    }
}
