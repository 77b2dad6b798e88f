package dev.alcove.net.topology;

import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the namespaces of a topology are, and what keeps them. */
interface Ground {
    /** Writes the state down, where a step would otherwise leave behind what nobody knows of. */
    interface Journal {
        void write(TopologyState state) throws IOException;
    }

    /** Makes the namespaces of these places, all or none, and writes down in the state where they are. */
    void create(List<String> places, TopologyState state, Journal journal) throws IOException;

    /** Gives up namespaces, which end unless somebody else holds them; those that are not there are passed over. */
    void delete(Collection<String> places, TopologyState state, Journal journal) throws IOException;

    /** Opens the namespace of a place; empty if it is not there. */
    Optional<Namespace> open(String place, TopologyState state) throws IOException;

    /** The files of the namespaces that one has to enter to be in a place, by their types; none if it is not there. */
    Map<NamespaceType, String> files(String place, TopologyState state);

    /** Ends what only the whole topology needs. */
    void end(TopologyState state) throws IOException;
}
