package dev.alcove.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code ns}: the way to the commands that keep namespaces under names. */
final class NsCommand implements Command {
    private static final int DEBUG = 3;

    /** The names of its commands, in the order in which help lists them. */
    static String[] names() {
        return new String[] {"add", "list", "show", "exec", "delete", "diff", "prune", "events"};
    }

    /** The command of this name, null if there is none. */
    static @Nullable Command of(String name) {
        return switch (name) {
            case "add" -> new NsAddCommand();
            case "list" -> new NsListCommand();
            case "show" -> new NsShowCommand();
            case "exec" -> new NsExecCommand();
            case "delete" -> new NsDeleteCommand();
            case "diff" -> new NsDiffCommand();
            case "prune" -> new NsPruneCommand();
            case "events" -> new NsEventsCommand();
            default -> null;
        };
    }

    @Override
    public Syntax syntax() {
        return new Syntax(
                "ns",
                "keep namespaces under names",
                "COMMAND [ARGUMENT]...",
                "Keep namespaces under names, without a process where the kernel can. 'alcove ns COMMAND --help' tells about one"
                        + " command.",
                Option.help(Planned.HELP),
                Option.version(Planned.VERSION),
                Option.debug(DEBUG));
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        Getopt getopt = invocation.parse(syntax());
        for (int option = getopt.next(); option != Getopt.END; option = getopt.next()) {
            switch (option) {
                case Planned.HELP -> {
                    Console.out(HelpText.ofNs(syntax(), invocation.typed));
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
