package dev.alcove.net.topology;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceType;
import dev.alcove.net.netns.NetnsDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Root's topologies: their namespaces have names in {@code /run/netns}, and {@code ip netns} knows them too. */
final class NamedGround implements Ground {
    private static final String DIRECTORY = "/run/netns/";

    private final String topology;
    private final NetnsDirectory names = NetnsDirectory.system();

    NamedGround(String topology) {
        this.topology = topology;
    }

    /** The switches have the name of the topology alone, which no host can have. */
    private String name(String place) {
        return place.equals(Element.SWITCHES) ? topology : Names.namespace(topology, place);
    }

    @Override
    public void create(List<String> places, TopologyState state, Journal journal) throws IOException {
        List<String> wanted = new ArrayList<>();
        for (String place : places) {
            wanted.add(name(place));
        }
        names.add(wanted);
    }

    @Override
    public void delete(Collection<String> places, TopologyState state, Journal journal) throws IOException {
        for (String place : places) {
            try {
                names.delete(name(place));
            } catch (LinuxException e) {
                if (e.errnoNumber() != Errno.ENOENT.number()) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Optional<Namespace> open(String place, TopologyState state) throws IOException {
        if (place.equals(Element.CALLER)) {
            return Optional.of(Namespace.current(NamespaceType.NET));
        }
        try {
            return Optional.of(Namespace.ofPath(Path.of(DIRECTORY + name(place))));
        } catch (LinuxException e) {
            // A file that nothing is bound to is what remains where somebody died between the two.
            if (e.errnoNumber() == Errno.ENOENT.number() || e.errnoNumber() == Errno.ENOTTY.number()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Map<NamespaceType, String> files(String place, TopologyState state) {
        return Map.of(NamespaceType.NET, DIRECTORY + name(place));
    }

    @Override
    public void end(TopologyState state) {}
}
