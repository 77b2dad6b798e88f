package dev.alcove.cli;

/** {@code compile}. */
final class CompileCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("compile", "write a launcher that needs no JVM", "unshare [OPTION]...", "");
    }

    @Override
    public int run(Invocation invocation) throws CommandException {
        throw new CommandException("not there yet");
    }
}
