package dev.alcove.net.topology;

import dev.alcove.namespace.Namespace;
import dev.alcove.net.Rtnetlink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The namespaces of a topology that are open, each with a socket for rtnetlink. */
final class Places implements AutoCloseable {
    private final Ground ground;
    private final TopologyState state;
    private final Map<String, Namespace> namespaces = new HashMap<>();
    private final Map<String, Rtnetlink> sockets = new HashMap<>();

    Places(Ground ground, TopologyState state) {
        this.ground = ground;
        this.state = state;
    }

    /** Opens those of the places that are there. All sockets are opened together, which is faster. */
    void open(Collection<String> places) throws IOException {
        List<String> opened = new ArrayList<>();
        List<Namespace> nets = new ArrayList<>();
        for (String place : places) {
            if (!namespaces.containsKey(place)) {
                Optional<Namespace> found = ground.open(place, state);
                if (found.isPresent()) {
                    namespaces.put(place, found.get());
                    opened.add(place);
                    nets.add(found.get());
                }
            }
        }
        List<Rtnetlink> routes = Interrupts.call(() -> Rtnetlink.open(nets));
        for (int i = 0; i < routes.size(); i++) {
            sockets.put(opened.get(i), routes.get(i));
        }
    }

    /** Whether a place is there and open. */
    boolean isOpen(String place) {
        return namespaces.containsKey(place);
    }

    Namespace namespace(String place) {
        return Objects.requireNonNull(namespaces.get(place), place);
    }

    Rtnetlink routes(String place) {
        return Objects.requireNonNull(sockets.get(place), place);
    }

    /** Closes a place, which is to be opened anew if it is wanted again. */
    void close(String place) {
        Rtnetlink socket = sockets.remove(place);
        if (socket != null) {
            socket.close();
        }
        Namespace namespace = namespaces.remove(place);
        if (namespace != null) {
            namespace.close();
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(Rtnetlink::close);
        namespaces.values().forEach(Namespace::close);
        sockets.clear();
        namespaces.clear();
    }
}
