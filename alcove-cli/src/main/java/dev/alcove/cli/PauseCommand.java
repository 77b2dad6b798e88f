package dev.alcove.cli;

import dev.alcove.container.ContainerStatus;
import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import java.io.IOException;

/** {@code pause} and {@code unpause}: freeze all processes of containers, and let them go on. */
final class PauseCommand extends ContainerCommand {
    private final boolean pause;

    PauseCommand(boolean pause) {
        this.pause = pause;
    }

    @Override
    public Syntax syntax() {
        return pause
                ? syntax("pause", "freeze containers", "CONTAINER...", "Freeze all processes of containers.")
                : syntax("unpause", "thaw containers", "CONTAINER...", "Let frozen containers go on.");
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        for (StoredContainer container : containers(store, invocation, index)) {
            if (container.state().status() == ContainerStatus.STOPPED) {
                throw ContainerSignal.notRunning(container);
            }
            if (!pause) {
                Cgroups.thaw(container);
            } else if (!Cgroups.freeze(container)) {
                throw new CommandException(
                        CommandException.FAILURE,
                        "the container '" + container.shown() + "' has no cgroup that could be frozen",
                        "start it as root, or where a cgroup is delegated to you, with a limit such as --pids-limit");
            }
        }
        return 0;
    }
}
