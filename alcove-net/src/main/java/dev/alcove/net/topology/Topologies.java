package dev.alcove.net.topology;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The topologies of a user that are up: brings them up, changes them and takes them down, all or nothing.
 *
 * <p>Root's namespaces have names in {@code /run/netns}, {@code TOPOLOGY.HOST}, and what leads outside is in the caller's network
 * namespace. An ordinary user's belong to a user namespace of that user, in which everything is done without privileges; nothing
 * leads outside there.
 *
 * <p>What is up is written down below {@code /run/alcove/net} or the user's counterpart, before anything is made: whoever dies
 * half-way leaves something that {@link #down} or {@link #prune} removes. Safe for use by several threads and processes: they
 * wait for one another.
 */
public final class Topologies {
    private final TopologyStore store;
    private final boolean root;

    private Topologies(TopologyStore store, boolean root) {
        this.store = store;
        this.root = root;
    }

    /** Those of the calling user: the effective user id decides, and for others than root {@code XDG_RUNTIME_DIR}. */
    public static Topologies ofCaller() {
        return new Topologies(TopologyStore.ofCaller(), Caller.current().euid() == 0);
    }

    private Ground ground(String name) {
        return root ? new NamedGround(name) : new HeldGround();
    }

    /** The names of those that are up, also of those that somebody was changing when he died. */
    public List<String> names() throws IOException {
        return store.names();
    }

    /** The topology of this name, if it is up. */
    public Optional<RunningTopology> find(String name) throws IOException {
        return store.read(name).map(state -> new RunningTopology(name, ground(name), store, state));
    }

    /** What {@link #up} would change. */
    public Difference difference(Topology topology) throws IOException {
        TopologyState state = store.read(topology.name()).orElseGet(TopologyState::new);
        requireRoot(topology);
        try (Site site = new Site(topology.name(), ground(topology.name()), store, state)) {
            return site.plan(Elements.of(topology)).difference(List.of());
        }
    }

    /**
     * Brings a topology up, or changes the one of this name that is up so that it is as declared. What is no longer declared is
     * removed, what is missing is made, and what others have added stays.
     *
     * @return what was changed
     * @throws IOException if something could not be made, or a command failed: everything is then as it was before. {@code EPERM}
     *     in a {@link dev.alcove.linux.LinuxException}: CAP_NET_ADMIN or CAP_SYS_ADMIN is missing
     * @throws IllegalArgumentException if an ordinary user's topology leads outside
     */
    public Difference up(Topology topology) throws IOException {
        requireRoot(topology);
        return store.locked(() -> bringUp(topology));
    }

    private Difference bringUp(Topology topology) throws IOException {
        String name = topology.name();
        Optional<TopologyState> before = store.read(name);
        TopologyState state = before.orElseGet(TopologyState::new);
        requireCaller(name, state);
        try (Site site = new Site(name, ground(name), store, state)) {
            Plan plan = site.plan(Elements.of(topology));
            if (plan.isEmpty() && !state.changing && before.isPresent()) {
                return plan.difference(List.of());
            }
            if (usesCaller(plan)) {
                state.caller = callerInode();
            }
            return plan.difference(site.carryOut(plan));
        }
    }

    private static boolean usesCaller(Plan plan) {
        return plan.target().stream().anyMatch(element -> element.place().equals(Element.CALLER));
    }

    private static long callerInode() throws IOException {
        try (Namespace own = Namespace.current(NamespaceType.NET)) {
            return own.id().inode();
        }
    }

    private static void requireCaller(String name, TopologyState state) throws IOException {
        if (state.caller != 0 && state.caller != callerInode()) {
            throw new IOException("topology '" + name + "' was brought up from another network namespace, net:["
                    + state.caller + "], and leads outside there: change it from there");
        }
    }

    private void requireRoot(Topology topology) {
        for (Switch one : topology.switches()) {
            if (!root && one.nat().isPresent()) {
                throw new IllegalArgumentException("switches." + one.name()
                        + ".nat: to lead outside takes root, because it changes the network of the machine. NAT of a host"
                        + " ('nat' of a host) is an ordinary user's to do");
            }
        }
    }

    /**
     * Takes a topology down: ends all processes in its hosts, and removes everything that {@link #up} has made.
     *
     * @return what was removed; nothing if it is not up
     */
    public Difference down(String name) throws IOException {
        return store.locked(
                () -> store.names().contains(name) ? remove(name) : new Difference(List.of(), List.of(), List.of()));
    }

    private Difference remove(String name) throws IOException {
        TopologyState state = store.read(name).orElseGet(TopologyState::new);
        requireCaller(name, state);
        List<String> removed = state.elements.reversed().stream()
                .filter(element -> element instanceof Element.Net
                        || element instanceof Element.Bridge
                        || element instanceof Element.Translation)
                .map(Element::text)
                .toList();
        try (Site site = new Site(name, ground(name), store, state)) {
            return new Difference(removed, List.of(), site.clear());
        }
    }

    /**
     * Takes down every topology that somebody was changing when he died.
     *
     * @return their names
     */
    public List<String> prune() throws IOException {
        return store.locked(() -> {
            List<String> pruned = new ArrayList<>();
            for (String name : store.names()) {
                if (store.read(name).map(state -> state.changing).orElse(true)) {
                    remove(name);
                    pruned.add(name);
                }
            }
            return pruned;
        });
    }
}
