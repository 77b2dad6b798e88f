package dev.alcove.cli;

import dev.alcove.cli.topology.TopologyFile;
import dev.alcove.net.topology.Difference;
import dev.alcove.net.topology.RunningTopology;
import dev.alcove.net.topology.Topologies;
import dev.alcove.net.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What the commands of {@code net} have in common: how they find a topology, in a file or among those that are up. */
abstract class NetSubcommand extends Subcommand {
    NetSubcommand() {
        super("net");
    }

    /** The topology in a file, which may be {@code -} for standard input. */
    static Topology read(String file) throws CommandException, IOException {
        String shown = text(file);
        try {
            byte[] bytes = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(shown));
            return TopologyFile.parse(new String(bytes, StandardCharsets.UTF_8), shown, name(shown));
        } catch (NoSuchFileException e) {
            throw new CommandException("no such file: '" + file + "'");
        } catch (TopologyFile.InvalidException e) {
            throw new CommandException(bytes(String.valueOf(e.getMessage())));
        }
    }

    /** What a topology is called that does not say: as its file, up to the first dot. */
    private static String name(String file) {
        Path path = Path.of(file).getFileName();
        String name = path == null || file.equals("-") ? "topology" : path.toString();
        int dot = name.indexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** The topology of this name that is up, or the only one if no name is given. */
    static RunningTopology find(Topologies topologies, List<String> names) throws CommandException, IOException {
        List<String> up = topologies.names();
        if (names.isEmpty() && up.size() != 1) {
            throw new CommandException(
                    up.isEmpty()
                            ? "no topology is up"
                            : "several topologies are up: name one of " + String.join(", ", up));
        }
        String name = names.isEmpty() ? up.getFirst() : names.getFirst();
        return topologies.find(name).orElseThrow(() -> new CommandException("no topology '" + name + "' is up"));
    }

    /** What there is to be said of a change, one line for each thing. */
    static String text(Difference difference) {
        StringBuilder out = new StringBuilder();
        difference.removed().forEach(line -> out.append("- ").append(line).append('\n'));
        difference.added().forEach(line -> out.append("+ ").append(line).append('\n'));
        difference.notices().forEach(line -> out.append(line).append('\n'));
        return bytes(out.toString());
    }

    /** The bytes of a text, as this command line has all strings that come and go. */
    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The text that bytes are. */
    static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
