package dev.alcove.cli.filter;

/** An expression that is none, or that cannot be applied to a row. */
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1;

    FilterException(String message) {
        super(message);
    }

    /** Like any exception's, but free: a message about what somebody typed needs no stack. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
