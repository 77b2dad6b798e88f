package dev.alcove.cli.parity;

import dev.alcove.cli.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Alcove's {@code lsns} prints what the newest util-linux printed of such a zoo, where that is {@link Recorded}; and byte for
 * byte what it prints, where {@code alcove.reference.lsns} is that one.
 */
@Execution(ExecutionMode.SAME_THREAD)
final class LsnsNewerParityIT {
    /** The util-linux that was recorded. */
    private static final int RECORDED = 43;

    private static @Nullable Zoo zoo;
    private static @Nullable LsnsTool reference;
    private static @Nullable Parity recorded;
    private static @Nullable Parity live;

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(Account.isRoot(), "a zoo takes root");
        Zoo opened = Zoo.open();
        zoo = opened;
        LsnsTool judge = LsnsParityIT.reference(opened);
        LsnsTool alcove = LsnsParityIT.alcove(opened);
        reference = judge;
        int version = judge.version();
        List<Difference> differences = DeliberateDifferences.LSNS_NEWER;
        Remedies remedies = Remedies.of(Set.of("lsns"));
        recorded = new Parity(
                judge.recordable(), version, alcove.recordable(), Recorded.read("lsns"), differences, remedies);
        live = version < RECORDED ? null : new Parity(judge, version, alcove, Recorded.none(), List.of(), remedies);
    }

    @AfterAll
    static void close() throws IOException {
        if (zoo != null) {
            zoo.close();
        }
    }

    static List<Run> runs() {
        return Parity.runs(LsnsNewerCases.all());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void isTheSame(Run run) {
        Objects.requireNonNull(recorded).assertSame(run);
        if (live != null && Difference.in(run, DeliberateDifferences.LSNS_NEWER) == null) {
            live.assertSame(run);
        }
    }

    @Test
    void listsAreOfCasesThatExist() {
        Objects.requireNonNull(recorded).assertListsAreOf(LsnsNewerCases.all());
    }

    /** Makes the records anew: {@code -Dalcove.record=FILE}, with the newest util-linux as the reference. */
    @Test
    @EnabledIfSystemProperty(named = "alcove.record", matches = "/.*")
    void record() throws IOException {
        Parity.Subject subject = Objects.requireNonNull(reference).recordable();
        List<String> lines = new ArrayList<>();
        for (Run run : runs()) {
            lines.add("## " + RECORDED + " " + run);
            lines.addAll(subject.facts(run));
        }
        Files.write(Path.of(System.getProperty("alcove.record")), lines, StandardCharsets.ISO_8859_1);
    }
}
