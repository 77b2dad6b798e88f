package dev.alcove.cli;

/** {@code generate-docs}. */
final class GenerateDocsCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("generate-docs", "write a launcher that needs no JVM", "unshare [OPTION]...", "");
    }

    @Override
    public int run(Invocation invocation) throws CommandException {
        throw new CommandException("not there yet");
    }
}
