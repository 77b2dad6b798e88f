package dev.alcove.net.topology;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/** One topology while it is looked at or changed. */
final class Site implements AutoCloseable {
    private final String name;
    private final Ground ground;
    private final TopologyStore store;
    private final TopologyState state;
    private final Places places;
    private final Tools tools;

    Site(String name, Ground ground, TopologyStore store, TopologyState state) {
        this.name = name;
        this.ground = ground;
        this.store = store;
        this.state = state;
        places = new Places(ground, state);
        PlaceFiles files = new PlaceFiles(places);
        tools = new Tools(
                ground,
                state,
                this::write,
                places,
                files,
                new Translations(name, places, files),
                new Commands(store.directory(name), places, state, this::write),
                new ArrayList<>());
    }

    private void write(TopologyState changed) throws IOException {
        store.write(name, changed);
    }

    // ---- To look

    /** What has to be done so that everything is as it should be. */
    Plan plan(SequencedSet<Element> target) throws IOException {
        places.open(placesOf(state.elements));
        places.open(placesOf(target));
        Inventory inventory = new Inventory(places, tools.files(), tools.translations());
        List<Element> removed = new ArrayList<>();
        Gone gone = new Gone();
        for (Element element : state.elements) {
            if (!target.contains(element) && !gone.takesAlong(element) && inventory.has(element)) {
                removed.add(element);
                gone.add(element);
            }
        }
        List<Element> added = new ArrayList<>();
        for (Element element : target) {
            boolean ours = state.elements.contains(element);
            boolean there = !gone.takesAlong(element) && inventory.has(element);
            if (!ours && isOutside(element) && inventory.exists(element)) {
                throw new IOException("'" + element.text() + "' is there already, and not of topology '" + name + "'");
            }
            if (!there || !ours && element instanceof Element.Run) {
                added.add(element);
            }
        }
        return new Plan(removed, added, target);
    }

    /** What is missing of what was brought up. */
    List<String> missing() throws IOException {
        places.open(placesOf(state.elements));
        Inventory inventory = new Inventory(places, tools.files(), tools.translations());
        List<String> missing = new ArrayList<>();
        for (Element element : state.elements) {
            if (!inventory.has(element)) {
                missing.add(element.text());
            }
        }
        return missing;
    }

    private static Set<String> placesOf(SequencedSet<Element> elements) {
        Set<String> all = new LinkedHashSet<>();
        for (Element element : elements) {
            all.add(element.place());
            if (element instanceof Element.Veth veth) {
                all.add(veth.peerPlace());
            }
        }
        return all;
    }

    /** What a removal takes along: all that is in a namespace, or on a link. */
    private static final class Gone {
        private final Set<String> ended = new HashSet<>();

        void add(Element element) {
            switch (element) {
                case Element.Net net -> ended.add(net.place());
                case Element.Bridge bridge -> ended.add(link(bridge.place(), bridge.name()));
                case Element.Veth veth -> {
                    ended.add(link(veth.place(), veth.name()));
                    ended.add(link(veth.peerPlace(), veth.peer()));
                }
                default -> {}
            }
        }

        boolean takesAlong(Element element) {
            if (ended.contains(element.place())) {
                return true;
            }
            return switch (element) {
                case Element.Veth veth ->
                    ended.contains(veth.peerPlace())
                            || ended.contains(link(veth.place(), veth.name()))
                            || ended.contains(link(veth.peerPlace(), veth.master()));
                case Element.Mac mac -> ended.contains(link(mac.place(), mac.link()));
                case Element.Mtu mtu -> ended.contains(link(mtu.place(), mtu.link()));
                case Element.Vlan vlan -> ended.contains(link(vlan.place(), vlan.link()));
                case Element.Address address -> ended.contains(link(address.place(), address.link()));
                case Element.Rate rate -> ended.contains(link(rate.place(), rate.link()));
                case Element.Ability ability -> ended.contains(link(ability.place(), ability.bridge()));
                case Element.Route route ->
                    route.route()
                            .link()
                            .map(link -> ended.contains(link(route.place(), link)))
                            .orElse(false);
                default -> false;
            };
        }

        private static String link(String place, String link) {
            return place + " " + link;
        }
    }

    // ---- To change

    /** Carries a plan out, or undoes what of it was done; gives what people should know. */
    List<String> carryOut(Plan plan) throws IOException {
        SequencedSet<Element> before = new LinkedHashSet<>(state.elements);
        boolean wasUp = !state.changing && !before.isEmpty();
        state.changing = true;
        state.elements.addAll(plan.target());
        write(state);
        try {
            new Demolition(tools).remove(plan.removed());
            new Assembly(tools).make(plan.added());
        } catch (IOException | RuntimeException e) {
            undo(before, wasUp, e);
            throw e;
        }
        state.elements.clear();
        state.elements.addAll(plan.target());
        state.changing = false;
        write(state);
        return tools.notices();
    }

    /** Goes back to what there was; what goes wrong with that is suppressed by the failure, and what remains is written down. */
    private void undo(SequencedSet<Element> before, boolean wasUp, Exception failure) {
        try {
            if (!wasUp) {
                clear();
                return;
            }
            Plan back = plan(before);
            new Demolition(tools).remove(back.removed());
            new Assembly(tools)
                    .make(back.added().stream()
                            .filter(element -> !(element instanceof Element.Run))
                            .toList());
            state.elements.clear();
            state.elements.addAll(before);
            state.changing = false;
            write(state);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Removes everything that is, or may be, there. */
    List<String> clear() throws IOException {
        if (!state.changing) {
            state.changing = true;
            write(state);
        }
        places.open(placesOf(state.elements));
        Inventory inventory = new Inventory(places, tools.files(), tools.translations());
        List<Element> removed = new ArrayList<>();
        for (Element element : state.elements) {
            boolean net = element instanceof Element.Net; // of which there may be only the name
            if (net || isOutside(element) && inventory.exists(element)) {
                removed.add(element);
            }
        }
        new Demolition(tools).remove(removed);
        ground.end(state);
        store.remove(name);
        return tools.notices();
    }

    /** What is not in a namespace of the topology: it does not go with those, and its name may be somebody else's. */
    private static boolean isOutside(Element element) {
        return switch (element) {
            case Element.Net net -> true;
            case Element.Veth veth -> veth.peerPlace().equals(Element.CALLER);
            case Element.Bridge bridge -> bridge.place().equals(Element.CALLER);
            case Element.Translation translation -> translation.place().equals(Element.CALLER);
            default -> false;
        };
    }

    @Override
    public void close() {
        places.close();
    }
}
