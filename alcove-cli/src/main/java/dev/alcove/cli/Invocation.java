package dev.alcove.cli;

/** How a command was called: under which name, with which arguments. */
final class Invocation {
    /** What messages start with: {@code alcove: unshare}, or {@code unshare} where it was called by that name. */
    final String prefix;

    /** What the person typed to get here: {@code alcove unshare}. */
    final String typed;

    /** Byte strings ({@link Arguments}). */
    final String[] args;

    /** The index of the command's own first argument. */
    final int from;

    /** Whether a failure is told with its stack trace. */
    boolean debug;

    Invocation(String prefix, String typed, String[] args, int from) {
        this.prefix = prefix;
        this.typed = typed;
        this.args = args;
        this.from = from;
    }

    /** A subcommand of this one, named by the argument at {@code index}. */
    Invocation subcommand(int index) {
        Invocation sub = new Invocation(prefix + ": " + args[index], typed + " " + args[index], args, index + 1);
        sub.debug = debug;
        return sub;
    }

    /** A parser of the arguments. */
    Getopt parse(Syntax syntax) {
        return new Getopt(syntax, typed, args, from);
    }

    CommandException usage(String message) {
        return CommandException.usage(typed, message);
    }
}
