package dev.alcove.namespace.catalogue;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.FileCalls;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Another thread that reads processes. It is a new one, not one of a pool, because a new thread is in the namespaces of the
 * one that started it, and so sees the same {@code /proc} and asks the same network namespace.
 */
final class Helper implements Runnable {
    private final Request request;
    private final Proc proc;
    private final Finds finds;
    private final AtomicInteger taken;
    private final @Nullable Member[] members;
    private final Thread thread = new Thread(null, this, "alcove-catalogue", 0, false);
    private @Nullable Throwable failure;

    private Helper(Request request, Proc proc, Finds finds, AtomicInteger taken, @Nullable Member[] members) {
        this.request = request;
        this.proc = proc;
        this.finds = finds;
        this.taken = taken;
        this.members = members;
    }

    static Helper start(Request request, Proc proc, Finds finds, AtomicInteger taken, @Nullable Member[] members) {
        Helper helper = new Helper(request, proc, finds, taken, members);
        helper.thread.setDaemon(true);
        helper.thread.start();
        return helper;
    }

    @Override
    public void run() {
        try (FileCalls files = new FileCalls();
                Worker worker = new Worker(request, proc, finds, files)) {
            worker.read(taken, members);
        } catch (LinuxException noMemory) {
            return; // no harm: the others read what this one does not
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Waits until it has ended. */
    void await() {
        join(thread);
        if (failure != null) {
            throw new IllegalStateException("a thread of the catalogue failed", failure);
        }
    }

    /** Waits until a thread has ended. An interrupt does not shorten that, but stays to be seen. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
