package dev.alcove.cli;

import org.jspecify.annotations.Nullable;

/** A command that ends with a message for the person who typed it, and an exit status. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1;

    /** The exit status of a usage error, and of every failure that is not the program's own. */
    static final int FAILURE = 1;

    private final int status;
    private final @Nullable String remedy;

    /**
     * @param status the exit status, 1 to 255
     * @param message what failed and why, without the command's name and without a full stop
     * @param remedy what helps, printed on a line of its own; null where there is nothing to say
     */
    CommandException(int status, String message, @Nullable String remedy) {
        super(message);
        this.status = status;
        this.remedy = remedy;
    }

    CommandException(String message) {
        this(FAILURE, message, null);
    }

    /** What the person typed wrong: exit status 1, and where help is to be found. */
    static CommandException usage(String invocation, String message) {
        return new CommandException(FAILURE, message, "Try '" + invocation + " --help' for more information.");
    }

    int status() {
        return status;
    }

    @Nullable String remedy() {
        return remedy;
    }

    /** Like any exception's, but free: a message about what somebody typed needs no stack. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
