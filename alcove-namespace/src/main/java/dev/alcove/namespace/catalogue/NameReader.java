package dev.alcove.namespace.catalogue;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.KeptNamespaces;
import dev.alcove.namespace.NamespaceStore;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.util.List;

/** Finds under which names namespaces are kept: by {@code alcove ns} for root and for the caller, and by {@code ip netns}. */
final class NameReader {
    private final Finds finds;

    NameReader(Finds finds) {
        this.finds = finds;
    }

    void read() {
        Caller caller = Caller.current();
        note(Name.Keeper.ALCOVE, () -> NamespaceStore.ofRoot().list());
        if (caller.euid() != 0) {
            note(Name.Keeper.ALCOVE, () -> NamespaceStore.of(caller).list());
        }
        note(Name.Keeper.NETNS, KeptNamespaces::allOfNetns);
    }

    /** A list of what is kept. */
    private interface Kept {
        List<KeptNamespaces> list() throws IOException;
    }

    private void note(Name.Keeper keeper, Kept kept) {
        List<KeptNamespaces> sets;
        try {
            sets = kept.list();
        } catch (IOException unreadable) {
            return; // what may not be read, or not be trusted, names nothing
        }
        for (KeptNamespaces set : sets) {
            for (NamespaceType type : set.types()) {
                Found found = set.inode(type) == 0 ? null : finds.get(set.inode(type));
                if (found != null) {
                    found.names.add(new Name(keeper, set.name()));
                }
            }
        }
    }
}
