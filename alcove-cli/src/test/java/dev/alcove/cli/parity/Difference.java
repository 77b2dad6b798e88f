package dev.alcove.cli.parity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case in which Alcove means to differ from util-linux.
 *
 * @param reason why Alcove does not do the same
 * @param program the case
 * @param who whom it concerns, null for both
 * @param facts what Alcove does instead
 */
record Difference(String reason, String program, @Nullable Who who, List<String> facts) {
    /** One that concerns both. */
    static Difference both(String reason, String program, String... facts) {
        return new Difference(reason, program, null, List.of(facts));
    }

    private boolean concerns(Run run) {
        return program.equals(run.program()) && (who == null || who == run.who());
    }

    /** The difference that there is in a run, null if there is none. */
    static @Nullable Difference in(Run run, List<Difference> all) {
        for (Difference difference : all) {
            if (difference.concerns(run)) {
                return difference;
            }
        }
        return null;
    }
}
