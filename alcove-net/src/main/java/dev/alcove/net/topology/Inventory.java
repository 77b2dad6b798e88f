package dev.alcove.net.topology;

import dev.alcove.net.Address;
import dev.alcove.net.Bridge;
import dev.alcove.net.Link;
import dev.alcove.net.LinkRef;
import dev.alcove.net.Rtnetlink;
import dev.alcove.net.Tbf;
import dev.alcove.net.Veth;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What of a topology the kernel has. Each namespace is looked at once. */
final class Inventory {
    /** What there is in a namespace. */
    private record Contents(Map<String, Link> links, List<Address> addresses, List<dev.alcove.net.Route> routes) {
        static Contents of(Rtnetlink socket) throws IOException {
            Map<String, Link> links = new HashMap<>();
            for (Link link : socket.links()) {
                links.put(link.name(), link);
            }
            return new Contents(links, socket.addresses(), socket.routes());
        }

        Optional<Link> link(String name) {
            return Optional.ofNullable(links.get(name));
        }
    }

    private final Places places;
    private final PlaceFiles files;
    private final Translations translations;
    private final Map<String, Contents> contents = new HashMap<>();

    Inventory(Places places, PlaceFiles files, Translations translations) {
        this.places = places;
        this.files = files;
        this.translations = translations;
    }

    /** Whether the kernel has an element just as it is to be. Of commands nobody can tell. */
    boolean has(Element element) throws IOException {
        if (!places.isOpen(element.place())) {
            return false;
        }
        return switch (element) {
            case Element.Net net -> true;
            case Element.Bridge bridge ->
                link(bridge.place(), bridge.name()).filter(Inventory::isBridge).isPresent();
            case Element.Ability ability -> has(ability);
            case Element.Veth veth -> has(veth);
            case Element.Mac(String place, String name, var address) ->
                link(place, name).flatMap(Link::address).filter(address::equals).isPresent();
            case Element.Mtu(String place, String name, int bytes) ->
                link(place, name).filter(link -> link.mtu().orElse(0) == bytes).isPresent();
            case Element.Vlan vlan -> has(vlan);
            case Element.Address address -> has(address);
            case Element.Route(String place, HostRoute route) -> has(place, route);
            case Element.Rate rate -> has(rate);
            case Element.Sysctl(String place, String key, String value) ->
                files.read(place, key).filter(found -> isSame(found, value)).isPresent();
            case Element.Translation translation -> translations.has(translation);
            case Element.Run run -> true;
        };
    }

    /** The kernel separates numbers by tabs. */
    private static boolean isSame(String found, String wanted) {
        return found.strip().replaceAll("\\s+", " ").equals(wanted.strip().replaceAll("\\s+", " "));
    }

    /** Whether there is something of an element's name, whatever it is like. */
    boolean exists(Element element) throws IOException {
        return switch (element) {
            case Element.Net net -> places.isOpen(net.place());
            case Element.Bridge bridge -> existsLink(bridge.place(), bridge.name());
            case Element.Veth veth -> existsLink(veth.peerPlace(), veth.peer());
            default -> has(element);
        };
    }

    private boolean existsLink(String place, String name) throws IOException {
        return places.isOpen(place) && link(place, name).isPresent();
    }

    private Contents contents(String place) throws IOException {
        Contents known = contents.get(place);
        if (known == null) {
            known = Contents.of(places.routes(place));
            contents.put(place, known);
        }
        return known;
    }

    private Optional<Link> link(String place, String name) throws IOException {
        return contents(place).link(name);
    }

    private static boolean isBridge(Link link) {
        return link.isUp() && link.kind().filter(Bridge.class::isInstance).isPresent();
    }

    private static boolean isVeth(Link link) {
        return link.isUp() && link.kind().filter(Veth.class::isInstance).isPresent();
    }

    private boolean has(Element.Ability ability) throws IOException {
        Link link = link(ability.place(), ability.bridge()).orElse(null);
        return link != null
                && link.kind().orElse(null) instanceof Bridge bridge
                && switch (ability.kind()) {
                    case STP -> bridge.stp().orElse(false);
                    case VLAN_FILTERING -> bridge.vlanFiltering().orElse(false);
                };
    }

    private boolean has(Element.Veth veth) throws IOException {
        Link end = link(veth.place(), veth.name()).orElse(null);
        if (end == null || !isVeth(end) || !places.isOpen(veth.peerPlace())) {
            return false;
        }
        Link peer = link(veth.peerPlace(), veth.peer()).orElse(null);
        if (peer == null || !isVeth(peer) || !end.parent().equals(OptionalInt.of(peer.index()))) {
            return false;
        }
        if (veth.master().isEmpty()) {
            return true;
        }
        Link master = link(veth.peerPlace(), veth.master()).orElse(null);
        return master != null && peer.master().equals(OptionalInt.of(master.index()));
    }

    private boolean has(Element.Address wanted) throws IOException {
        Link link = link(wanted.place(), wanted.link()).orElse(null);
        return link != null
                && contents(wanted.place()).addresses().stream()
                        .anyMatch(address -> address.link().equals(LinkRef.of(link.index()))
                                && address.prefix().equals(wanted.prefix()));
    }

    private boolean has(Element.Vlan wanted) throws IOException {
        Link link = link(wanted.place(), wanted.link()).orElse(null);
        return link != null
                && places.routes(wanted.place()).portVlans().stream()
                        .anyMatch(vlan -> vlan.link().equals(LinkRef.of(link.index()))
                                && vlan.id() == wanted.id()
                                && vlan.pvid());
    }

    private boolean has(Element.Rate wanted) throws IOException {
        Link link = link(wanted.place(), wanted.link()).orElse(null);
        return link != null
                && places.routes(wanted.place()).qdiscs().stream()
                        .anyMatch(qdisc -> qdisc.link().equals(LinkRef.of(link.index()))
                                && qdisc.discipline() instanceof Tbf tbf
                                && tbf.rate() == wanted.bitsPerSecond());
    }

    private boolean has(String place, HostRoute wanted) throws IOException {
        dev.alcove.net.Route route = Assembly.route(wanted);
        for (dev.alcove.net.Route found : contents(place).routes()) {
            if (found.destination().equals(route.destination()) && leads(place, found, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a route leads where it should. The kernel always tells the link. */
    private boolean leads(String place, dev.alcove.net.Route found, HostRoute wanted) throws IOException {
        boolean via = found.nextHops().stream().anyMatch(hop -> hop.gateway().equals(wanted.via()));
        if (!via || wanted.link().isEmpty()) {
            return via;
        }
        Link link = link(place, wanted.link().get()).orElse(null);
        return link != null
                && found.nextHops().stream().anyMatch(hop -> hop.link().equals(Optional.of(LinkRef.of(link.index()))));
    }
}
