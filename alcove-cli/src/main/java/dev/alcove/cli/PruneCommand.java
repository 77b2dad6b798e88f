package dev.alcove.cli;

import dev.alcove.container.ContainerStatus;
import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code prune}: removes what nobody will need. */
final class PruneCommand extends ContainerCommand {
    private static final int ALL = 1000;

    private boolean all;

    @Override
    public Syntax syntax() {
        return syntax(
                "prune",
                "remove what is left of containers",
                "",
                "Remove what is left of containers that were to be removed, or whose start or end was interrupted.",
                Option.flag(ALL, 'a', "all", "Removal", "also all others that have ended"));
    }

    @Override
    void take(int option, @Nullable String argument) {
        all = true;
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        noMore(invocation, index);
        StringBuilder out = new StringBuilder();
        for (StoredContainer container : store.list()) {
            if (all && container.state().status() == ContainerStatus.STOPPED) {
                store.remove(container);
                out.append(container.record().id()).append('\n');
            }
        }
        store.prune().forEach(id -> out.append(id).append('\n'));
        Console.out(out.toString());
        return 0;
    }
}
