package dev.alcove.cli;

import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import dev.alcove.linux.Pidfd;
import dev.alcove.linux.Signal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code kill}: sends a signal to containers, by way of their init. */
final class KillCommand extends ContainerCommand {
    private static final int SIGNAL = 1000;

    private String signal = "KILL";

    @Override
    public Syntax syntax() {
        return syntax(
                "kill",
                "send a signal to containers",
                "CONTAINER...",
                "Send a signal, by default KILL, which ends everything in a container.",
                Option.value(SIGNAL, 's', "signal", "SIGNAL", "Signal", "the signal"));
    }

    @Override
    void take(int option, @Nullable String argument) {
        signal = String.valueOf(argument);
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        Signal parsed = ContainerSignal.parse(signal);
        for (StoredContainer container : containers(store, invocation, index)) {
            try (Pidfd pidfd = ContainerSignal.open(container)) {
                pidfd.sendSignal(parsed);
            }
        }
        return 0;
    }
}
