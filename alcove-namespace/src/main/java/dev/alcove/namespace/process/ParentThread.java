package dev.alcove.namespace.process;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A thread that lives as long as the JVM, to be the parent of processes that must end with it: PR_SET_PDEATHSIG. */
public final class ParentThread {
    private static @Nullable Integer pidfd;

    private ParentThread() {}

    /** A descriptor of the JVM, by which a child sees whether its parent is still there; open as long as the JVM lives. */
    public static synchronized int pidfd() throws LinuxException {
        Integer fd = pidfd;
        if (fd == null) {
            long self = Syscalls.call(Syscall.GETPID);
            long result = Syscalls.call(Syscall.PIDFD_OPEN, self, 0);
            if (Syscalls.failed(result)) {
                throw new LinuxException("cannot watch the JVM", "pidfd_open(" + self + ", 0)", (int) -result, null);
            }
            fd = StdioPipes.aboveStdio((int) result);
            pidfd = fd;
        }
        return fd;
    }

    /** What {@code task} returns or throws, when that thread has run it. */
    public static <T> T call(Callable<T> task) throws IOException {
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return task.call();
                                } catch (Exception e) {
                                    throw new CompletionException(e);
                                }
                            },
                            Started.THREAD)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Starts the thread: in the JVM's own namespaces, wherever the first task comes from. */
    private static Executor start() {
        Executor thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                .name("alcove-parent")
                .daemon()
                .inheritInheritableThreadLocals(false)
                .factory());
        CleanThread.run(() -> thread.execute(() -> {}));
        return thread;
    }

    /** Started with the first task. */
    private static final class Started {
        static final Executor THREAD = start();
    }
}
