package dev.alcove.container.spec;

import java.util.List;

/** Something in a container's configuration that cannot be, or several such things. Nothing has been changed yet. */
public final class SpecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final String problem;
    // An array, since exceptions are serializable and List is not.
    private final String[] all;

    /**
     * @param path where in {@code config.json}, as in {@code $.linux.namespaces[2].type}
     * @param problem what is wrong there, naming the value
     */
    public SpecException(String path, String problem) {
        this(path, problem, List.of(path + ": " + problem));
    }

    /** One of several problems, with the sentences for all of them. */
    SpecException(String path, String problem, List<String> all) {
        super(String.join("\n", all));
        this.path = path;
        this.problem = problem;
        this.all = all.toArray(String[]::new);
    }

    /** Where in {@code config.json}, as in {@code $.linux.namespaces[2].type}; of several problems, where the first is. */
    public String path() {
        return path;
    }

    /** What is wrong there. */
    public String problem() {
        return problem;
    }

    /** Every problem that was found, each with its path. */
    public List<String> all() {
        return List.of(all);
    }
}
