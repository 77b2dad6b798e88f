package dev.alcove.linux;

import java.io.IOException;

/**
 * Text that was read does not have the form that its documentation promises: the only exception of all parsers in this
 * package. It is an {@link IOException}, since text comes from outside and callers of readers expect those.
 */
public final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    private final String source;
    private final int line;

    /**
     * @param source what was read: {@code mountinfo}, {@code /etc/subuid}
     * @param line the line that is wrong, from 1
     * @param reason what is wrong with it: {@code a number is missing}
     */
    public MalformedException(String source, int line, String reason) {
        super(source + ", line " + line + ": " + reason);
        this.source = source;
        this.line = line;
    }

    /** What was read. */
    public String source() {
        return source;
    }

    /** The line that is wrong, from 1. */
    public int line() {
        return line;
    }
}
