package dev.alcove.cli;

import dev.alcove.launch.Program;
import dev.alcove.namespace.Caller;
import dev.alcove.namespace.KeptNamespaces;
import dev.alcove.namespace.NamespaceStore;
import dev.alcove.namespace.UnshareOptions.Explain;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the commands of {@code ns} have in common: their general options, and how they find what is kept. */
abstract class NsSubcommand implements Command {
    static final int JSON = 100;
    static final int EXPLAIN = 101;
    static final int DEBUG = 102;

    Explain explain = Explain.NONE;
    boolean json;

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

    /** The syntax of {@code ns NAME}, with the options that all have behind its own. */
    static Syntax syntax(String name, String purpose, String operands, String description, Option... own) {
        Option[] options = new Option[own.length + 3];
        options[0] = Option.help(Planned.HELP);
        options[1] = Option.version(Planned.VERSION);
        System.arraycopy(own, 0, options, 2, own.length);
        options[own.length + 2] = Option.debug(DEBUG);
        return new Syntax("ns-" + name, purpose, operands, description, options);
    }

    /** What is kept under the name, by Alcove or by {@code ip netns}. */
    static KeptNamespaces find(String name) throws CommandException, IOException {
        NamespaceStore store = NamespaceStore.of(Caller.current());
        KeptNamespaces set = store.findAny(name);
        if (set == null) {
            throw new CommandException(
                    CommandException.FAILURE,
                    "no namespaces are kept under the name '" + name + "'",
                    "they would be in " + store.directory() + "/ns or /run/netns; see 'alcove ns list'");
        }
        return set;
    }

    /** What is kept under the name, if it can be entered from here. */
    static KeptNamespaces findUsable(String name) throws CommandException, IOException {
        KeptNamespaces set = find(name);
        String why = set.whyUnusable();
        if (why != null) {
            throw new CommandException(
                    CommandException.FAILURE,
                    "cannot enter '" + name + "': " + why,
                    set.isStale() ? "remove them with: alcove ns prune" : "enter them where they were made");
        }
        return set;
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
