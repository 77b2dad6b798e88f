package dev.alcove.cli;

import dev.alcove.container.store.StoredContainer;
import dev.alcove.linux.Pidfd;
import dev.alcove.linux.Signal;
import java.io.IOException;
import java.util.OptionalInt;

/** The way to the first process of a container that nobody else can come by, whatever happens to its PID meanwhile. */
final class ContainerSignal {
    private ContainerSignal() {}

    /**
     * A descriptor of the container's init.
     *
     * @throws CommandException if it does not run
     */
    static Pidfd open(StoredContainer container) throws CommandException, IOException {
        OptionalInt pid = container.state().pid();
        if (pid.isEmpty()) {
            throw notRunning(container);
        }
        Pidfd pidfd = Pidfd.open(pid.getAsInt());
        // As long as the lock is held the PID is its own, and so was what the descriptor was opened for.
        if (!container.isLocked()) {
            pidfd.close();
            throw notRunning(container);
        }
        return pidfd;
    }

    static CommandException notRunning(StoredContainer container) {
        return new CommandException("the container '" + container.shown() + "' does not run");
    }

    /** The signal of this name or number. */
    static Signal parse(String text) throws CommandException {
        int number = Numbers.isDigits(text) ? (int) Math.min(Numbers.value(text), 1000) : Signals.number(text);
        if (number < 1 || number > 64) {
            throw new CommandException("unknown signal '" + text + "'");
        }
        return new Signal(number);
    }
}
