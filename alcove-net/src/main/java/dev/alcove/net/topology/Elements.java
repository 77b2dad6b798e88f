package dev.alcove.net.topology;

import dev.alcove.linux.MalformedException;
import dev.alcove.net.InetPrefix;
import dev.alcove.net.MacAddress;
import dev.alcove.net.topology.Element.Ability;
import dev.alcove.net.topology.Element.Address;
import dev.alcove.net.topology.Element.Bridge;
import dev.alcove.net.topology.Element.Mac;
import dev.alcove.net.topology.Element.Mtu;
import dev.alcove.net.topology.Element.Net;
import dev.alcove.net.topology.Element.Rate;
import dev.alcove.net.topology.Element.Route;
import dev.alcove.net.topology.Element.Run;
import dev.alcove.net.topology.Element.Sysctl;
import dev.alcove.net.topology.Element.Translation;
import dev.alcove.net.topology.Element.Veth;
import dev.alcove.net.topology.Element.Vlan;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;

/** The elements of a topology, in the order in which they can be made; and reading one from its line. */
final class Elements {
    private final Topology topology;
    private final SequencedSet<Element> elements = new LinkedHashSet<>();

    private Elements(Topology topology) {
        this.topology = topology;
    }

    static SequencedSet<Element> of(Topology topology) {
        Elements all = new Elements(topology);
        all.addNamespaces();
        topology.switches().forEach(all::addBridge);
        topology.hosts().forEach(all::addLinks);
        topology.switches().forEach(all::addSwitchParts);
        topology.hosts().forEach(all::addParts);
        topology.switches().forEach(all::addTranslation);
        topology.hosts().forEach(all::addTranslation);
        topology.hosts().forEach(all::addCommands);
        return all.elements;
    }

    private static String place(Switch one) {
        return one.nat().isPresent() ? Element.CALLER : Element.SWITCHES;
    }

    private void addNamespaces() {
        if (topology.switches().stream().anyMatch(one -> one.nat().isEmpty())) {
            elements.add(new Net(Element.SWITCHES));
        }
        topology.hosts().forEach(host -> elements.add(new Net(host.name())));
    }

    private void addBridge(Switch one) {
        elements.add(new Bridge(place(one), one.name()));
        if (one.stp()) {
            elements.add(new Ability(place(one), one.name(), Ability.Kind.STP));
        }
        if (one.vlanFiltering()) {
            elements.add(new Ability(place(one), one.name(), Ability.Kind.VLAN_FILTERING));
        }
    }

    private void addSwitchParts(Switch one) {
        String place = place(one);
        one.mtu().ifPresent(mtu -> elements.add(new Mtu(place, one.name(), mtu)));
        one.addresses().forEach(prefix -> elements.add(new Address(place, one.name(), prefix)));
    }

    private void addLinks(Host host) {
        for (HostLink link : host.links()) {
            switch (link.end()) {
                case End.Port(String name) ->
                    addPort(host, link, topology.findSwitch(name).orElseThrow());
                case End.Peer(String other, String otherLink) -> {
                    // The pair is one thing, which both of its ends declare.
                    boolean first = (host.name() + " " + link.name()).compareTo(other + " " + otherLink) < 0;
                    elements.add(
                            first
                                    ? new Veth(host.name(), link.name(), other, otherLink, "")
                                    : new Veth(other, otherLink, host.name(), link.name(), ""));
                }
            }
        }
    }

    private void addPort(Host host, HostLink link, Switch one) {
        String port =
                Names.port(topology.name(), host.name(), link.name(), one.nat().isPresent());
        elements.add(new Veth(host.name(), link.name(), place(one), port, one.name()));
        // The port must take what its other end sends.
        link.mtu().ifPresent(mtu -> elements.add(new Mtu(place(one), port, mtu)));
        link.vlan().ifPresent(vlan -> elements.add(new Vlan(place(one), port, vlan)));
    }

    private void addParts(Host host) {
        for (HostLink link : host.links()) {
            link.mac().ifPresent(mac -> elements.add(new Mac(host.name(), link.name(), mac)));
            link.mtu().ifPresent(mtu -> elements.add(new Mtu(host.name(), link.name(), mtu)));
            link.addresses().forEach(prefix -> elements.add(new Address(host.name(), link.name(), prefix)));
            link.rate().ifPresent(rate -> elements.add(new Rate(host.name(), link.name(), rate)));
        }
        host.sysctls().forEach((key, value) -> elements.add(new Sysctl(host.name(), key, value)));
        host.routes().forEach(route -> elements.add(new Route(host.name(), route)));
    }

    private void addTranslation(Switch one) {
        one.nat().ifPresent(nat -> elements.add(new Translation(place(one), NatRules.of(topology, one, nat))));
    }

    private void addTranslation(Host host) {
        host.nat().ifPresent(nat -> elements.add(new Translation(host.name(), NatRules.of(topology, host, nat))));
    }

    private void addCommands(Host host) {
        for (int i = 0; i < host.commands().size(); i++) {
            elements.add(new Run(host.name(), i, host.commands().get(i)));
        }
    }

    /** Reads the line of an element. */
    static Element parse(String line, int number) throws MalformedException {
        List<String> words = Words.split(line);
        try {
            return parse(words.get(0), words.get(1), words.subList(2, words.size()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new MalformedException("list of a topology's elements", number, line);
        }
    }

    private static Element parse(String kind, String place, List<String> rest) {
        return switch (kind) {
            case "namespace" -> new Net(place);
            case "bridge" -> new Bridge(place, rest.get(0));
            case "ability" ->
                new Ability(place, rest.get(0), Ability.Kind.valueOf(rest.get(1).toUpperCase(Locale.ROOT)));
            case "veth" -> new Veth(place, rest.get(0), rest.get(1), rest.get(2), rest.get(3));
            case "mac" -> new Mac(place, rest.get(0), MacAddress.parse(rest.get(1)));
            case "mtu" -> new Mtu(place, rest.get(0), Integer.parseInt(rest.get(1)));
            case "vlan" -> new Vlan(place, rest.get(0), Integer.parseInt(rest.get(1)));
            case "address" -> new Address(place, rest.get(0), InetPrefix.parse(rest.get(1)));
            case "route" -> new Route(place, route(rest));
            case "rate" -> new Rate(place, rest.get(0), Long.parseLong(rest.get(1)));
            case "sysctl" -> new Sysctl(place, rest.get(0), rest.get(1));
            case "nat" -> new Translation(place, NatRules.parse(rest));
            case "run" -> new Run(place, Integer.parseInt(rest.get(0)), new Command(rest.get(2), isTrue(rest.get(1))));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static HostRoute route(List<String> words) {
        String via = words.get(1);
        String link = words.get(2);
        return new HostRoute(
                InetPrefix.parse(words.get(0)),
                via.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(via)),
                link.isEmpty() ? Optional.empty() : Optional.of(link));
    }

    private static boolean isTrue(String word) {
        return word.endsWith("=true");
    }
}
