package dev.alcove.net;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Rtnetlink;
import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes on their way to the kernel. It carries out all messages that it gets together, also those behind one that it refuses;
 * so what may not happen without what stands before it waits until that is acknowledged. Changes go together in runs, as long as
 * possible, that end
 *
 * <ul>
 *   <li>before a change that needs an index which is known only when the link is there,
 *   <li>before a change that alters a link of the same run: if that was refused because there is another of its name, the other must not
 *       be altered,
 *   <li>around a change that cannot be taken back.
 * </ul>
 */
final class Application {
    private final NetlinkSocket socket;
    private final List<Change> changes;
    private final Indexes indexes;
    private final List<Change> done = new ArrayList<>();
    private final Map<Change, Link> before = new HashMap<>();

    Application(NetlinkSocket socket, List<Change> changes) {
        this.socket = socket;
        this.changes = changes;
        this.indexes = new Indexes(socket);
    }

    /**
     * Makes all changes, or none.
     *
     * @throws NetlinkException the first that was refused; what could not be taken back is {@linkplain
     *     Throwable#getSuppressed suppressed} by it
     */
    void apply() throws IOException {
        try {
            int next = 0;
            while (next < changes.size()) {
                int end = endOfRun(next);
                run(changes.subList(next, end));
                next = end;
            }
        } catch (IOException | RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    // ---- Runs

    private int endOfRun(int start) {
        Set<String> created = new HashSet<>();
        Set<Integer> createdIndexes = new HashSet<>();
        int at = start;
        while (at < changes.size()) {
            Change change = changes.get(at);
            boolean fits = change.effect() != Change.Effect.FINAL
                    && !needsUnknown(change, created)
                    && !alters(change, created, createdIndexes);
            if (!fits) {
                return Math.max(at, start + 1);
            }
            change.creates().forEach((name, index) -> {
                if (index == 0) {
                    created.add(name);
                } else {
                    createdIndexes.add(index);
                    indexes.learn(name, index);
                }
            });
            at++;
        }
        return at;
    }

    private static boolean needsUnknown(Change change, Set<String> created) {
        for (LinkRef link : change.needs()) {
            if (link instanceof LinkRef.Name(String name) && created.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean alters(Change change, Set<String> created, Set<Integer> createdIndexes) {
        LinkRef link = change.changed();
        if (link == null) {
            return false;
        }
        boolean named = link instanceof LinkRef.Name(String name) && created.contains(name);
        return named || (indexes.knows(link) && createdIndexes.contains(indexes.of(link)));
    }

    private void run(List<Change> run) throws IOException {
        prepare(run);
        Batch batch = new Batch();
        for (Change change : run) {
            change.writer().write(batch, indexes);
        }
        Set<Integer> refused = new HashSet<>();
        try {
            socket.exchange(batch);
        } catch (NetlinkException e) {
            refused.add(e.index());
            for (Throwable other : e.getSuppressed()) {
                if (other instanceof NetlinkException another) {
                    refused.add(another.index());
                }
            }
            throw e;
        } finally {
            for (int i = 0; i < run.size(); i++) {
                // Of a change to a link the kernel may have done a part before it refused the rest.
                if (!refused.contains(i) || run.get(i).changed() != null) {
                    done.add(run.get(i));
                }
            }
        }
        learn(run);
    }

    /** Asks for the links that are to be altered, and for the indexes of others. */
    private void prepare(List<Change> run) throws IOException {
        Set<LinkRef> altered = new LinkedHashSet<>();
        List<LinkRef> needed = new ArrayList<>();
        for (Change change : run) {
            if (change.changed() != null) {
                altered.add(change.changed());
            }
            needed.addAll(change.needs());
        }
        Map<LinkRef, Link> found = indexes.ask(altered);
        for (Change change : run) {
            Link link = change.changed() == null ? null : found.get(change.changed());
            if (link != null) {
                before.put(change, link);
            }
        }
        indexes.resolve(needed);
    }

    /** Names have other meanings after a run that has renamed links. */
    private void learn(List<Change> run) {
        for (Change change : run) {
            if (change.changed() != null && !change.creates().isEmpty()) {
                indexes.forget();
                return;
            }
        }
    }

    // ---- Undoing

    private void undo(Exception failure) {
        if (done.isEmpty()) {
            return;
        }
        try (Namespace net = NetNamespaces.of(socket.fd())) {
            List<Change.Inverse> inverses = new ArrayList<>();
            for (Change change : done.reversed()) {
                Change.Inverse inverse = change.undo().of(before.get(change), net);
                if (inverse == null) {
                    failure.addSuppressed(new IOException("done, and not to be undone: " + change.attempt()));
                } else {
                    inverses.add(inverse);
                }
            }
            Map<Namespace, NetlinkSocket> sockets = new HashMap<>();
            try {
                for (Change.Inverse inverse : inverses) {
                    undo(inverse, sockets, failure);
                }
            } finally {
                sockets.values().forEach(NetlinkSocket::close);
            }
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void undo(Change.Inverse inverse, Map<Namespace, NetlinkSocket> sockets, Exception failure) {
        try {
            NetlinkSocket used = socket(inverse.where(), sockets);
            Indexes known = new Indexes(used);
            LinkRef altered = inverse.change().changed();
            known.resolve(altered == null ? List.of() : List.of(altered));
            known.resolve(inverse.change().needs());
            Batch batch = new Batch();
            inverse.change().writer().write(batch, known);
            used.exchange(batch);
        } catch (LinuxException e) {
            if (!Refusals.isGone(e)) {
                failure.addSuppressed(e);
            }
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private NetlinkSocket socket(@Nullable Namespace where, Map<Namespace, NetlinkSocket> sockets) throws IOException {
        if (where == null) {
            return socket;
        }
        NetlinkSocket opened = sockets.get(where);
        if (opened == null) {
            opened = openUninterrupted(where);
            sockets.put(where, opened);
        }
        return opened;
    }

    /** Who interrupts the thread does not want half of the changes either: it is told afterwards. */
    private static NetlinkSocket openUninterrupted(Namespace where) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return NetlinkSockets.open(Rtnetlink.NETLINK_ROUTE, where);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
