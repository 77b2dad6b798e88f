package dev.alcove.cli.parity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every way in which Alcove's {@code unshare} means to differ from util-linux's, and why. */
final class DeliberateDifferences {
    /**
     * One case in which it does.
     *
     * @param program the case
     * @param who whom it concerns, null for both
     * @param reason why Alcove does not do the same
     * @param facts what Alcove does instead
     */
    record Difference(String program, @Nullable Who who, String reason, List<String> facts) {}

    static final List<Difference> ALL = List.of();

    private DeliberateDifferences() {}

    /** The difference that a case has, null if it has none. */
    static @Nullable Difference of(Case which, Who who) {
        for (Difference difference : ALL) {
            if (difference.program.equals(which.program()) && (difference.who == null || difference.who == who)) {
                return difference;
            }
        }
        return null;
    }

    /**
     * What is left of Alcove's facts without what it says more: after a message that begins with {@code unshare: } there
     * may be one line that says what helps.
     */
    static List<String> withoutRemedies(List<String> facts) {
        List<String> left = new ArrayList<>();
        boolean afterMessage = false;
        for (String fact : facts) {
            boolean message = fact.startsWith("err unshare: ");
            if (!afterMessage || message || !fact.startsWith("err ") || fact.startsWith("err Try ")) {
                left.add(fact);
            }
            afterMessage = message;
        }
        return left;
    }
}
