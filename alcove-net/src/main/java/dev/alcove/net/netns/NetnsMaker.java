package dev.alcove.net.netns;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.Syscalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes network namespaces and binds them to files. A thread must be in a namespace to bind it, so this goes on in threads of its
 * own, which go from one new namespace to the next and come home when all are made.
 *
 * <p>Two threads make namespaces in not much more than half the time, more do not help: the kernel sets up most of a namespace
 * under locks.
 */
final class NetnsMaker {
    private static final String OWN = "/proc/thread-self/ns/net";
    private static final int MANY = 8;
    private static final int MAX_THREADS = 2;

    private final List<String> paths;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private NetnsMaker(List<String> paths) {
        this.paths = paths;
    }

    /** Makes a namespace for each path, where there must be nothing yet: all, or none if one cannot be made. */
    static void make(List<String> paths) throws LinuxException {
        new NetnsMaker(paths).make();
    }

    private void make() throws LinuxException {
        int count = paths.size() < MANY
                ? 1
                : Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        List<Worker> workers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Worker worker = new Worker();
            workers.add(worker);
            // Started by the caller, so that they see the caller's mounts and its /proc.
            threads.add(Thread.ofPlatform()
                    .name("alcove-netns-" + i)
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .start(worker));
        }
        for (Thread thread : threads) {
            joinUninterruptibly(thread);
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            undo(workers);
            throwAgain(thrown);
        }
    }

    private static void throwAgain(Throwable thrown) throws LinuxException {
        if (thrown instanceof LinuxException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        throw (RuntimeException) thrown;
    }

    private static void undo(List<Worker> workers) throws LinuxException {
        try (NetnsCalls calls = new NetnsCalls()) {
            for (Worker worker : workers) {
                for (String path : worker.made) {
                    calls.unmount(path);
                    calls.unlink(path);
                }
            }
        }
    }

    /** What was begun comes to its end, which is a matter of milliseconds; the interrupt is kept for the caller. */
    private static void joinUninterruptibly(Thread thread) {
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

    /** One of the threads. */
    private final class Worker implements Runnable {
        private final List<String> made = new ArrayList<>();

        @Override
        public void run() {
            try (NetnsCalls calls = new NetnsCalls()) {
                long home = calls.open(OWN, false);
                if (Syscalls.failed(home)) {
                    throw NetnsCalls.failure(
                            "cannot open the network namespace of this thread",
                            "openat(AT_FDCWD, \"" + OWN + "\", O_RDONLY|O_CLOEXEC)",
                            home,
                            "proc must be mounted on /proc");
                }
                try {
                    makeAll(calls);
                } finally {
                    // The last namespace must not live on by this thread. If that fails, the thread's end has the same
                    // effect.
                    NetnsCalls.enterNet(home);
                    calls.close(home);
                }
            } catch (LinuxException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }

        private void makeAll(NetnsCalls calls) throws LinuxException {
            while (failure.get() == null) {
                int index = next.getAndIncrement();
                if (index >= paths.size()) {
                    return;
                }
                makeOne(calls, paths.get(index));
            }
        }

        private void makeOne(NetnsCalls calls, String path) throws LinuxException {
            NetnsBinding.create(calls, path);
            made.add(path);
            long result = NetnsCalls.unshareNet();
            if (Syscalls.failed(result)) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                throw NetnsCalls.failure(
                        "Failed to create a new network namespace \"" + name + "\"",
                        "unshare(CLONE_NEWNET)",
                        result,
                        NetnsMount.remedy(result));
            }
            NetnsBinding.bind(calls, OWN, path);
        }
    }
}
