package dev.alcove.cli;

import dev.alcove.container.store.ContainerStore;
import java.io.IOException;

/** {@code rename}: gives a container another name. */
final class RenameCommand extends ContainerCommand {
    @Override
    public Syntax syntax() {
        return syntax("rename", "rename a container", "CONTAINER NAME", "Give a container another name.");
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        String name = operand(invocation, index + 1, "no container and new name given");
        noMore(invocation, index + 2);
        store.rename(container(store, invocation, index), text(name));
        return 0;
    }
}
