package dev.alcove.cli.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.cli.Account;
import dev.alcove.cli.Reachable;
import dev.alcove.cli.parity.DeliberateDifferences.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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

    private static @Nullable Tool reference;
    private static @Nullable Tool alcove;
    private static @Nullable Recorded recorded;
    private static int version;

    @BeforeAll
    static void tools() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Account.isRoot(), "a place has mounts over files of the system, for which it takes root");
        Path installed = Path.of(System.getProperty("alcove.reference.unshare", "/usr/bin/unshare"));
        Tool tool = new Tool(
                Files.createDirectory(temporary.resolve("reference")),
                Objects.requireNonNull(installed.getParent()),
                "/mnt/tool/bin");
        version = tool.version();
        reference = tool;
        alcove = new Tool(
                Files.createDirectory(temporary.resolve("alcove")),
                Reachable.of(Path.of(Objects.requireNonNull(System.getProperty("alcove.dist"), "alcove.dist"))),
                "/mnt/tool");
        recorded = Recorded.read();
    }

    static List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (Case which : Cases.all()) {
            for (Who who : which.who()) {
                runs.add(new Run(which.program(), who));
            }
        }
        return runs;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void isTheSame(Run run) {
        List<String> expected = expected(run);
        List<String> facts = Objects.requireNonNull(alcove).facts(run);
        Difference difference = DeliberateDifferences.in(run);
        if (difference == null) {
            assertEquals(lines(expected), lines(DeliberateDifferences.withoutRemedies(facts)));
        } else {
            assertEquals(lines(difference.facts()), lines(facts), difference.reason());
            assertNotEquals(lines(expected), lines(facts), "no difference any more");
        }
    }

    private static List<String> expected(Run run) {
        Recorded.Entry entry = Objects.requireNonNull(recorded).of(run);
        if (entry != null && version < entry.since()) {
            return entry.facts();
        }
        List<String> facts = Objects.requireNonNull(reference).facts(run);
        if (entry != null) {
            assertEquals(lines(entry.facts()), lines(facts), "what is recorded is not what util-linux does");
        }
        return facts;
    }

    @Test
    void listsAreOfCasesThatExist() {
        Set<String> programs = new HashSet<>();
        for (Case which : Cases.all()) {
            assertTrue(programs.add(which.program()), "twice: " + which.program());
        }
        for (Difference difference : DeliberateDifferences.ALL) {
            assertTrue(programs.contains(difference.program()), "no such case: " + difference.program());
        }
        Set<String> runs = new HashSet<>();
        for (Run run : runs()) {
            runs.add(run.toString());
        }
        for (String run : Objects.requireNonNull(recorded).runs()) {
            assertTrue(runs.contains(run), "no such run: " + run);
        }
    }

    private static String lines(List<String> facts) {
        return String.join("\n", facts);
    }
}
