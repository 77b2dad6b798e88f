package dev.alcove.cli;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.KeptNamespaces;
import dev.alcove.namespace.NamespaceStore;
import java.io.IOException;

/** What the commands of {@code ns} have in common: how they find what is kept. */
abstract class NsSubcommand extends Subcommand {
    NsSubcommand() {
        super("ns");
    }

    /** What is kept under the name, by Alcove or by {@code ip netns}. */
    static KeptNamespaces find(String name) throws CommandException, IOException {
        NamespaceStore store = NamespaceStore.of(Caller.current());
        KeptNamespaces set = store.findAny(name);
        if (set == null) {
            throw new CommandException(
                    CommandException.FAILURE,
                    "no namespaces are kept under the name '" + name + "'",
                    "they would be in " + store.directory() + "/ns or /run/netns; see 'alcove ns list'");
        }
        return set;
    }

    /** What is kept under the name, if it can be entered from here. */
    static KeptNamespaces findUsable(String name) throws CommandException, IOException {
        KeptNamespaces set = find(name);
        String why = set.whyUnusable();
        if (why != null) {
            throw new CommandException(
                    CommandException.FAILURE,
                    "cannot enter '" + name + "': " + why,
                    set.isStale() ? "remove them with: alcove ns prune" : "enter them where they were made");
        }
        return set;
    }
}
