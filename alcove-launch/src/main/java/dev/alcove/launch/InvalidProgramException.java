package dev.alcove.launch;

/** A launch program that must not run: a jump to nowhere, a slot read before it is written, and the like. */
public final class InvalidProgramException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public InvalidProgramException(String message) {
        super(message);
    }
}
