package dev.alcove.container.json;

/** A text that is no JSON, or more deeply nested than any that is meant well. */
public final class JsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final String problem;

    JsonException(String source, String path, JsonValue.Position position, String problem) {
        super(source + ": " + position + ": " + problem);
        this.path = path;
        this.problem = position + ": " + problem;
    }

    /** The innermost value that the mistake is in, as in {@code $.linux.namespaces[2]}. */
    public String path() {
        return path;
    }

    /** Line, column, and what is wrong there. */
    public String problem() {
        return problem;
    }
}
