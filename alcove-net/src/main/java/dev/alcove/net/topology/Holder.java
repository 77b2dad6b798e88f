package dev.alcove.net.topology;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.ImageFile;
import dev.alcove.launch.InitProgram;
import dev.alcove.launch.Label;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Spawner;
import dev.alcove.launch.Step;
import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Pidfd;
import dev.alcove.linux.ProcStat;
import dev.alcove.linux.Signal;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Open;
import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process of a few kilobytes that holds descriptors of namespaces, and so the namespaces, until it is killed. An ordinary user
 * can bind them to no file; so others find them in {@code /proc/PID/fd}.
 */
final class Holder {
    /** The first of the descriptors; those before it are the standard streams. */
    static final int FIRST = 3;

    private static final String NAME = "alcove-net";
    private static final Signal SIGKILL = new Signal(9);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Holder() {}

    /** Writes down that there is a holder, before anything depends on it. */
    interface Journal {
        void write(TopologyState.Started holder) throws IOException;
    }

    /**
     * Starts one that holds the namespaces as {@link #FIRST} and so on, in their order. It ends by itself unless it could be
     * written down: whoever dies before that leaves nothing behind.
     */
    static TopologyState.Started start(List<Namespace> namespaces, Journal journal) throws IOException {
        try (Pipe pipe = Pipe.open();
                Fd image = ImageFile.of(waiting(FIRST + namespaces.size()))) {
            List<Fd> held = new ArrayList<>();
            namespaces.forEach(namespace -> held.add(namespace.fd()));
            held.add(pipe.read());
            Spawner.Child child = Spawner.spawn(becoming(image, held), 0, null);
            child.pidfd().close();
            TopologyState.Started holder =
                    of(child.pid()).orElseThrow(() -> new IOException("the process that holds namespaces has ended"));
            journal.write(holder);
            pipe.tell();
            return holder;
        }
    }

    /** The process with this PID, if there is one. */
    static Optional<TopologyState.Started> of(int pid) throws IOException {
        try {
            ProcStat stat = ProcStat.parse(Files.readAllBytes(Path.of("/proc/" + pid + "/stat")));
            return stat.exiting() ? Optional.empty() : Optional.of(new TopologyState.Started(pid, stat.starttime()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (Files.exists(Path.of("/proc/" + pid))) {
                throw e;
            }
            return Optional.empty(); // it ended while it was read
        }
    }

    static boolean isAlive(TopologyState.Started process) throws IOException {
        return of(process.pid()).filter(process::equals).isPresent();
    }

    /** Kills a process, if it still is that one, and waits for its end. */
    static void kill(TopologyState.Started process) throws IOException {
        try (Pidfd pidfd = Pidfd.open(process.pid())) {
            if (isAlive(process)) {
                pidfd.sendSignal(SIGKILL);
                if (!pidfd.awaitExit(PATIENCE)) {
                    throw new IOException("process " + process.pid() + " does not end, though it was killed");
                }
                reap(pidfd);
            }
        } catch (LinuxException e) {
            if (e.errnoNumber() != Errno.ESRCH.number()) {
                throw e;
            }
        }
    }

    /** Where it is this JVM's child nobody else does it. */
    private static void reap(Pidfd pidfd) throws LinuxException {
        try {
            pidfd.reap();
        } catch (LinuxException e) {
            if (e.errnoNumber() != Errno.ECHILD.number()) {
                throw e;
            }
        }
    }

    /** Where a namespace is found. */
    static String path(TopologyState.Started holder, int number) {
        return "/proc/" + holder.pid() + "/fd/" + number;
    }

    /** The process in the JVM's memory, which leaves it as soon as it has the descriptors where they belong. */
    private static Program becoming(Fd image, List<Fd> held) {
        ProgramBuilder builder = new ProgramBuilder(NAME);
        Calls calls = new Calls(builder);
        Failure failure = new Failure("cannot start the process that holds namespaces");
        Slot stream = builder.slot("stream");
        // Above all numbers that are there or wanted, so that none is overwritten before it has been copied.
        int above = Math.max(FIRST + held.size(), Descriptors.number(image) + 1);
        for (Fd fd : held) {
            above = Math.max(above, Descriptors.number(fd) + 1);
        }
        builder.attempt(Syscall.SETSID);
        calls.chdir("/", failure);
        dup(builder, Descriptors.number(image), above + held.size(), failure);
        for (int i = 0; i < held.size(); i++) {
            dup(builder, Descriptors.number(held.get(i)), above + i, failure);
        }
        calls.open(stream, calls.text("/dev/null"), Open.O_RDWR | Open.O_CLOEXEC, failure);
        for (int number = 0; number < FIRST; number++) {
            builder.call(failure, Syscall.DUP3, new Arg.Value(stream), new Arg.Number(number), new Arg.Number(0));
        }
        for (int i = 0; i < held.size(); i++) {
            builder.call(
                    failure, Syscall.DUP3, new Arg.Number(above + i), new Arg.Number(FIRST + i), new Arg.Number(0));
        }
        builder.call(
                        failure,
                        Syscall.EXECVEAT,
                        new Arg.Number(above + held.size()),
                        calls.text(""),
                        builder.strings(List.of(NAME)),
                        Arg.NULL,
                        new Arg.Symbol(At.AT_EMPTY_PATH, "AT_EMPTY_PATH"))
                .exit(1);
        return builder.build();
    }

    private static void dup(ProgramBuilder builder, int from, int to, Failure failure) {
        builder.call(
                failure,
                Syscall.DUP3,
                new Arg.Number(from),
                new Arg.Number(to),
                new Arg.Flags(Open.O_CLOEXEC, Arg.Family.OPEN));
    }

    /** The rest of its life, which begins when it is told so through a pipe. */
    private static Program waiting(int pipe) {
        ProgramBuilder builder = new ProgramBuilder(NAME);
        Slot told = builder.slot("told");
        Label hold = builder.label("told");
        builder.attempt(
                        told,
                        Syscall.READ,
                        new Arg.Number(pipe),
                        new Arg.Described(builder.buffer(1).address(), "buffer"),
                        new Arg.Number(1))
                .jumpIf(told, Step.Comparison.EQUAL, 1, hold)
                .exit(1)
                .bind(hold)
                .attempt(Syscall.CLOSE, new Arg.Number(pipe));
        InitProgram.appendWithoutMain(builder, false);
        return builder.build();
    }
}
