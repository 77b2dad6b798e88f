package dev.alcove.cli;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.DropProgram;
import dev.alcove.namespace.KeptNamespaces;
import dev.alcove.namespace.NamespaceStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ns delete NAME...}: all of them are there, or none is deleted. */
final class NsDeleteCommand extends NsSubcommand {
    @Override
    public Syntax syntax() {
        return syntax(
                "delete",
                "delete kept namespaces",
                "NAME...",
                "Delete the namespaces that are kept under each NAME. The process that holds them is killed, and with the init of\n"
                        + "a PID namespace every process in that.",
                explainOption());
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        operand(invocation, index, "no name given");
        Caller caller = Caller.current();
        List<KeptNamespaces> sets = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = index; i < invocation.args.length; i++) {
            KeptNamespaces set = find(invocation.args[i]);
            if (set.isNetns()) {
                throw new CommandException(
                        CommandException.FAILURE,
                        "cannot delete '" + set.name() + "': it is one of ip netns",
                        "delete it with: ip netns delete " + set.name());
            }
            if (!names.contains(set.name())) {
                names.add(set.name());
                sets.add(set);
            }
        }
        return become(DropProgram.delete(NamespaceStore.of(caller), sets, caller, invocation.prefix), invocation);
    }
}
