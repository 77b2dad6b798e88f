package dev.alcove.net.topology;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.net.Address;
import dev.alcove.net.LinkRef;
import dev.alcove.net.LinkSettings;
import dev.alcove.net.MacAddress;
import dev.alcove.net.NetworkChanges;
import dev.alcove.net.PortVlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Removes elements that are there, each by itself: it is the rare case, and each may have gone meanwhile. */
final class Demolition {
    private static final int USUAL_MTU = 1500;

    private final Tools tools;

    Demolition(Tools tools) {
        this.tools = tools;
    }

    /** Removes the elements, what was made last first. */
    void remove(Collection<Element> elements) throws IOException {
        List<Element> ordered = new ArrayList<>(elements);
        List<String> ended = new ArrayList<>();
        for (Element element : ordered.reversed()) {
            if (element instanceof Element.Net net) {
                ended.add(net.place());
            } else {
                remove(element);
            }
        }
        if (!ended.isEmpty()) {
            for (String place : ended) {
                if (tools.places().isOpen(place)) {
                    tools.notices().addAll(Residents.kill(tools.places().namespace(place), place));
                }
                tools.places().close(place);
            }
            tools.ground().delete(ended, tools.state(), tools.journal());
        }
    }

    private void remove(Element element) throws IOException {
        switch (element) {
            case Element.Net net -> throw new IllegalStateException(net.line());
            case Element.Bridge(String place, String name) -> apply(place, new NetworkChanges().delete(name));
            case Element.Veth veth -> apply(veth.peerPlace(), new NetworkChanges().delete(veth.peer()));
            case Element.Ability ability ->
                apply(ability.place(), new NetworkChanges().set(ability.bridge(), Assembly.ability(ability, false)));
            case Element.Mac(String place, String link, var address) -> restoreMac(place, link);
            case Element.Mtu(String place, String link, int bytes) ->
                apply(place, new NetworkChanges().set(link, new LinkSettings().mtu(USUAL_MTU)));
            case Element.Vlan(String place, String link, int id) ->
                apply(
                        place,
                        new NetworkChanges()
                                .add(PortVlan.access(link, Assembly.USUAL_VLAN))
                                .delete(PortVlan.access(link, id)));
            case Element.Address(String place, String link, var prefix) ->
                apply(place, new NetworkChanges().delete(Address.of(LinkRef.of(link), prefix)));
            case Element.Route(String place, HostRoute route) ->
                apply(place, new NetworkChanges().delete(Assembly.route(route)));
            case Element.Rate(String place, String link, long rate) ->
                apply(place, new NetworkChanges().delete(Assembly.limit(link, rate)));
            case Element.Sysctl(String place, String key, String value) -> restoreSysctl(place, key);
            case Element.Translation translation ->
                tools.notices().addAll(tools.translations().remove(translation));
            case Element.Run run -> tools.commands().stop(run);
        }
    }

    private void restoreMac(String place, String link) throws IOException {
        String before = tools.state().originals.remove("mac " + place + " " + link);
        if (before != null) {
            apply(place, new NetworkChanges().set(link, new LinkSettings().address(MacAddress.parse(before))));
        }
    }

    private void restoreSysctl(String place, String key) throws IOException {
        String before = tools.state().originals.remove("sysctl " + place + " " + key);
        if (before != null) {
            tools.files().write(place, key, before);
        }
    }

    /** What somebody else has removed meanwhile need not be removed. */
    private void apply(String place, NetworkChanges changes) throws IOException {
        try {
            tools.places().routes(place).apply(changes);
        } catch (LinuxException e) {
            if (!isGone(e.errnoNumber())) {
                throw e;
            }
        }
    }

    private static boolean isGone(int errno) {
        return errno == Errno.ENODEV.number()
                || errno == Errno.ESRCH.number()
                || errno == Errno.ENOENT.number()
                || errno == Errno.EADDRNOTAVAIL.number();
    }
}
