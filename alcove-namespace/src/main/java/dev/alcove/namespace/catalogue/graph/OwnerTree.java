package dev.alcove.namespace.catalogue.graph;

import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.catalogue.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user namespace with all that it owns. The root of the tree is nobody: it owns what has no owner, and what has one out of
 * the caller's sight.
 */
final class OwnerTree {
    /** The user namespace; null for the root. */
    final @Nullable Entry owner;

    /** What it owns but for user namespaces, by type and inode. */
    final List<Entry> owned = new ArrayList<>();

    /** The user namespaces inside it, by inode. */
    final List<OwnerTree> inside = new ArrayList<>();

    private OwnerTree(@Nullable Entry owner) {
        this.owner = owner;
    }

    static OwnerTree of(List<Entry> entries) {
        OwnerTree root = new OwnerTree(null);
        Map<Entry, OwnerTree> trees = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.type() == NamespaceType.USER) {
                trees.put(entry, new OwnerTree(entry));
            }
        }
        for (Entry entry : entries) {
            OwnerTree above = entry.owner().map(trees::get).orElse(root);
            OwnerTree itself = trees.get(entry);
            if (itself == null) {
                above.owned.add(entry);
            } else {
                above.inside.add(itself);
            }
        }
        root.sort();
        trees.values().forEach(OwnerTree::sort);
        return root;
    }

    private void sort() {
        // They come by inode, and a sort keeps that order among equals.
        owned.sort((one, other) -> one.type().compareTo(other.type()));
    }

    boolean isEmpty() {
        return owned.isEmpty() && inside.isEmpty();
    }
}
