package dev.alcove.cli;

import dev.alcove.container.ContainerOptions;
import org.jspecify.annotations.Nullable;

/** What {@code --security-opt seccomp=} says. */
final class SeccompChoice {
    private SeccompChoice() {}

    static void apply(ContainerOptions options, @Nullable String choice) throws CommandException {
        if (choice != null && !choice.equals("unconfined")) {
            throw new CommandException("seccomp profiles from files: not there yet");
        }
    }
}
