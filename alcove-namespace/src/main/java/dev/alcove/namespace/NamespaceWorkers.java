package dev.alcove.namespace;

import dev.alcove.namespace.process.CleanThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads that run jobs, each in namespaces that it enters and leaves itself. Between two jobs a thread is in
 * the JVM's own namespaces. One that could not get back there runs no other job and ends; what is left to be done then a
 * clean thread does, for whoever wakes another thread may thereby start one.
 */
final class NamespaceWorkers {
    private final String name;
    private final int limit;
    private final long keepAlive;
    private final Runnable whenTerminated;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition termination = lock.newCondition();

    // guarded by lock
    private final Deque<Job> queue = new ArrayDeque<>();
    private final Set<Worker> workers = new HashSet<>();
    private int idle;
    private long started;
    private boolean shutdown;
    private boolean stopped;
    private boolean terminated;

    /** Something to run, which takes the thread into its namespaces and back. */
    interface Job extends Runnable {
        /** It will not be run. */
        void reject(RejectedExecutionException why);
    }

    /**
     * @param name of the threads, before their number
     * @param limit how many threads there may be
     * @param keepAlive how long a thread waits for work before it ends
     * @param whenTerminated what to do when no job will be run any more
     */
    NamespaceWorkers(String name, int limit, Duration keepAlive, Runnable whenTerminated) {
        this.name = name;
        this.limit = limit;
        this.keepAlive = keepAlive.toNanos();
        this.whenTerminated = whenTerminated;
    }

    /** Has a job run by a thread that is free, by a new one, or by the first that becomes free. */
    void execute(Job job) {
        lock.lock();
        try {
            if (shutdown) {
                throw new RejectedExecutionException("the executor has been shut down");
            }
            queue.add(job);
            if (queue.size() > idle) {
                startWorker();
            }
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    void shutdown() {
        lock.lock();
        try {
            shutdown = true;
            work.signalAll();
            terminateIfDone();
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the running jobs and gives back those that wait. */
    List<Job> shutdownNow() {
        lock.lock();
        try {
            shutdown = true;
            stopped = true;
            List<Job> waiting = new ArrayList<>(queue);
            queue.clear();
            workers.forEach(Thread::interrupt);
            work.signalAll();
            terminateIfDone();
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    boolean isTerminated() {
        lock.lock();
        try {
            return terminated;
        } finally {
            lock.unlock();
        }
    }

    boolean awaitTermination(long nanos) throws InterruptedException {
        long rest = nanos;
        lock.lockInterruptibly();
        try {
            while (!terminated) {
                if (rest <= 0) {
                    return false;
                }
                rest = termination.awaitNanos(rest);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held. */
    private void startWorker() {
        if (workers.size() >= limit) {
            return;
        }
        Worker worker = new Worker(name + "-" + ++started);
        workers.add(worker);
        CleanThread.execute(() -> {
            try {
                worker.start();
            } catch (OutOfMemoryError e) {
                cannotStart(worker, e);
            }
        });
    }

    /** There is no thread to be had. If there is no other either, nobody will run what waits. */
    private void cannotStart(Worker worker, OutOfMemoryError why) {
        List<Job> stranded = new ArrayList<>();
        lock.lock();
        try {
            workers.remove(worker);
            if (workers.isEmpty()) {
                stranded.addAll(queue);
                queue.clear();
            }
            terminateIfDone();
        } finally {
            lock.unlock();
        }
        for (Job job : stranded) {
            job.reject(new RejectedExecutionException("cannot start a thread", why));
        }
    }

    /** What a worker is to run next; null if it is to end. */
    private @Nullable Job next() {
        long rest = keepAlive;
        lock.lock();
        try {
            while (true) {
                Job job = queue.poll();
                if (job != null || shutdown || rest <= 0) {
                    return job;
                }
                idle++;
                try {
                    rest = work.awaitNanos(rest);
                } catch (InterruptedException late) {
                    // meant for a job that has ended: a shutdown also says so by its flag
                } finally {
                    idle--;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A worker has run its last job. */
    private void ended(Worker worker) {
        lock.lock();
        try {
            workers.remove(worker);
            if (queue.size() > idle) {
                startWorker();
            }
            terminateIfDone();
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held. */
    private void terminateIfDone() {
        if (shutdown && !terminated && workers.isEmpty() && queue.isEmpty()) {
            terminated = true;
            try {
                whenTerminated.run();
            } finally {
                termination.signalAll();
            }
        }
    }

    private boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** One of the threads. */
    final class Worker extends Thread {
        /** Used by the thread itself only. */
        private boolean inside;

        Worker(String name) {
            super(null, null, name, 0, false);
            setDaemon(true);
        }

        /** Whether it is in other namespaces than the JVM's own; between two jobs: whether it could not get back. */
        boolean isInside() {
            return inside;
        }

        void inside(boolean inside) {
            this.inside = inside;
        }

        @Override
        public void run() {
            try {
                Job job = next();
                while (job != null) {
                    run(job);
                    if (inside) {
                        break;
                    }
                    Thread.interrupted(); // was meant for the job
                    if (isStopped()) {
                        break;
                    }
                    job = next();
                }
            } finally {
                CleanThread.execute(() -> ended(this));
            }
        }

        private void run(Job job) {
            try {
                job.run();
            } catch (Throwable e) {
                getUncaughtExceptionHandler().uncaughtException(this, e);
            }
        }
    }
}
