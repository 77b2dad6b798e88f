package dev.alcove.net.topology;

import java.util.List;
import java.util.stream.Collectors;

/** A topology that cannot be. It names everything that is wrong, not only the first. */
public final class TopologyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** One with these problems, of which there is at least one. */
    public TopologyException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the topology. */
    public List<Problem> problems() {
        return problems;
    }
}
