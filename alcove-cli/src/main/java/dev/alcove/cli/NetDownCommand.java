package dev.alcove.cli;

import dev.alcove.net.topology.Difference;
import dev.alcove.net.topology.Topologies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code net down}: takes topologies down. */
final class NetDownCommand extends NetSubcommand {
    private static final int FORCE = 1000;
    private static final int QUIET = 1001;

    private boolean force;
    private boolean quiet;

    @Override
    public Syntax syntax() {
        return syntax(
                "down",
                "take a topology down",
                "[NAME|FILE]...",
                "Take down the topologies of these names, or that these files declare; without any, the only one that is up.",
                Option.flag(FORCE, 'f', "force", Option.GENERAL, "no error where a topology is not up"),
                Option.flag(QUIET, 'q', "quiet", "Output", "print errors only"));
    }

    @Override
    void take(int option, @Nullable String argument) {
        force |= option == FORCE;
        quiet |= option == QUIET;
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        Topologies topologies = Topologies.ofCaller();
        List<String> names = new ArrayList<>();
        for (int i = index; i < invocation.args.length; i++) {
            String name = name(topologies, invocation.args[i]);
            if (!force || topologies.names().contains(name)) {
                names.add(find(topologies, List.of(name)).name());
            }
        }
        if (index == invocation.args.length && (!force || !topologies.names().isEmpty())) {
            names.add(find(topologies, names).name());
        }
        for (String name : names) {
            Difference difference = topologies.down(name);
            if (!quiet) {
                Console.out(text(difference));
            }
        }
        return 0;
    }

    /** The name that an operand stands for: itself, or what the file of that name declares. */
    private static String name(Topologies topologies, String operand) throws CommandException, IOException {
        boolean known = topologies.names().contains(operand);
        return known || !Files.exists(Path.of(text(operand)))
                ? operand
                : read(operand).name();
    }
}
