package dev.alcove.bench;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Spawner;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Sigaction;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.util.List;

/**
 * Times a command from before its process is made until after it has been waited for. It is started the cheapest way there
 * is, as {@code vfork} would, so that little is added to what it takes itself, and the same to every command. Its standard
 * descriptors are {@code /dev/null}, its environment is a PATH.
 */
final class Stopwatch implements AutoCloseable {
    private static final long O_RDWR = Open.O_RDWR;

    private final List<String> command;
    private final Program program;
    private final Memory status = Memory.map(Long.BYTES);

    /** For a command whose first word is a path. */
    Stopwatch(List<String> command) throws IOException {
        this.command = command;
        ProgramBuilder builder = new ProgramBuilder("bench");
        Calls calls = new Calls(builder);
        Slot fd = builder.slot("null");
        Slot result = builder.slot("result");
        calls.sigprocmask(
                new Arg.Symbol(Sigaction.SIG_SETMASK, "SIG_SETMASK"),
                new Arg.Described(builder.callerMask().address(), "mask"),
                Arg.NULL,
                new Failure("cannot restore the signal mask"));
        calls.open(fd, calls.text("/dev/null"), O_RDWR, new Failure("cannot open /dev/null"));
        for (int i = 0; i < 3; i++) {
            builder.attempt(Syscall.DUP3, new Arg.Value(fd), new Arg.Number(i), new Arg.Number(0));
        }
        calls.close(fd);
        Step.Call exec = calls.execve(
                result,
                calls.text(command.get(0)),
                builder.strings(command),
                builder.strings(List.of("PATH=/usr/bin:/bin")));
        builder.compute(result, Operand.of(0), Step.Operator.SUBTRACT, result)
                .add(new Step.Fail(result, new Failure("cannot execute " + command.get(0)), exec));
        program = builder.build();
    }

    /** How long it took this time, in microseconds. */
    double run() throws IOException {
        long start = System.nanoTime();
        Spawner.Child child = Spawner.spawn(program, 0, null);
        Syscalls.call(Syscall.WAIT4, child.pid(), status.address(), 0, 0);
        long end = System.nanoTime();
        child.pidfd().close();
        int ended = status.buffer().getInt(0);
        if (ended != 0) {
            throw new IOException(String.join(" ", command) + " ended with wait status " + ended);
        }
        return (end - start) / 1e3;
    }

    @Override
    public void close() {
        status.close();
    }
}
