package dev.alcove.cli;

import dev.alcove.net.topology.Difference;
import dev.alcove.net.topology.Topologies;
import dev.alcove.net.topology.Topology;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code net up FILE}: makes what the file declares and is not there, removes what it no longer declares. */
final class NetUpCommand extends NetSubcommand {
    private static final int DRY_RUN = 1000;
    private static final int QUIET = 1001;

    private boolean dryRun;
    private boolean quiet;

    @Override
    public Syntax syntax() {
        return syntax(
                "up",
                "bring a topology up, or change one that is up",
                "FILE",
                "Bring up the topology that FILE declares, all or nothing. If it is up, make only the difference.",
                Option.flag(DRY_RUN, 'n', "dry-run", "Output", "print what would be removed and made, change nothing"),
                Option.flag(QUIET, 'q', "quiet", "Output", "print errors only"));
    }

    @Override
    void take(int option, @Nullable String argument) {
        dryRun |= option == DRY_RUN;
        quiet |= option == QUIET;
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        Topology topology = read(operand(invocation, index, "no file given"));
        noMore(invocation, index + 1);
        Topologies topologies = Topologies.ofCaller();
        Difference difference = dryRun ? topologies.difference(topology) : topologies.up(topology);
        if (!quiet) {
            String name = topology.name();
            Console.out(difference.isEmpty() ? name + " is up, nothing to change\n" : text(difference));
        }
        return 0;
    }
}
