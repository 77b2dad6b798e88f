package dev.alcove.namespace;

import dev.alcove.linux.LinuxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * An {@link ExecutorService} whose tasks run in given namespaces: what they open there, a socket in a network namespace
 * say, stays there whichever thread uses it afterwards.
 *
 * <pre>{@code
 * try (ExecutorService inside = NamespaceExecutor.of(List.of(net))) {
 *     ServerSocket server = inside.submit(() -> new ServerSocket(8080)).get();
 * }
 * }</pre>
 *
 * <p><b>Types.</b> A thread can enter net, uts, ipc, cgroup and mnt namespaces. It cannot enter user, pid and time
 * namespaces: for those start a process, with {@link NamespaceProcessBuilder#enter(Namespace...)}. Needs CAP_SYS_ADMIN in the user
 * namespaces that own the namespaces, and in the JVM's own; for mnt also CAP_SYS_CHROOT. Where it is missing every task
 * fails with a {@link LinuxException}, {@code EPERM}.
 *
 * <p><b>Threads.</b> Tasks run on platform threads of the executor's own, daemons, which are made as they are needed and
 * end after ten seconds without work. They enter before each task and leave after it, and only then is the future
 * completed. A thread that cannot leave ends, and a fresh one takes its place: that is so after each task in a mount
 * namespace, and where the JVM may enter a namespace but lacks the privilege to come back. Any thread may submit tasks; a
 * virtual one that waits for them holds no carrier.
 *
 * <p><b>What a task must not do.</b> A thread that is started by a task is in the namespaces for as long as it lives. The
 * JDK also starts threads: for asynchronous methods, streams that are parallel, timers, processes; and, for a virtual
 * thread that a task wakes, sometimes a carrier. Tasks are therefore best short: they open what is needed inside, return
 * it, and leave it to others to tell the world. {@link #submit(Callable)} wakes who waits from outside, {@link
 * #execute(Runnable)} cannot know whom its command wakes; {@code CompletableFuture.supplyAsync} with this executor
 * completes inside.
 *
 * <p><b>Closing.</b> The executor has descriptors of its own of the namespaces, which may be closed at once. They are
 * closed when it has been shut down and the last task has ended.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setns.2.html">setns(2)</a>
 */
public final class NamespaceExecutor extends AbstractExecutorService {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final NamespaceEntry entry;
    private final NamespaceWorkers workers;

    private NamespaceExecutor(NamespaceEntry entry, String name, int threads) {
        this.entry = entry;
        this.workers = new NamespaceWorkers(name, threads, KEEP_ALIVE, entry::close);
    }

    /**
     * An executor with as many threads as the JVM has processors, at most.
     *
     * @throws IllegalArgumentException as {@link #of(Collection, int)}
     * @throws LinuxException if a descriptor cannot be opened ({@code EMFILE})
     */
    public static NamespaceExecutor of(Collection<Namespace> namespaces) throws LinuxException {
        return of(namespaces, Runtime.getRuntime().availableProcessors());
    }

    /**
     * An executor for these namespaces.
     *
     * @param namespaces one or more, one of each type at most
     * @param threads how many tasks may run at once, 1 or more
     * @throws IllegalArgumentException if there are none, two of one type, or one that a thread cannot enter: user, pid,
     *     time
     * @throws LinuxException if a descriptor cannot be opened ({@code EMFILE})
     */
    public static NamespaceExecutor of(Collection<Namespace> namespaces, int threads) throws LinuxException {
        if (threads < 1) {
            throw new IllegalArgumentException("no number of threads: " + threads);
        }
        NamespaceEntry entry = NamespaceEntry.into(namespaces);
        String name = namespaces.stream()
                .map(namespace ->
                        namespace.type().procName() + "-" + namespace.id().inode())
                .collect(Collectors.joining("-", "alcove-", ""));
        return new NamespaceExecutor(entry.copy(), name, threads);
    }

    @Override
    public void execute(Runnable command) {
        Objects.requireNonNull(command);
        workers.execute(command instanceof NamespaceFuture<?> future ? future : new Command(entry, command));
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
        return new NamespaceFuture<>(entry, Objects.requireNonNull(task));
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable task, T result) {
        return new NamespaceFuture<>(entry, Executors.callable(task, result));
    }

    @Override
    public void shutdown() {
        workers.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> waiting = new ArrayList<>();
        for (NamespaceWorkers.Job job : workers.shutdownNow()) {
            waiting.add(job instanceof Command command ? command.command : job);
        }
        return waiting;
    }

    @Override
    public boolean isShutdown() {
        return workers.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return workers.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return workers.awaitTermination(unit.toNanos(timeout));
    }

    /** What nobody waits for; its failure is the uncaught exception of the thread. */
    private record Command(NamespaceEntry entry, Runnable command) implements NamespaceWorkers.Job {
        @Override
        public void run() {
            try {
                NamespaceFuture.inside(entry, Executors.callable(command));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("cannot run a task in its namespaces", e);
            }
        }

        @Override
        public void reject(RejectedExecutionException why) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, why);
        }
    }
}
