package dev.alcove.cli;

import dev.alcove.launch.Become;
import dev.alcove.launch.Explanation;
import dev.alcove.launch.Program;
import dev.alcove.namespace.UnshareOptions.Explain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the commands have in common that plan a launch program: to answer, to explain the program, or to become it. */
final class Planned {
    /** The codes of the options that are answered at once. */
    static final int HELP = 1;

    static final int VERSION = 2;

    private Planned() {}

    /** Prints the help or the version if that is what was asked for; says whether it was. */
    static boolean answers(int request, Command command, Invocation invocation) throws CommandException {
        if (request == HELP) {
            Console.out(HelpText.of(command.syntax(), invocation.typed));
        } else if (request == VERSION) {
            Console.out(command.syntax().command + " from Alcove " + Version.text() + "\n");
        }
        return request != Getopt.END;
    }

    /** What the argument of {@code --explain} asks for. */
    static Explain form(@Nullable String text) throws CommandException {
        if (text == null || text.equals("text")) {
            return Explain.TEXT;
        }
        if (text.equals("json")) {
            return Explain.JSON;
        }
        throw new CommandException("unsupported --explain argument '" + text + "'");
    }

    /** Prints the program if that is what was asked for; says whether it was. */
    static boolean explain(Program program, Explain form) throws CommandException {
        if (form == Explain.NONE) {
            return false;
        }
        Explanation explanation = new Explanation(program);
        Console.out(form == Explain.TEXT ? explanation.text() : explanation.json());
        return true;
    }

    /** Becomes the program; {@code name} is what ps(1) shows in front of the arguments, without Alcove. */
    static void become(Program program, String name, Invocation invocation) throws IOException {
        List<String> line = new ArrayList<>(invocation.args.length);
        line.add(name);
        for (int i = invocation.from; i < invocation.args.length; i++) {
            line.add(invocation.args[i]);
        }
        if (Training.isOn()) {
            Training.almostBecome(program, line);
        } else {
            Become.become(program, line);
        }
    }
}
