package dev.alcove.cli;

import dev.alcove.launch.Program;
import dev.alcove.namespace.UnshareOptions;
import dev.alcove.namespace.UnshareProgram;
import java.io.IOException;

/** {@code unshare}: becomes a launch program that makes the namespaces and then is PROGRAM; or explains it. */
final class UnshareCommand implements Command {
    private static final String NAME = "unshare";

    @Override
    public Syntax syntax() {
        return UnshareSyntax.syntax();
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        UnshareArguments arguments = new UnshareArguments();
        if (Planned.answers(arguments.parse(invocation), this, invocation)) {
            return 0;
        }
        UnshareOptions options = arguments.options();
        Program program = UnshareProgram.of(options, arguments.caller(), invocation.prefix);
        if (!Planned.explain(program, options.explain())) {
            Planned.become(program, NAME, invocation);
        }
        return 0;
    }
}
