package dev.alcove.cli;

import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoreException;
import dev.alcove.container.store.StoredContainer;
import dev.alcove.namespace.Caller;
import dev.alcove.namespace.process.NativeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the commands for containers have in common: the store, and how they find a container in it. */
abstract class ContainerCommand extends Subcommand {
    ContainerCommand() {
        super("");
    }

    /** Does what is asked for, with the arguments from {@code index} on. */
    abstract int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException;

    @Override
    final int execute(Invocation invocation, int index) throws CommandException, IOException {
        try {
            return act(ContainerStore.of(Caller.current()), invocation, index);
        } catch (StoreException e) {
            throw new CommandException(CommandException.FAILURE, bytes(String.valueOf(e.getMessage())), e.remedy());
        }
    }

    /** The containers that the operands name, of which there must be one. */
    static List<StoredContainer> containers(ContainerStore store, Invocation invocation, int index)
            throws CommandException, IOException {
        operand(invocation, index, "no container given");
        List<StoredContainer> containers = new ArrayList<>();
        for (int i = index; i < invocation.args.length; i++) {
            containers.add(store.find(text(invocation.args[i])));
        }
        return containers;
    }

    /** The one container that is named. */
    static StoredContainer container(ContainerStore store, Invocation invocation, int index)
            throws CommandException, IOException {
        return store.find(text(operand(invocation, index, "no container given")));
    }

    /** The text of an argument. */
    static String text(String bytes) {
        return NativeText.text(bytes);
    }

    /** The bytes of a text, as messages and output have them. */
    static String bytes(String text) {
        return NativeText.bytes(text);
    }
}
