package dev.alcove.cli;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.ImageFile;
import dev.alcove.launch.Label;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Spawner;
import dev.alcove.launch.Step;
import dev.alcove.linux.Fd;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.Tty;
import java.io.IOException;
import java.util.List;

/**
 * A process of a few kilobytes that waits for this one to end, and then sets the terminal back. A JVM that a signal ends
 * has no time for that, and SIGKILL leaves nobody any.
 */
final class TerminalGuard implements AutoCloseable {
    private static final String NAME = "alcove-terminal";
    private static final int STDOUT = 1;
    private static final int SIGKILL = 9;
    private static final Failure FAILURE = new Failure("cannot guard the terminal");

    /** What the terminal or somebody else may send to all processes of ours; writing from the background is one of it. */
    private static final int[] IGNORED = {1, 2, 3, 15, 20, 22};

    private final Fd process;

    private TerminalGuard(Fd process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param settings a {@code struct termios}
     * @param text what is written to the terminal then
     */
    static TerminalGuard start(byte[] settings, String text) throws IOException {
        try (Fd image = ImageFile.of(program(settings, text))) {
            ProgramBuilder builder = new ProgramBuilder(NAME);
            Arg arguments = builder.strings(List.of(NAME));
            builder.call(
                            FAILURE,
                            Syscall.EXECVEAT,
                            new Arg.Number(Descriptors.number(image)),
                            new Calls(builder).text(""),
                            arguments,
                            Arg.NULL,
                            new Arg.Symbol(At.AT_EMPTY_PATH, "AT_EMPTY_PATH"))
                    .exit(1);
            return new TerminalGuard(Spawner.spawn(builder.build(), 0, null).pidfd());
        }
    }

    private static Program program(byte[] settings, String text) {
        ProgramBuilder builder = new ProgramBuilder(NAME);
        Calls calls = new Calls(builder);
        for (int signal : IGNORED) {
            calls.ignore(new Arg.Number(signal), FAILURE);
        }
        Slot watched = builder.slot("watched");
        Slot result = builder.slot("result");
        Label ended = builder.label("ended");
        Data poll = builder.buffer(Poll.SIZE);
        builder.attempt(
                        watched,
                        Syscall.PIDFD_OPEN,
                        new Arg.Number(ProcessHandle.current().pid()),
                        new Arg.Number(0))
                .jumpIf(watched, Step.Comparison.LESS, 0, ended)
                .compute(watched, watched, Step.Operator.ADD, (long) Poll.POLLIN << Poll.EVENTS * Byte.SIZE)
                .store(poll.address(), watched, Step.Width.LONG)
                .attempt(
                        result,
                        Syscall.PPOLL,
                        new Arg.Described(poll.address(), "process"),
                        new Arg.Number(1),
                        Arg.NULL,
                        Arg.NULL)
                .bind(ended)
                .attempt(
                        Syscall.IOCTL,
                        new Arg.Number(STDOUT),
                        new Arg.Symbol(Tty.TCSETS, "TCSETS"),
                        new Arg.Described(builder.bytes(settings).address(), "settings"))
                .attempt(Syscall.WRITE, new Arg.Number(STDOUT), calls.text(text), new Arg.Number(text.length()))
                .exit(0);
        return builder.build();
    }

    /** Sends it away: the terminal has been set back. */
    @Override
    public void close() {
        Syscalls.call(Syscall.PIDFD_SEND_SIGNAL, Descriptors.number(process), SIGKILL, 0, 0);
        process.close();
    }
}
