package dev.alcove.namespace.catalogue;

import dev.alcove.namespace.NamespaceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The namespaces that were found so far, by several threads at once. */
final class Finds {
    private final LongMap<Found> byInode = new LongMap<>();
    private final List<Found> all = new ArrayList<>();

    /** The namespace with this inode, noted as found by {@code source} too. */
    synchronized Found add(NamespaceType type, long inode, Source source) {
        Found found = byInode.get(inode);
        if (found == null) {
            found = new Found(type, inode, source);
            byInode.put(inode, found);
            all.add(found);
        } else if (source.compareTo(found.source) < 0) {
            found.source = source;
        }
        return found;
    }

    synchronized @Nullable Found get(long inode) {
        return byInode.get(inode);
    }

    /** Whether it is there, and was asked, and followed if that is wanted. */
    synchronized boolean done(long inode, boolean follow) {
        Found found = byInode.get(inode);
        return found != null && found.asked && (found.followed || !follow);
    }

    /** Notes what a namespace answered, and whether its relatives will be followed now. */
    synchronized void answer(Found found, long parent, long owner, long uid, int netnsid, boolean follow) {
        found.parentInode = parent;
        found.ownerInode = owner;
        found.ownerUid = uid;
        found.netnsid = netnsid;
        found.asked = true;
        found.followed |= follow;
    }

    /** All of them, by ascending inode. Only when nobody adds any more. */
    List<Found> sorted() {
        all.sort(BY_INODE);
        return all;
    }

    private static final Comparator<Found> BY_INODE = new Comparator<>() {
        @Override
        public int compare(Found a, Found b) {
            return Long.compare(a.inode, b.inode);
        }
    };
}
