package dev.alcove.net.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A network of hosts and switches, as there should be one. A plain value: it changes nothing until {@link Topologies} brings it
 * up.
 *
 * <pre>{@code
 * Topology lab = Topology.builder("lab")
 *         .addSwitch("lan")
 *         .host("web", host -> host.link("eth0", link -> link.to("lan").address("10.0.0.1/24")))
 *         .host("client", host -> host.link("eth0", link -> link.to("lan").address("10.0.0.2/24").rate("10mbit")))
 *         .build();
 * }</pre>
 *
 * @param name letters, digits and inner hyphens, at most 63
 * @param hosts each with a name of its own
 * @param switches each with a name of its own, which no host has
 */
public record Topology(String name, List<Host> hosts, List<Switch> switches) {
    /**
     * A topology of which everything has been checked that can be known without the kernel.
     *
     * @throws TopologyException with everything that is wrong
     */
    public Topology {
        hosts = List.copyOf(hosts);
        switches = List.copyOf(switches);
        List<Problem> problems = new TopologyCheck(name, hosts, switches).problems();
        if (!problems.isEmpty()) {
            throw new TopologyException(problems);
        }
    }

    /** Begins a topology. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** The host of this name. */
    public Optional<Host> host(String wanted) {
        return hosts.stream().filter(host -> host.name().equals(wanted)).findFirst();
    }

    /** The switch of this name. */
    public Optional<Switch> findSwitch(String wanted) {
        return switches.stream().filter(one -> one.name().equals(wanted)).findFirst();
    }

    /** Collects the parts of a topology. Its strings are checked as they come, what depends on other parts at the end. */
    public static final class Builder {
        private final String name;
        private final List<Host> hosts = new ArrayList<>();
        private final List<Switch> switches = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /** Adds a host. */
        public Builder host(String host, Consumer<HostBuilder> parts) {
            HostBuilder builder = new HostBuilder(host);
            parts.accept(builder);
            hosts.add(builder.build());
            return this;
        }

        /** Adds a switch that only connects. */
        public Builder addSwitch(String one) {
            return addSwitch(one, parts -> {});
        }

        /** Adds a switch. */
        public Builder addSwitch(String one, Consumer<SwitchBuilder> parts) {
            SwitchBuilder builder = new SwitchBuilder(one);
            parts.accept(builder);
            switches.add(builder.build());
            return this;
        }

        /**
         * The topology.
         *
         * @throws TopologyException with everything that is wrong
         */
        public Topology build() {
            return new Topology(name, hosts, switches);
        }
    }
}
