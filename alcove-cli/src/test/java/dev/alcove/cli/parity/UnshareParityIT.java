package dev.alcove.cli.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * {@code alcove.reference.unshare} names; what an old one does not know is judged by what is recorded with the case.
 *
 * <p>Needs root, to run cases as root and as an ordinary user, each in a place of its own.
 */
@Execution(ExecutionMode.CONCURRENT)
final class UnshareParityIT {
    @TempDir
    static Path temporary;

    private static @Nullable Tool reference;
    private static @Nullable Tool alcove;
    private static int version;

    @BeforeAll
    static void tools() throws IOException, InterruptedException {
        Path installed = Path.of(System.getProperty("alcove.reference.unshare", "/usr/bin/unshare"));
        Tool tool = new Tool(
                Files.createDirectory(temporary.resolve("reference")),
                Objects.requireNonNull(installed.getParent()),
                "/mnt/tool/bin");
        version = tool.version();
        reference = tool;
        alcove = new Tool(
                Files.createDirectory(temporary.resolve("alcove")),
                Path.of(Objects.requireNonNull(System.getProperty("alcove.dist"), "alcove.dist")),
                "/mnt/tool");
    }

    /** A case, by one of those whom it is for. */
    record Run(Case which, Who who) {
        @Override
        public String toString() {
            return who + ": " + which.program();
        }
    }

    static List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (Case which : Cases.all()) {
            for (Who who : which.who()) {
                runs.add(new Run(which, who));
            }
        }
        return runs;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void isTheSame(Run run) {
        List<String> recorded = run.which.recordedFor(run.who);
        List<String> expected = recorded;
        if (version >= run.which.since()) {
            expected = tool(reference).facts(run.which.program(), run.who);
            if (!recorded.isEmpty()) {
                assertEquals(lines(recorded), lines(expected), "what is recorded is not what util-linux does");
            }
        }
        assertFalse(expected.isEmpty(), "needs util-linux 2." + run.which.since() + ", and nothing is recorded");

        List<String> facts = tool(alcove).facts(run.which.program(), run.who);
        Difference difference = DeliberateDifferences.of(run.which, run.who);
        if (difference == null) {
            assertEquals(lines(expected), lines(DeliberateDifferences.withoutRemedies(facts)));
        } else {
            assertEquals(lines(difference.facts()), lines(facts), difference.reason());
            assertNotEquals(expected, facts, "no difference any more");
        }
    }

    @Test
    void differencesAreOfCasesThatExist() {
        Set<String> programs = new HashSet<>();
        for (Case which : Cases.all()) {
            assertTrue(programs.add(which.program()), "twice: " + which.program());
        }
        for (Difference difference : DeliberateDifferences.ALL) {
            assertTrue(programs.contains(difference.program()), "no such case: " + difference.program());
        }
    }

    private static String lines(List<String> facts) {
        return String.join("\n", facts);
    }

    private static Tool tool(@Nullable Tool tool) {
        return Objects.requireNonNull(tool);
    }
}
