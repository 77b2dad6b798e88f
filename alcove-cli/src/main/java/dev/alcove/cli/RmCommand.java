package dev.alcove.cli;

import dev.alcove.container.ContainerStatus;
import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import dev.alcove.linux.Signal;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code rm}: removes containers that have ended. */
final class RmCommand extends ContainerCommand {
    private static final int FORCE = 1000;
    private static final int SIGKILL = 9;

    private boolean force;

    @Override
    public Syntax syntax() {
        return syntax(
                "rm",
                "remove containers",
                "CONTAINER...",
                "Remove what is kept of containers that have ended.",
                Option.flag(FORCE, 'f', "force", "Removal", "kill those that run"));
    }

    @Override
    void take(int option, @Nullable String argument) {
        force = true;
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        for (StoredContainer container : containers(store, invocation, index)) {
            if (container.state().status() != ContainerStatus.STOPPED) {
                if (!force) {
                    throw new CommandException(
                            CommandException.FAILURE,
                            "the container '" + container.shown() + "' runs",
                            "stop it first, or use --force");
                }
                StopCommand.stop(container, new Signal(SIGKILL), Duration.ofSeconds(1));
            }
            store.remove(container);
            Console.out(container.shown() + "\n");
        }
        return 0;
    }
}
