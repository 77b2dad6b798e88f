package dev.alcove.cli;

/** {@code alcove} itself: its own options, and the way to its subcommands. */
final class AlcoveOptions implements Command {
    private static final int HELP = 1;
    private static final int VERSION = 2;
    private static final int DEBUG = 3;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "alcove",
                "Linux namespaces for people and programs",
                "COMMAND [ARGUMENT]...",
                "Run programs in Linux namespaces. 'alcove COMMAND --help' tells about one command.",
                Option.help(HELP),
                Option.version(VERSION),
                Option.debug(DEBUG));
    }

    @Override
    public int run(Invocation invocation) throws CommandException {
        Getopt getopt = invocation.parse(syntax());
        for (int option = getopt.next(); option != Getopt.END; option = getopt.next()) {
            switch (option) {
                case HELP -> {
                    Console.out(HelpText.ofAlcove(syntax()));
                    return 0;
                }
                case VERSION -> {
                    Console.out("alcove " + Version.text() + "\n");
                    return 0;
                }
                case DEBUG -> invocation.debug = true;
                default -> throw new IllegalStateException("option " + option);
            }
        }
        int index = getopt.operands();
        if (index == invocation.args.length) {
            throw invocation.usage("no command given");
        }
        Command command = Commands.of(invocation.args[index]);
        if (command == null) {
            throw invocation.usage("unknown command '" + invocation.args[index] + "'");
        }
        return Main.run(command, invocation.subcommand(index));
    }
}
