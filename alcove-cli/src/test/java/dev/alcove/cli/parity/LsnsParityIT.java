package dev.alcove.cli.parity;

import dev.alcove.cli.Account;
import dev.alcove.cli.Reachable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Alcove's {@code lsns} prints what util-linux's prints of the same zoo, byte for byte. The judge is the installed
 * {@code lsns}, or the one that the system property {@code alcove.reference.lsns} names. What takes a newer judge than 2.38
 * is in {@link LsnsNewerParityIT}.
 *
 * <p>One case after the other: each counts the processes that it sees.
 */
@Execution(ExecutionMode.SAME_THREAD)
final class LsnsParityIT {
    private static @Nullable Zoo zoo;
    private static @Nullable Parity parity;

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(Account.isRoot(), "a zoo takes root");
        Zoo opened = Zoo.plain();
        zoo = opened;
        LsnsTool reference = reference(opened);
        parity = new Parity(
                reference,
                reference.version(),
                alcove(opened),
                Recorded.none(),
                DeliberateDifferences.LSNS,
                Remedies.of(Set.of("lsns")));
    }

    @AfterAll
    static void close() throws IOException {
        if (zoo != null) {
            zoo.close();
        }
    }

    static LsnsTool reference(Zoo zoo) {
        Path installed = Path.of(System.getProperty("alcove.reference.lsns", "/usr/bin/lsns"));
        return new LsnsTool(zoo, Objects.requireNonNull(installed.getParent()));
    }

    static LsnsTool alcove(Zoo zoo) {
        Path dist = Path.of(Objects.requireNonNull(System.getProperty("alcove.dist"), "alcove.dist"));
        return new LsnsTool(zoo, Reachable.of(dist).resolve("bin"));
    }

    /** Each case by root or by the ordinary user, in turn: what differs for them is the zoo, not what is asked of it. */
    static List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (Case which : LsnsCases.live()) {
            List<Who> who = List.copyOf(which.who());
            runs.add(new Run(which.program(), who.get(runs.size() % who.size())));
        }
        return runs;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void isTheSame(Run run) {
        Objects.requireNonNull(parity).assertSame(run);
    }

    @Test
    void listsAreOfCasesThatExist() {
        Objects.requireNonNull(parity).assertListsAreOf(LsnsCases.live());
    }
}
