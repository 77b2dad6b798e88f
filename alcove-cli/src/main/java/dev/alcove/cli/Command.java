package dev.alcove.cli;

import java.io.IOException;

/** A subcommand of {@code alcove}. */
interface Command {
    /** Its options, from which help, man page and completions are made. */
    Syntax syntax();

    /**
     * Does what the arguments say, and may never return: a command that becomes another program does not.
     *
     * @return the exit status
     * @throws CommandException if the arguments are wrong, or a thing that they name is not there
     * @throws IOException if the output cannot be written; a {@code LinuxException} if a system call fails
     */
    int run(Invocation invocation) throws CommandException, IOException;
}
