package dev.alcove.cli.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds what a tool of Alcove's does against what util-linux's does. Where an old util-linux is no judge, it is what is
 * {@link Recorded}.
 *
 * @param reference util-linux's
 * @param version which util-linux that is: 38 for 2.38
 * @param alcove Alcove's
 * @param recorded what newer ones than {@code version} did
 * @param differences those that are meant
 * @param remedies what Alcove may say more
 */
record Parity(
        Subject reference,
        int version,
        Subject alcove,
        Recorded recorded,
        List<Difference> differences,
        Remedies remedies) {
    /** A tool that cases can be run with. */
    interface Subject {
        /** What the program did, as lines that are the same in every run if the same was done. */
        List<String> facts(Run run);
    }

    /** All runs of these cases. */
    static List<Run> runs(List<Case> cases) {
        List<Run> runs = new ArrayList<>();
        for (Case which : cases) {
            for (Who who : which.who()) {
                runs.add(new Run(which.program(), who));
            }
        }
        return runs;
    }

    void assertSame(Run run) {
        List<String> expected = expected(run);
        List<String> facts = alcove.facts(run);
        Difference difference = Difference.in(run, differences);
        if (difference == null) {
            assertEquals(lines(expected), lines(remedies.without(facts, expected)));
        } else {
            assertEquals(lines(difference.facts()), lines(facts), difference.reason());
            assertNotEquals(lines(expected), lines(facts), "no difference any more");
        }
    }

    private List<String> expected(Run run) {
        Recorded.Entry entry = recorded.of(run);
        if (entry != null && version < entry.since()) {
            return entry.facts();
        }
        List<String> facts = reference.facts(run);
        if (entry != null) {
            assertEquals(lines(entry.facts()), lines(facts), "what is recorded is not what util-linux does");
        }
        return facts;
    }

    /** That no case is there twice, and that the differences and records are of these cases. */
    void assertListsAreOf(List<Case> cases) {
        Set<String> names = new HashSet<>();
        for (Case which : cases) {
            assertTrue(names.add(which.program()), "twice: " + which.program());
        }
        for (Difference difference : differences) {
            assertTrue(names.contains(difference.program()), "no such case: " + difference.program());
        }
        Set<String> runs = new HashSet<>();
        for (Run run : runs(cases)) {
            runs.add(run.toString());
        }
        for (String run : recorded.runs()) {
            assertTrue(runs.contains(run), "no such run: " + run);
        }
    }

    private static String lines(List<String> facts) {
        return String.join("\n", facts);
    }
}
