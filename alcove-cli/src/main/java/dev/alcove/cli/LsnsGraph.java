package dev.alcove.cli;

import dev.alcove.linux.LinuxException;
import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.catalogue.Catalogue;
import dev.alcove.namespace.catalogue.Request;
import dev.alcove.namespace.catalogue.graph.GraphFormat;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code lsns --graph FILE}: a picture of the namespaces instead of a table. */
final class LsnsGraph {
    private LsnsGraph() {}

    static void write(LsnsArguments arguments, String file) throws CommandException, LinuxException {
        GraphFormat format = GraphFormat.of(file).orElse(null);
        if (format == null) {
            throw new CommandException("cannot tell the format of '" + file
                    + "': a graph is written to FILE.svg, FILE.dot or" + " FILE.mmd");
        }
        String other = other(arguments);
        if (other != null) {
            throw new CommandException("options --graph and " + other + " cannot be combined");
        }
        Request all = GraphFormat.request();
        // The frames of the picture are user namespaces.
        Set<NamespaceType> types = EnumSet.copyOf(arguments.types);
        types.add(NamespaceType.USER);
        Catalogue catalogue = Catalogue.scan(new Request(types, all.details()));
        String picture = format.draw(catalogue, new UserNames()::of);
        WholeFile.write(file, WholeFile.PLAIN, picture.getBytes(StandardCharsets.UTF_8));
    }

    /** An option of which a graph would show nothing. */
    private static @Nullable String other(LsnsArguments arguments) {
        if (arguments.json) {
            return "--json";
        }
        if (arguments.raw) {
            return "--raw";
        }
        if (arguments.interval > 0) {
            return "--watch";
        }
        if (arguments.filter != null) {
            return "--filter";
        }
        if (arguments.task != 0) {
            return "--task";
        }
        if (arguments.persistent) {
            return "--persistent";
        }
        return arguments.namespace == 0 ? null : "a namespace";
    }
}
