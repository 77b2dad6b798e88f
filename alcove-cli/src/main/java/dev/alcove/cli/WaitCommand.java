package dev.alcove.cli;

import dev.alcove.container.ContainerStatus;
import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import dev.alcove.linux.Pidfd;
import java.io.IOException;
import java.util.OptionalInt;

/** {@code wait}: waits for the end of containers and prints their exit statuses. */
final class WaitCommand extends ContainerCommand {
    @Override
    public Syntax syntax() {
        return syntax(
                "wait",
                "wait for the end of containers",
                "CONTAINER...",
                "Wait until containers have ended, and print their exit statuses.");
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        for (StoredContainer container : containers(store, invocation, index)) {
            if (container.state().status() != ContainerStatus.STOPPED) {
                try (Pidfd pidfd = ContainerSignal.open(container)) {
                    pidfd.awaitExit();
                }
            }
            OptionalInt status = container.state().exitStatus();
            Console.out(status.orElse(0) + "\n");
            StopCommand.tidy(store, container);
        }
        return 0;
    }
}
