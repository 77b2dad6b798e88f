package dev.alcove.namespace.process;

import dev.alcove.launch.Spawner;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Epoll;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.Wait;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process that a {@link NamespaceProcessBuilder} started. The {@link Poller} reaps it as soon as it has ended, whether
 * anybody asks or not; until then its pidfd stands for it, so that no signal can reach another process with its PID.
 */
public final class NamespaceProcess extends Process implements Poller.Watcher {
    private static final System.Logger LOGGER = System.getLogger(NamespaceProcess.class.getName());

    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;
    private static final int EXIT_KILLED = 0x80;
    private static final int EINTR = 4;

    /** In nanoseconds. */
    private static final long BRIEFLY = 5_000_000;

    /** The status of a process that somebody else has reaped: a JVM that was started with SIGCHLD ignored. */
    private static final int UNKNOWN = -1;

    private final int pid;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final OutputStream input;
    private final InputStream output;
    private final InputStream error;
    private final @Nullable ProcessInput inputPipe;
    private final @Nullable ProcessOutput outputPipe;
    private final @Nullable ProcessOutput errorPipe;

    private final Fd descriptor;

    /** Its number, which is used only as long as it is open. */
    private final int pidfd;

    // guarded by exit
    private boolean reaped;
    private @Nullable ProcessHandle handle;

    private NamespaceProcess(Spawner.Child child, StdioPipes stdio) {
        pid = child.pid();
        descriptor = child.pidfd();
        pidfd = Descriptors.number(descriptor);
        PipeEnd toInput = stdio.takeOurs(0);
        PipeEnd fromOutput = stdio.takeOurs(1);
        PipeEnd fromError = stdio.takeOurs(2);
        inputPipe = toInput == null ? null : new ProcessInput(toInput);
        outputPipe = fromOutput == null ? null : new ProcessOutput(fromOutput);
        errorPipe = fromError == null ? null : new ProcessOutput(fromError);
        input = inputPipe == null ? closedOutput() : new BufferedOutputStream(inputPipe);
        output = outputPipe == null ? InputStream.nullInputStream() : new BufferedInputStream(outputPipe);
        error = errorPipe == null ? InputStream.nullInputStream() : new BufferedInputStream(errorPipe);
    }

    /** The process that {@code child} is, which from now on will be reaped. */
    public static NamespaceProcess of(Spawner.Child child, StdioPipes stdio, Poller poller) throws LinuxException {
        NamespaceProcess process = new NamespaceProcess(child, stdio);
        try {
            poller.watch(process.pidfd, Epoll.EPOLLIN, process);
            return process;
        } catch (LinuxException e) {
            process.destroyForcibly();
            process.reap();
            child.pidfd().close();
            throw e;
        }
    }

    /** What the JDK gives for input that is no pipe: a closed stream. */
    private static OutputStream closedOutput() throws UncheckedIOException {
        OutputStream closed = OutputStream.nullOutputStream();
        try {
            closed.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return closed;
    }

    /** The process has ended. */
    @Override
    public void ready() throws IOException {
        reap();
        synchronized (exit) {
            descriptor.close();
        }
        if (inputPipe != null) {
            inputPipe.close();
        }
        if (outputPipe != null) {
            outputPipe.ready();
        }
        if (errorPipe != null) {
            errorPipe.ready();
        }
    }

    /**
     * Takes the status of the process, which has ended or is about to, unless somebody has been quicker. The pidfd stays
     * open until the poller has heard of the end by it.
     */
    private void reap() {
        synchronized (exit) {
            if (reaped) {
                return;
            }
            int status = UNKNOWN;
            try {
                Memory memory = NativeBuffers.take();
                long result;
                do {
                    result = Syscalls.call(Syscall.WAITID, Wait.P_PIDFD, pidfd, memory.address(), Wait.WEXITED, 0, 0);
                } while (result == -EINTR);
                if (result == 0) {
                    int value = memory.buffer().getInt(Wait.SI_STATUS);
                    status = memory.buffer().getInt(Wait.SI_CODE) == Wait.CLD_EXITED ? value : EXIT_KILLED + value;
                }
                NativeBuffers.give(memory);
            } catch (LinuxException e) {
                throw new UncheckedIOException(e);
            } finally {
                reaped = true;
                exit.complete(status);
            }
        }
    }

    /**
     * Waits in the kernel itself for a process that is about to end, as most are that somebody waits for at once: a
     * wake-up less. Not for long, as the thread cannot be interrupted meanwhile, and not on a virtual thread's carrier.
     */
    private void waitBriefly() {
        Thread thread = Thread.currentThread();
        if (exit.isDone() || thread.isVirtual() || thread.isInterrupted()) {
            return;
        }
        try {
            Memory memory = NativeBuffers.take();
            long timeout = memory.address() + Poll.SIZE;
            memory.buffer()
                    .putInt(Poll.FD, pidfd)
                    .putInt(Poll.EVENTS, Poll.POLLIN)
                    .putLong(Poll.SIZE, 0)
                    .putLong(Poll.SIZE + Long.BYTES, BRIEFLY);
            // If the poller is quicker the number may be another file's by now, but then the process is reaped.
            long result = Syscalls.call(Syscall.PPOLL, memory.address(), 1, timeout, 0);
            NativeBuffers.give(memory);
            if (result == 1) {
                reap();
            }
        } catch (LinuxException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return input;
    }

    @Override
    public InputStream getInputStream() {
        return output;
    }

    @Override
    public InputStream getErrorStream() {
        return error;
    }

    @Override
    public int waitFor() throws InterruptedException {
        waitBriefly();
        try {
            return exit.get();
        } catch (ExecutionException e) {
            throw new AssertionError("never completed with an exception", e);
        }
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            exit.get(Math.max(timeout, 0), unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("never completed with an exception", e);
        }
    }

    @Override
    public int exitValue() {
        if (!exit.isDone()) {
            throw new IllegalThreadStateException("process " + pid + " has not exited");
        }
        return exit.join();
    }

    @Override
    public boolean isAlive() {
        return !exit.isDone();
    }

    @Override
    public void destroy() {
        signal(SIGTERM);
        closeStreams();
    }

    @Override
    public Process destroyForcibly() {
        signal(SIGKILL);
        closeStreams();
        return this;
    }

    @Override
    public boolean supportsNormalTermination() {
        return true;
    }

    /** As the JDK's processes do: whoever destroys a process no longer talks to it. */
    private void closeStreams() {
        close(inputPipe);
        close(outputPipe);
        close(errorPipe);
    }

    private static void close(@Nullable Closeable pipe) {
        if (pipe == null) {
            return;
        }
        try {
            pipe.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "cannot close a pipe of a destroyed process", e);
        }
    }

    private void signal(int number) {
        synchronized (exit) {
            if (!reaped) {
                Syscalls.call(Syscall.PIDFD_SEND_SIGNAL, pidfd, number, 0, 0);
            }
        }
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public ProcessHandle toHandle() {
        synchronized (exit) {
            ProcessHandle known = handle;
            if (known == null) {
                // As long as it is not reaped, the PID is its own.
                known = reaped ? new ExitedHandle(pid) : ProcessHandle.of(pid).orElseGet(() -> new ExitedHandle(pid));
                handle = known;
            }
            return known;
        }
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return exit.handleAsync((status, failure) -> this);
    }

    @Override
    public String toString() {
        return "Process[pid=" + pid + ", exitValue=" + (exit.isDone() ? exit.join() : "\"not exited\"") + "]";
    }
}
