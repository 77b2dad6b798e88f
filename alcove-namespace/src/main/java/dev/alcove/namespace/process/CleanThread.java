package dev.alcove.namespace.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that never leaves the JVM's own namespaces. A new thread is in the namespaces of the one that starts it, and to
 * wake a virtual thread may start one: so threads are started here, and here the results are handed over of threads that
 * cannot come back.
 *
 * <p>What it runs is short and never waits. Nobody is woken to hand it something but the thread itself.
 */
public final class CleanThread {
    private static final System.Logger LOGGER = System.getLogger(CleanThread.class.getName());
    private static final Queue<Runnable> WORK = new ConcurrentLinkedQueue<>();
    private static final Thread THREAD = Thread.ofPlatform()
            .name("alcove-clean")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .start(CleanThread::serve);

    private CleanThread() {}

    /** Has {@code work} run, soon. */
    public static void execute(Runnable work) {
        WORK.add(work);
        LockSupport.unpark(THREAD);
    }

    /** As {@link #execute}, and waits for it. */
    public static void run(Runnable work) {
        CompletableFuture.runAsync(work, CleanThread::execute).join();
    }

    private static void serve() {
        startCleaner();
        while (true) {
            Runnable work = WORK.poll();
            if (work == null) {
                LockSupport.park(WORK);
                continue;
            }
            try {
                work.run();
            } catch (Throwable e) {
                LOGGER.log(System.Logger.Level.ERROR, "a task of Alcove's own failed", e);
            }
        }
    }

    /** The JDK starts the thread that closes what becomes unreachable when the first file or socket is opened. */
    private static void startCleaner() {
        try {
            new FileInputStream("/dev/null").close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "cannot open /dev/null", e);
        }
    }
}
