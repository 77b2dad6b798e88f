package dev.alcove.launch;

import java.util.List;

/**
 * What the failure of a step means to a person.
 *
 * @param attempt what failed, in words: {@code unshare failed}. The error's own text follows it.
 * @param exitStatus the status that a program running on its own exits with, 1 to 255
 * @param remedies what helps, the first that fits
 */
public record Failure(String attempt, int exitStatus, List<Remedy> remedies) {
    public Failure {
        if (exitStatus < 1 || exitStatus > 255) {
            throw new InvalidProgramException(
                    "exit status " + exitStatus + " for \"" + attempt + "\" is none of a failure");
        }
        remedies = List.copyOf(remedies);
    }

    public Failure(String attempt) {
        this(attempt, 1, List.of());
    }

    public Failure(String attempt, List<Remedy> remedies) {
        this(attempt, 1, remedies);
    }
}
