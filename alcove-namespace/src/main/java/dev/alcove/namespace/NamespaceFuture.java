package dev.alcove.namespace;

import dev.alcove.namespace.process.CleanThread;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * A task that is run in namespaces, and its result. Whoever waits for it is woken when the thread that has run it is back
 * in the JVM's own namespaces or, if that cannot get there, by one that is.
 */
final class NamespaceFuture<V> extends FutureTask<V> implements NamespaceWorkers.Job {
    NamespaceFuture(NamespaceEntry entry, Callable<V> task) {
        super(() -> inside(entry, task));
    }

    /** Runs a task in namespaces, on a worker. */
    static <V> V inside(NamespaceEntry entry, Callable<V> task) throws Exception {
        if (!(Thread.currentThread() instanceof NamespaceWorkers.Worker worker)) {
            throw new IllegalStateException("only a thread of its executor can run this task");
        }
        try {
            entry.enter(worker);
            return task.call();
        } finally {
            if (worker.isInside()) {
                worker.inside(!entry.leave());
            }
        }
    }

    @Override
    public void reject(RejectedExecutionException why) {
        super.setException(why);
    }

    @Override
    protected void set(V result) {
        if (isInside()) {
            CleanThread.execute(() -> super.set(result));
        } else {
            super.set(result);
        }
    }

    @Override
    protected void setException(Throwable failure) {
        if (isInside()) {
            CleanThread.execute(() -> super.setException(failure));
        } else {
            super.setException(failure);
        }
    }

    private static boolean isInside() {
        return Thread.currentThread() instanceof NamespaceWorkers.Worker worker && worker.isInside();
    }
}
