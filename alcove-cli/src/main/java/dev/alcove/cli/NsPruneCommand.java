package dev.alcove.cli;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.DropProgram;
import dev.alcove.namespace.NamespaceStore;
import java.io.IOException;

/** {@code ns prune}: removes what is of no use any more. */
final class NsPruneCommand extends NsSubcommand {
    @Override
    public Syntax syntax() {
        return syntax(
                "prune",
                "remove what a crash left behind",
                "",
                "Remove kept namespaces whose holder has ended or which somebody has unmounted, and what is left of an add or\n"
                        + "delete that was killed.",
                explainOption());
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        noMore(invocation, index);
        Caller caller = Caller.current();
        return become(DropProgram.prune(NamespaceStore.of(caller), caller, invocation.prefix), invocation);
    }
}
