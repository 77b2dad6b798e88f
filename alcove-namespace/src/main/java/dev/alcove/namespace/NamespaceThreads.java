package dev.alcove.namespace;

import dev.alcove.linux.LinuxException;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/**
 * Runs a single task in namespaces, on a thread that is kept for this. Who has more to do there takes a {@link
 * NamespaceExecutor}, which tells what holds for both.
 */
public final class NamespaceThreads {
    private static final NamespaceWorkers WORKERS =
            new NamespaceWorkers("alcove-inside", Integer.MAX_VALUE, Duration.ofSeconds(10), () -> {});

    private NamespaceThreads() {}

    /** A task: a {@link java.util.concurrent.Callable} that tells what it throws. */
    @FunctionalInterface
    public interface Task<T, X extends Exception> {
        T call() throws X;
    }

    /**
     * Runs a task in the given namespaces and in the JVM's own of all other types, on another thread, and waits for it.
     *
     * <pre>{@code
     * ServerSocket server = NamespaceThreads.call(List.of(net), () -> new ServerSocket(8080));
     * }</pre>
     *
     * @param namespaces one or more of net, uts, ipc, cgroup and mnt, one of each type at most, which stay open meanwhile
     * @return what the task returns
     * @throws X what the task throws
     * @throws LinuxException if a namespace cannot be entered, say {@code EPERM}: CAP_SYS_ADMIN is missing in the user
     *     namespace that owns it, or in the JVM's own. The task has not run then.
     * @throws InterruptedException if this thread is interrupted; the one that runs the task is then interrupted too, and
     *     may go on for as long as the task does
     * @throws IllegalArgumentException if there are no namespaces, two of one type, or one that a thread cannot enter:
     *     user, pid, time
     * @throws IllegalStateException if a namespace is closed
     */
    public static <T, X extends Exception> T call(Collection<Namespace> namespaces, Task<T, X> task)
            throws X, LinuxException, InterruptedException {
        NamespaceFuture<T> future = new NamespaceFuture<>(NamespaceEntry.into(namespaces), task::call);
        WORKERS.execute(future);
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            Throwable thrown = Objects.requireNonNull(e.getCause());
            if (thrown instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof LinuxException failure) {
                throw failure;
            }
            @SuppressWarnings("unchecked") // a task throws no others
            X checked = (X) thrown;
            throw checked;
        }
    }
}
