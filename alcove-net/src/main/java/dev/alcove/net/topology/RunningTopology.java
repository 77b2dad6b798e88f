package dev.alcove.net.topology;

import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceType;
import dev.alcove.net.InetPrefix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;

/** A topology that is up, as it is written down. Where it says nothing else, the kernel is not asked. */
public final class RunningTopology {
    private final String name;
    private final Ground ground;
    private final TopologyStore store;
    private final TopologyState state;

    RunningTopology(String name, Ground ground, TopologyStore store, TopologyState state) {
        this.name = name;
        this.ground = ground;
        this.store = store;
        this.state = state;
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** Whether somebody is changing it, or has died while doing so. */
    public boolean isChanging() {
        return state.changing;
    }

    /** Its hosts, in the order of the topology. */
    public List<RunningHost> hosts() {
        List<RunningHost> hosts = new ArrayList<>();
        for (Element element : state.elements) {
            if (element instanceof Element.Net(String place) && !place.equals(Element.SWITCHES)) {
                hosts.add(host(place));
            }
        }
        return hosts;
    }

    private RunningHost host(String place) {
        List<String> links = new ArrayList<>();
        List<InetPrefix> addresses = new ArrayList<>();
        for (Element element : state.elements) {
            switch (element) {
                case Element.Veth veth when veth.place().equals(place) -> links.add(veth.name());
                case Element.Veth veth when veth.peerPlace().equals(place) -> links.add(veth.peer());
                case Element.Address address when address.place().equals(place) -> addresses.add(address.prefix());
                default -> {}
            }
        }
        String file = ground.files(place, state).getOrDefault(NamespaceType.NET, "");
        return new RunningHost(place, file, links, addresses);
    }

    /**
     * The files of the namespaces that one has to enter to be in a host, by their types: of root one, of others their user namespace
     * as well.
     *
     * @throws IllegalArgumentException if there is no such host
     * @throws IOException if its namespace is not there any more
     */
    public Map<NamespaceType, String> files(String host) throws IOException {
        requireHost(host);
        Map<NamespaceType, String> files = ground.files(host, state);
        if (files.isEmpty()) {
            throw gone(host);
        }
        return files;
    }

    private IOException gone(String host) {
        return new IOException("the namespace of host '" + host + "' of topology '" + name
                + "' is not there any more: bring it up again");
    }

    private void requireHost(String host) {
        List<String> names = hosts().stream().map(RunningHost::name).toList();
        if (!names.contains(host)) {
            throw new IllegalArgumentException(
                    "topology '" + name + "' has no host '" + host + "'; it has " + String.join(", ", names));
        }
    }

    /**
     * Opens the network namespace of a host: to run a process in it, or a thread.
     *
     * @throws IllegalArgumentException if there is no such host
     * @throws IOException if its namespace is not there any more
     */
    public Namespace open(String host) throws IOException {
        requireHost(host);
        return ground.open(host, state).orElseThrow(() -> gone(host));
    }

    /** What the kernel does not have, or not so, a line for each thing; nothing if the topology is as it was brought up. */
    public List<String> missing() throws IOException {
        try (Site site = new Site(name, ground, store, state)) {
            return site.missing();
        }
    }

    SequencedCollection<Element> elements() {
        return state.elements;
    }
}
