package dev.alcove.cli.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes from Alcove's facts what it may say more than the reference: behind a message, a line that says what helps. */
interface Remedies {
    /** The facts without such lines. */
    List<String> without(List<String> facts, List<String> expected);

    /** Behind messages that begin with the name of one of these programs: {@code err unshare: ...}. */
    static Remedies of(Set<String> programs) {
        return (facts, expected) -> {
            List<String> left = new ArrayList<>();
            boolean afterMessage = false;
            for (String fact : facts) {
                boolean message = programs.stream().anyMatch(program -> fact.startsWith("err " + program + ": "));
                if (!afterMessage || message || !fact.startsWith("err ") || fact.startsWith("err Try ")) {
                    left.add(fact);
                }
                afterMessage = message;
            }
            return left;
        };
    }

    /** Behind any line of errors that is expected, where something else is: messages of {@code ip} have no name in front. */
    static Remedies afterErrors() {
        return (facts, expected) -> {
            List<String> left = new ArrayList<>();
            boolean afterMessage = false;
            for (String fact : facts) {
                boolean same = left.size() < expected.size() && fact.equals(expected.get(left.size()));
                if (same || !afterMessage || !fact.startsWith("err ")) {
                    left.add(fact);
                    afterMessage = same && fact.startsWith("err ");
                } else {
                    afterMessage = false; // one line
                }
            }
            return left;
        };
    }
}
