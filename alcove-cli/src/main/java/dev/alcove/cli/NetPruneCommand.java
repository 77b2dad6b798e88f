package dev.alcove.cli;

import dev.alcove.net.topology.Topologies;
import java.io.IOException;
import java.util.List;

/** {@code net prune}: removes what is left of topologies that somebody was changing when he died. */
final class NetPruneCommand extends NetSubcommand {
    @Override
    public Syntax syntax() {
        return syntax(
                "prune",
                "remove what a crash left behind",
                "",
                "Take down every topology whose change was interrupted, by SIGKILL say.");
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        noMore(invocation, index);
        List<String> pruned = Topologies.ofCaller().prune();
        for (String name : pruned) {
            Console.out("removed what was left of " + name + "\n");
        }
        return 0;
    }
}
