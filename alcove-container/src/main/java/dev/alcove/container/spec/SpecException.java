package dev.alcove.container.spec;

/** Something in a container's configuration that cannot be. Nothing has been changed yet. */
public final class SpecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final String problem;

    /**
     * @param path where in {@code config.json}, as in {@code $.linux.namespaces[2].type}
     * @param problem what is wrong there, naming the value
     */
    public SpecException(String path, String problem) {
        super(path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    /** Where in {@code config.json}, as in {@code $.linux.namespaces[2].type}. */
    public String path() {
        return path;
    }

    /** What is wrong there. */
    public String problem() {
        return problem;
    }
}
