package dev.alcove.cli;

import dev.alcove.launch.Program;
import dev.alcove.namespace.UnshareOptions.Explain;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the commands of a family have in common: their general options. */
abstract class Subcommand implements Command {
    static final int JSON = 100;
    static final int EXPLAIN = 101;
    static final int DEBUG = 102;

    private final String family;
    Explain explain = Explain.NONE;
    boolean json;

    /** A command of the family of this name, or of none if that is empty. */
    Subcommand(String family) {
        this.family = family;
    }

    /** Does what is asked for, with the arguments from {@code index} on. */
    abstract int execute(Invocation invocation, int index) throws CommandException, IOException;

    /** Takes an option that only this command has. */
    void take(int option, @Nullable String argument) throws CommandException {
        throw new IllegalStateException("option " + option + " " + argument);
    }

    @Override
    public final int run(Invocation invocation) throws CommandException, IOException {
        Getopt getopt = invocation.parse(syntax());
        int option = takeOptions(getopt, invocation);
        if (Planned.answers(option, this, invocation)) {
            return 0;
        }
        try {
            return execute(invocation, getopt.operands());
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    /** Takes options up to the first operand; gives {@link Getopt#END}, or what asks for help or the version. */
    final int takeOptions(Getopt getopt, Invocation invocation) throws CommandException {
        for (int option = getopt.next(); option != Getopt.END; option = getopt.next()) {
            switch (option) {
                case Planned.HELP, Planned.VERSION -> {
                    return option;
                }
                case JSON -> json = true;
                case EXPLAIN -> explain = Planned.form(getopt.argument());
                case DEBUG -> invocation.debug = true;
                default -> take(option, getopt.argument());
            }
        }
        return Getopt.END;
    }

    static Option jsonOption() {
        return Option.flag(JSON, 'J', "json", "Output", "print JSON");
    }

    static Option explainOption() {
        return Option.optional(
                EXPLAIN,
                Option.NO_SHORT,
                "explain",
                "text|json",
                Option.GENERAL,
                "print the system calls this would make, make none");
    }

    /** The syntax of the command, with the options that all have behind its own. */
    final Syntax syntax(String name, String purpose, String operands, String description, Option... own) {
        Option[] options = new Option[own.length + 3];
        options[0] = Option.help(Planned.HELP);
        options[1] = Option.version(Planned.VERSION);
        System.arraycopy(own, 0, options, 2, own.length);
        options[own.length + 2] = Option.debug(DEBUG);
        return new Syntax(family.isEmpty() ? name : family + "-" + name, purpose, operands, description, options);
    }

    /** Explains the program or becomes it. */
    final int become(Program program, Invocation invocation) throws CommandException, IOException {
        if (!Planned.explain(program, explain)) {
            Planned.become(program, invocation.typed, invocation);
        }
        return 0;
    }

    static String operand(Invocation invocation, int index, String missing) throws CommandException {
        if (index >= invocation.args.length) {
            throw invocation.usage(missing);
        }
        return invocation.args[index];
    }

    static void noMore(Invocation invocation, int index) throws CommandException {
        if (index < invocation.args.length) {
            throw invocation.usage("unexpected argument '" + invocation.args[index] + "'");
        }
    }
}
