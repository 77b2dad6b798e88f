package dev.alcove.net.topology;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.net.Address;
import dev.alcove.net.AddressFlag;
import dev.alcove.net.Bridge;
import dev.alcove.net.LinkSettings;
import dev.alcove.net.NetworkChanges;
import dev.alcove.net.NewLink;
import dev.alcove.net.PortVlan;
import dev.alcove.net.Qdisc;
import dev.alcove.net.RouteBuilder;
import dev.alcove.net.Tbf;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes elements. Those of a kind are made together, and what a namespace gets in one batch: whole networks take few system calls,
 * however many hosts there are.
 */
final class Assembly {
    /** The VLAN that every port is in at first. */
    static final int USUAL_VLAN = 1;

    private static final int LARGEST_PACKET = 65_550;
    private static final Duration LATENCY = Duration.ofMillis(500);

    private final Tools tools;

    /** What is known of the ends of links that are to be made, and so can be said when they are made. */
    private final Map<String, Element.Mtu> mtus = new HashMap<>();

    private final Map<String, Element.Mac> macs = new HashMap<>();

    Assembly(Tools tools) {
        this.tools = tools;
    }

    /** Makes elements that are not there. */
    void make(Collection<Element> elements) throws IOException {
        makeNamespaces(of(Element.Net.class, elements));
        for (Element.Mtu mtu : of(Element.Mtu.class, elements)) {
            mtus.put(end(mtu.place(), mtu.link()), mtu);
        }
        for (Element.Mac mac : of(Element.Mac.class, elements)) {
            macs.put(end(mac.place(), mac.link()), mac);
        }
        makeBridges(of(Element.Bridge.class, elements));
        makePairs(of(Element.Veth.class, elements));
        for (Element.Sysctl sysctl : of(Element.Sysctl.class, elements)) {
            set(sysctl);
        }
        makeParts(elements);
        for (Element.Translation translation : of(Element.Translation.class, elements)) {
            tools.notices().addAll(tools.translations().apply(translation));
        }
        for (Element.Run run : of(Element.Run.class, elements)) {
            tools.notices().addAll(tools.commands().run(run));
        }
    }

    private static <T extends Element> List<T> of(Class<T> type, Collection<Element> elements) {
        return elements.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void makeNamespaces(List<Element.Net> nets) throws IOException {
        if (nets.isEmpty()) {
            return;
        }
        List<String> wanted = nets.stream().map(Element.Net::place).toList();
        tools.ground().create(wanted, tools.state(), tools.journal());
        tools.places().open(wanted);
    }

    private void makeBridges(List<Element.Bridge> bridges) throws IOException {
        Map<String, NetworkChanges> changes = new LinkedHashMap<>();
        for (Element.Bridge bridge : bridges) {
            NewLink link = NewLink.of(bridge.name(), Bridge.DEFAULT).up();
            of(changes, bridge.place()).create(settings(link, bridge.place(), bridge.name()));
        }
        apply(changes);
    }

    private void makePairs(List<Element.Veth> pairs) throws IOException {
        Map<String, NetworkChanges> changes = new LinkedHashMap<>();
        for (Element.Veth pair : pairs) {
            // From where the peer is, because there the bridge is known that it becomes a port of. The other end cannot
            // be born
            // up: it is there first, and alone.
            NewLink end = NewLink.peer(pair.name()).in(tools.places().namespace(pair.place()));
            NewLink peer = NewLink.veth(pair.peer(), settings(end, pair.place(), pair.name()))
                    .up();
            settings(peer, pair.peerPlace(), pair.peer());
            if (!pair.master().isEmpty()) {
                peer.master(pair.master());
            }
            of(changes, pair.peerPlace()).create(peer);
        }
        apply(changes);
    }

    private NewLink settings(NewLink link, String place, String name) {
        Element.Mtu mtu = mtus.remove(end(place, name));
        Element.Mac mac = macs.remove(end(place, name));
        if (mtu != null) {
            link.mtu(mtu.bytes());
        }
        if (mac != null) {
            link.address(mac.address());
        }
        return link;
    }

    private static String end(String place, String link) {
        return place + " " + link;
    }

    private void set(Element.Sysctl sysctl) throws IOException {
        String before = tools.files()
                .read(sysctl.place(), sysctl.key())
                .orElseThrow(() -> new IOException("there is no sysctl " + sysctl.key() + " in " + sysctl.place()));
        tools.state().originals.putIfAbsent("sysctl " + sysctl.place() + " " + sysctl.key(), before);
        tools.files().write(sysctl.place(), sysctl.key(), sysctl.value());
    }

    /** What links have, and namespaces besides them. */
    private void makeParts(Collection<Element> elements) throws IOException {
        Map<String, NetworkChanges> changes = new LinkedHashMap<>();
        Set<Element> later = new LinkedHashSet<>();
        for (Element.Net net : of(Element.Net.class, elements)) {
            of(changes, net.place()).up("lo");
        }
        for (Element.Veth pair : of(Element.Veth.class, elements)) {
            of(changes, pair.place()).up(pair.name());
        }
        makeAbilities(of(Element.Ability.class, elements));
        for (Element element : elements) {
            switch (element) {
                case Element.Mtu mtu
                when mtus.containsKey(end(mtu.place(), mtu.link())) ->
                    of(changes, mtu.place()).set(mtu.link(), new LinkSettings().mtu(mtu.bytes()));
                case Element.Mac mac when macs.containsKey(end(mac.place(), mac.link())) -> set(mac, changes);
                case Element.Address(String place, String link, var prefix) ->
                    of(changes, place).add(address(link, prefix));
                case Element.Vlan(String place, String link, int id) ->
                    of(changes, place).add(PortVlan.access(link, id)).delete(PortVlan.access(link, USUAL_VLAN));
                case Element.Rate(String place, String link, long rate) ->
                    of(changes, place).add(limit(link, rate));
                case Element.Route route -> later.add(route);
                default -> {}
            }
        }
        // A route may lead through an address that is made in the same batch.
        for (Element element : later) {
            if (element instanceof Element.Route(String place, HostRoute route)) {
                of(changes, place).add(route(route));
            }
        }
        apply(changes);
    }

    private void makeAbilities(List<Element.Ability> abilities) throws IOException {
        for (Element.Ability ability : abilities) {
            try {
                tools.places()
                        .routes(ability.place())
                        .apply(new NetworkChanges().set(ability.bridge(), ability(ability, true)));
            } catch (LinuxException e) {
                if (e.errnoNumber() == Errno.EOPNOTSUPP.number()) {
                    throw new IOException(
                            "this kernel has no " + ability.kind().shown() + ", which switch '" + ability.bridge()
                                    + "' asks for",
                            e);
                }
                throw e;
            }
        }
    }

    private void set(Element.Mac mac, Map<String, NetworkChanges> changes) throws IOException {
        tools.places()
                .routes(mac.place())
                .link(mac.link())
                .flatMap(link -> link.address())
                .ifPresent(before -> tools.state()
                        .originals
                        .putIfAbsent("mac " + mac.place() + " " + mac.link(), before.toString()));
        of(changes, mac.place()).set(mac.link(), new LinkSettings().address(mac.address()));
    }

    static LinkSettings ability(Element.Ability ability, boolean on) {
        return new LinkSettings()
                .kind(
                        switch (ability.kind()) {
                            case STP -> Bridge.DEFAULT.withStp(on);
                            case VLAN_FILTERING -> Bridge.DEFAULT.withVlanFiltering(on);
                        });
    }

    /** An address that can be used at once: nobody else in the topology has it. */
    static Address address(String link, dev.alcove.net.InetPrefix prefix) {
        Address address = Address.of(dev.alcove.net.LinkRef.of(link), prefix);
        return prefix.isIpv4() ? withBroadcast(address) : address.with(AddressFlag.NODAD);
    }

    /** So much at once that a packet of the largest MTU fits, or a hundredth of a second's traffic; half a second may wait. */
    static Qdisc limit(String link, long bitsPerSecond) {
        long burst = Math.max(LARGEST_PACKET, bitsPerSecond / Byte.SIZE / 100);
        return Qdisc.root(link, Tbf.of(bitsPerSecond, burst, LATENCY));
    }

    /** Two addresses and fewer have none for all. */
    private static Address withBroadcast(Address address) {
        return address.prefix().length() < 31
                ? address.withBroadcast(address.prefix().broadcast())
                : address;
    }

    static dev.alcove.net.Route route(HostRoute route) {
        RouteBuilder builder = dev.alcove.net.Route.to(route.to()).protocol(dev.alcove.net.Route.PROTOCOL_STATIC);
        route.via().ifPresent(builder::via);
        route.link().ifPresent(builder::dev);
        return builder.build();
    }

    private static NetworkChanges of(Map<String, NetworkChanges> changes, String place) {
        return changes.computeIfAbsent(place, any -> new NetworkChanges());
    }

    private void apply(Map<String, NetworkChanges> changes) throws IOException {
        for (Map.Entry<String, NetworkChanges> entry : changes.entrySet()) {
            tools.places().routes(entry.getKey()).apply(entry.getValue());
        }
    }
}
