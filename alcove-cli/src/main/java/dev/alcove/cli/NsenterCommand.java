package dev.alcove.cli;

import dev.alcove.launch.Program;
import dev.alcove.namespace.Caller;
import dev.alcove.namespace.NsenterOptions;
import dev.alcove.namespace.NsenterProgram;
import java.io.IOException;

/** {@code nsenter}: becomes a launch program that enters namespaces and then is PROGRAM; or explains it. */
final class NsenterCommand implements Command {
    private static final String NAME = "nsenter";

    @Override
    public Syntax syntax() {
        return NsenterSyntax.syntax();
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        NsenterArguments arguments = new NsenterArguments();
        if (Planned.answers(arguments.parse(invocation), this, invocation)) {
            return 0;
        }
        Caller caller = Caller.current();
        NsenterOptions options = arguments.options(caller, invocation);
        Program program = plan(options, caller, invocation);
        if (!Planned.explain(program, arguments.explain())) {
            Planned.become(program, NAME, invocation);
        }
        return 0;
    }

    private static Program plan(NsenterOptions options, Caller caller, Invocation invocation)
            throws CommandException, IOException {
        try {
            return NsenterProgram.of(options, caller, invocation.prefix);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
