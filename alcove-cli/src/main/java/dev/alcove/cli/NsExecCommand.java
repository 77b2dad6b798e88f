package dev.alcove.cli;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.KeptNamespaces;
import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.NsenterOptions;
import dev.alcove.namespace.NsenterProgram;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** {@code ns exec NAME PROGRAM}: enters all namespaces of a set, as {@code nsenter} does, and is PROGRAM. */
final class NsExecCommand extends NsSubcommand {
    @Override
    public Syntax syntax() {
        return syntax(
                "exec",
                "run a program in kept namespaces",
                "NAME [--] [PROGRAM [ARGUMENT]...]",
                "Run PROGRAM, by default your shell, in all namespaces that are kept under NAME.",
                explainOption());
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        KeptNamespaces set = findUsable(operand(invocation, index, "no name given"));
        NsenterOptions.Builder builder = NsenterOptions.builder().select(NsenterOptions.Select.NAMED);
        for (NamespaceType type : set.types()) {
            builder.enter(type, String.valueOf(set.file(type)));
        }
        Caller caller = Caller.current();
        if (set.maps(caller.euid())) {
            builder.preserveCredentials();
        }
        int command = index + 1;
        if (command < invocation.args.length && invocation.args[command].equals("--")) {
            command++;
        }
        List<String> args = Arrays.asList(invocation.args);
        builder.command(args.subList(Math.min(command, args.size()), args.size()));
        return become(NsenterProgram.of(builder.build(), caller, invocation.prefix), invocation);
    }
}
