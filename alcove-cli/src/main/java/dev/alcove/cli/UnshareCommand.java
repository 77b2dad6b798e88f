package dev.alcove.cli;

import dev.alcove.launch.Become;
import dev.alcove.launch.Explanation;
import dev.alcove.launch.Program;
import dev.alcove.namespace.UnshareOptions;
import dev.alcove.namespace.UnshareProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
        if (answers(arguments.parse(invocation), invocation)) {
            return 0;
        }
        UnshareOptions options = arguments.options();
        Program program = UnshareProgram.of(options, arguments.caller(), invocation.prefix);
        if (explain(program, options.explain())) {
            return 0;
        }
        if (Training.isOn()) {
            Training.almostBecome(program, commandLine(invocation));
        } else {
            Become.become(program, commandLine(invocation));
        }
        return 0;
    }

    /** Prints the help or the version if that is what was asked for; says whether it was. */
    static boolean answers(int request, Invocation invocation) throws CommandException {
        if (request == UnshareSyntax.HELP) {
            Console.out(HelpText.of(UnshareSyntax.syntax(), invocation.typed));
        } else if (request == UnshareSyntax.VERSION) {
            Console.out(NAME + " from Alcove " + Version.text() + "\n");
        }
        return request != Getopt.END;
    }

    /** Prints the program if that is what was asked for; says whether it was. */
    static boolean explain(Program program, UnshareOptions.Explain form) throws CommandException {
        if (form == UnshareOptions.Explain.NONE) {
            return false;
        }
        Explanation explanation = new Explanation(program);
        Console.out(form == UnshareOptions.Explain.TEXT ? explanation.text() : explanation.json());
        return true;
    }

    /** What ps(1) shows: the command line, as it would be without Alcove in front. */
    private static List<String> commandLine(Invocation invocation) {
        List<String> line = new ArrayList<>(invocation.args.length);
        line.add(NAME);
        for (int i = invocation.from; i < invocation.args.length; i++) {
            line.add(invocation.args[i]);
        }
        return line;
    }
}
