package dev.alcove.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A command that has commands of its own, such as {@code ns}: the way to those. */
abstract class FamilyCommand implements Command {
    private static final int DEBUG = 3;

    private final String name;
    private final String purpose;
    private final String description;

    /**
     * @param name of the family
     * @param purpose for the list of commands
     * @param description a sentence
     */
    FamilyCommand(String name, String purpose, String description) {
        this.name = name;
        this.purpose = purpose;
        this.description = description;
    }

    /** The names of its commands, in the order in which help lists them. */
    abstract String[] names();

    /** The command of this name, null if there is none. */
    abstract @Nullable Command of(String command);

    final String name() {
        return name;
    }

    /** Whether the operands of its commands are files, and not only names. */
    boolean takesFiles() {
        return false;
    }

    @Override
    public final Syntax syntax() {
        return new Syntax(
                name,
                purpose,
                "COMMAND [ARGUMENT]...",
                description + " 'alcove " + name + " COMMAND --help' tells about one command.",
                Option.help(Planned.HELP),
                Option.version(Planned.VERSION),
                Option.debug(DEBUG));
    }

    @Override
    public final int run(Invocation invocation) throws CommandException, IOException {
        Getopt getopt = invocation.parse(syntax());
        for (int option = getopt.next(); option != Getopt.END; option = getopt.next()) {
            switch (option) {
                case Planned.HELP -> {
                    Console.out(HelpText.of(this, invocation.typed));
                    return 0;
                }
                case Planned.VERSION -> {
                    Planned.answers(option, this, invocation);
                    return 0;
                }
                default -> invocation.debug = true;
            }
        }
        int index = getopt.operands();
        if (index == invocation.args.length) {
            throw invocation.usage("no command given");
        }
        Command command = of(invocation.args[index]);
        if (command == null) {
            throw invocation.usage("unknown command '" + invocation.args[index] + "'");
        }
        return Main.run(command, invocation.subcommand(index));
    }
}
