package dev.alcove.namespace.process;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Standard input, output and error of a process that is to be started: for each the descriptor that the child gets, and
 * the other end where it is a pipe. All are closed on exec, and none is 0, 1 or 2, so that the child can put them there
 * in any order.
 */
public final class StdioPipes implements AutoCloseable {

    private static final int NONE = -2;
    private static final int FIRST_FREE = 3;
    private static final int MODE = 0666;

    private final Redirect[] redirects;
    private final boolean errorToOutput;
    private final int[] child = {NONE, NONE, NONE};
    private final int[] ours = {NONE, NONE, NONE};

    /** Nothing is open yet; {@code redirects} are for input, output and error. */
    public StdioPipes(Redirect[] redirects, boolean errorToOutput) {
        this.redirects = redirects;
        this.errorToOutput = errorToOutput;
    }

    /** Makes the pipes and opens the files. */
    public StdioPipes open() throws IOException {
        try {
            for (int stream = 0; stream < 3; stream++) {
                if (!isMerged(stream)) {
                    open(stream);
                }
            }
            return this;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Whether the stream is error, and goes where output goes. */
    public boolean isMerged(int stream) {
        return stream == 2 && errorToOutput;
    }

    public boolean isInherited(int stream) {
        return redirects[stream].type() == Redirect.Type.INHERIT;
    }

    /** The descriptor that is to become the child's {@code stream}, 0 to 2; {@link #NONE} where nothing was opened. */
    public int child(int stream) {
        return child[stream];
    }

    /** What {@link #child} is, in words. */
    public String describe(int stream) {
        File file = redirects[stream].file();
        return file == null ? "<pipe>" : "<" + file + ">";
    }

    /** Our end of the pipe, which from now on belongs to the caller; null where there is none. */
    @Nullable PipeEnd takeOurs(int stream) {
        int fd = ours[stream];
        ours[stream] = NONE;
        if (fd == NONE) {
            return null;
        }
        return stream == 0 ? PipeEnd.toWrite(fd) : PipeEnd.toRead(fd);
    }

    /** Closes what the child has got: a pipe is at its end only when we no longer hold the other one. */
    public void closeChilds() {
        closeAll(child);
    }

    @Override
    public void close() {
        closeAll(child);
        closeAll(ours);
    }

    private static void closeAll(int[] ends) {
        for (int stream = 0; stream < 3; stream++) {
            close(ends[stream]);
            ends[stream] = NONE;
        }
    }

    private static void close(int fd) {
        if (fd >= 0) {
            Syscalls.call(Syscall.CLOSE, fd);
        }
    }

    private void open(int stream) throws IOException {
        Redirect redirect = redirects[stream];
        switch (redirect.type()) {
            case PIPE -> pipe(stream);
            case INHERIT -> {}
            case READ -> child[stream] = open(redirect, Open.O_RDONLY);
            case WRITE -> child[stream] = open(redirect, Open.O_WRONLY | Open.O_CREAT | Open.O_TRUNC);
            case APPEND -> child[stream] = open(redirect, Open.O_WRONLY | Open.O_CREAT | Open.O_APPEND);
        }
    }

    private void pipe(int stream) throws LinuxException {
        Memory memory = NativeBuffers.take();
        try {
            long result = Syscalls.call(Syscall.PIPE2, memory.address(), Open.O_CLOEXEC);
            if (Syscalls.failed(result)) {
                throw new LinuxException(
                        "cannot make a pipe", "pipe2([...], O_CLOEXEC)", (int) -result, tooMany(result));
            }
            int reading = stream == 0 ? 0 : 1;
            child[stream] = memory.buffer().getInt(reading == 0 ? 0 : 4);
            ours[stream] = memory.buffer().getInt(reading == 0 ? 4 : 0);
            move(child, stream);
            move(ours, stream);
        } finally {
            NativeBuffers.give(memory);
        }
    }

    private static void move(int[] ends, int stream) throws LinuxException {
        int fd = ends[stream];
        ends[stream] = NONE; // it is closed already where it cannot be moved
        ends[stream] = aboveStdio(fd);
    }

    private static int open(Redirect redirect, int flags) throws IOException {
        String path = Objects.requireNonNull(redirect.file()).getPath();
        if (path.indexOf('\0') >= 0) {
            throw new IOException("null character in file name: " + path.replace('\0', '\u2400'));
        }
        String bytes = NativeText.bytes(path);
        try (Memory memory = Memory.map(bytes.length() + 1)) {
            long fd = Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, memory.latin1(bytes), flags | Open.O_CLOEXEC, MODE);
            if (Syscalls.failed(fd)) {
                String call = "openat(AT_FDCWD, \"" + path + "\", "
                        + Open.Names.of(dev.alcove.linux.Arch.HOST).render(flags | Open.O_CLOEXEC) + ", 0666)";
                throw new LinuxException("cannot open " + path, call, (int) -fd, tooMany(fd));
            }
            return aboveStdio((int) fd);
        }
    }

    private static @Nullable String tooMany(long result) {
        return result == -24 ? "the JVM has as many files open as it may (EMFILE): raise ulimit -n" : null;
    }

    /** The descriptor itself, or a duplicate of one that is 0, 1 or 2, as a JVM without standard streams may get them. */
    public static int aboveStdio(int fd) throws LinuxException {
        if (fd >= FIRST_FREE) {
            return fd;
        }
        long moved = Syscalls.call(Syscall.FCNTL, fd, Fcntl.F_DUPFD_CLOEXEC, FIRST_FREE);
        Syscalls.call(Syscall.CLOSE, fd);
        if (Syscalls.failed(moved)) {
            throw new LinuxException(
                    "cannot move a descriptor", "fcntl(" + fd + ", F_DUPFD_CLOEXEC, 3)", (int) -moved, tooMany(moved));
        }
        return (int) moved;
    }
}
