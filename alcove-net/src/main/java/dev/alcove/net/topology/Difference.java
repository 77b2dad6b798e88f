package dev.alcove.net.topology;

import java.util.List;

/**
 * What a change of a topology removes and makes, or did.
 *
 * @param removed what is no longer wanted, a line for each thing: {@code address web eth0 10.0.0.1/24}
 * @param added what was not there
 * @param notices what else people should know
 */
public record Difference(List<String> removed, List<String> added, List<String> notices) {
    /** A difference. */
    public Difference {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
        notices = List.copyOf(notices);
    }

    /** Whether there is nothing to change. */
    public boolean isEmpty() {
        return removed.isEmpty() && added.isEmpty();
    }
}
