package dev.alcove.net.topology;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceProcessBuilder;
import dev.alcove.namespace.NamespaceType;
import dev.alcove.net.NetNamespaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An ordinary user's topologies: all their network namespaces belong to one user namespace, in which the user is root, and a
 * {@link Holder} holds them.
 */
final class HeldGround implements Ground {
    /** The place of the user namespace. */
    private static final String USER = "";

    @Override
    public void create(List<String> places, TopologyState state, Journal journal) throws IOException {
        Map<String, Namespace> all = new LinkedHashMap<>();
        try {
            for (String place : state.held.keySet()) {
                open(place, state).ifPresent(namespace -> all.put(place, namespace));
            }
            if (!all.containsKey(USER)) {
                all.clear();
                all.put(USER, newUserNamespace());
            }
            List<Namespace> made = NetNamespaces.createIn(all.get(USER), places.size());
            for (int i = 0; i < places.size(); i++) {
                all.put(places.get(i), made.get(i));
            }
            hold(all, state, journal);
        } finally {
            all.values().forEach(Namespace::close);
        }
    }

    /** Has a new holder hold these, in place of the one before. */
    private static void hold(Map<String, Namespace> all, TopologyState state, Journal journal) throws IOException {
        List<TopologyState.Started> before = List.copyOf(state.holders);
        Holder.start(List.copyOf(all.values()), holder -> {
            state.holders.add(holder);
            state.held.clear();
            for (String place : all.keySet()) {
                state.held.put(place, Holder.FIRST + state.held.size());
            }
            journal.write(state);
        });
        for (TopologyState.Started holder : before) {
            Holder.kill(holder);
            state.holders.remove(holder);
        }
    }

    /** In it the user is root. Its first process makes it, and has then done all that it is for. */
    private static Namespace newUserNamespace() throws IOException {
        Process process = new NamespaceProcessBuilder("/bin/cat")
                .unshare(NamespaceType.USER)
                .mapRootUser()
                .start();
        try {
            return Namespace.ofProcess(process.toHandle(), NamespaceType.USER);
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public void delete(Collection<String> places, TopologyState state, Journal journal) throws IOException {
        Map<String, Namespace> rest = new LinkedHashMap<>();
        try {
            for (String place : new ArrayList<>(state.held.keySet())) {
                if (!places.contains(place)) {
                    open(place, state).ifPresent(namespace -> rest.put(place, namespace));
                }
            }
            if (rest.size() <= 1) {
                end(state);
            } else {
                hold(rest, state, journal);
            }
        } finally {
            rest.values().forEach(Namespace::close);
        }
    }

    @Override
    public Optional<Namespace> open(String place, TopologyState state) throws IOException {
        Integer number = state.held.get(place);
        if (number == null || state.holders.isEmpty() || !Holder.isAlive(state.holders.getLast())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Namespace.ofPath(Path.of(Holder.path(state.holders.getLast(), number))));
        } catch (LinuxException e) {
            if (e.errnoNumber() == Errno.ENOENT.number()) {
                return Optional.empty(); // it has just ended
            }
            throw e;
        }
    }

    @Override
    public Map<NamespaceType, String> files(String place, TopologyState state) {
        Integer user = state.held.get(USER);
        Integer net = state.held.get(place);
        if (user == null || net == null || state.holders.isEmpty()) {
            return Map.of();
        }
        TopologyState.Started holder = state.holders.getLast();
        return Map.of(NamespaceType.USER, Holder.path(holder, user), NamespaceType.NET, Holder.path(holder, net));
    }

    @Override
    public void end(TopologyState state) throws IOException {
        for (TopologyState.Started holder : state.holders) {
            Holder.kill(holder);
        }
        state.holders.clear();
        state.held.clear();
    }
}
