package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** Builds a {@link Host}. */
public final class HostBuilder {
    private final String name;
    private final List<HostLink> links = new ArrayList<>();
    private final List<HostRoute> routes = new ArrayList<>();
    private final SequencedMap<String, String> sysctls = new LinkedHashMap<>();
    private final List<Command> commands = new ArrayList<>();
    private Optional<Nat> nat = Optional.empty();

    HostBuilder(String name) {
        this.name = name;
    }

    /** Adds a network interface. */
    public HostBuilder link(String link, Consumer<LinkBuilder> parts) {
        LinkBuilder builder = new LinkBuilder(link);
        parts.accept(builder);
        links.add(builder.build());
        return this;
    }

    /** Adds a route through a router: {@code route("10.1.0.0/16", "10.0.0.1")}, {@code route("default", "10.0.0.1")}. */
    public HostBuilder route(String to, String via) {
        InetAddress router = InetAddress.ofLiteral(via);
        InetPrefix prefix = to.equals("default") ? HostRoute.all(router) : InetPrefix.parse(to);
        routes.add(new HostRoute(prefix, Optional.of(router), Optional.empty()));
        return this;
    }

    /** Adds a route to what a link reaches directly. */
    public HostBuilder routeOnLink(String to, String link) {
        routes.add(new HostRoute(InetPrefix.parse(to), Optional.empty(), Optional.of(link)));
        return this;
    }

    /** Sets a sysctl of the host: {@code sysctl("net.ipv4.ip_forward", "1")}. */
    public HostBuilder sysctl(String key, String value) {
        sysctls.put(key, value);
        return this;
    }

    /** Masquerades what the host forwards out of a link, and turns on forwarding. */
    public HostBuilder masquerade(String link) {
        return nat(new Nat(Optional.of(link), true, List.of()));
    }

    /** Does NAT where the host forwards. */
    public HostBuilder nat(Nat rules) {
        nat = Optional.of(rules);
        return this;
    }

    /** Runs a line of shell in the host when everything is wired, and waits for its end. */
    public HostBuilder command(String line) {
        commands.add(new Command(line, false));
        return this;
    }

    /** Starts a line of shell in the host when everything is wired; it ends when the topology is taken down. */
    public HostBuilder background(String line) {
        commands.add(new Command(line, true));
        return this;
    }

    Host build() {
        return new Host(name, links, routes, sysctls, nat, commands);
    }
}
