package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alcove.linux.LinuxException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts from many threads at once: each gets its own process, its own output, its own failure. */
@Timeout(120)
class ConcurrentStartTest {
    private static final int VIRTUAL = 1000;
    private static final int PLATFORM = 64;
    private static final int ROUNDS = 6;

    @BeforeAll
    static void needsRoot() {
        Assumptions.assumeTrue(SideJvm.isRoot(), "new namespaces without a user namespace need root");
    }

    @Test
    void aThousandVirtualThreads() throws Exception {
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < VIRTUAL; i++) {
                int number = i;
                done.add(threads.submit(() -> start(number)));
            }
        }
        for (Future<?> future : done) {
            future.get();
        }
    }

    @Test
    void manyPlatformThreads() throws Exception {
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(PLATFORM)) {
            for (int i = 0; i < PLATFORM * ROUNDS; i++) {
                int number = i;
                done.add(threads.submit(() -> start(number)));
            }
        }
        for (Future<?> future : done) {
            future.get();
        }
    }

    /** More virtual threads wait than there are carriers, and the ones that are to end that still run. */
    @Test
    void waitingHoldsNoCarrier() throws Exception {
        List<Process> processes = new ArrayList<>();
        List<Future<String>> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                Process process = new NamespaceProcessBuilder("cat").start();
                processes.add(process);
                read.add(
                        threads.submit(() -> new String(process.getInputStream().readAllBytes(), UTF_8)));
                read.add(threads.submit(() -> Integer.toString(process.waitFor())));
            }
            for (int i = processes.size() - 1; i >= 0; i--) {
                Process process = processes.get(i);
                String word = "word " + i;
                threads.submit(() -> {
                            process.outputWriter().append(word).close();
                            return null;
                        })
                        .get();
                assertEquals(word, read.get(2 * i).get());
                assertEquals("0", read.get(2 * i + 1).get());
            }
        }
    }

    private static Void start(int number) throws Exception {
        NamespaceProcessBuilder builder = new NamespaceProcessBuilder();
        if (number % 2 == 0) {
            builder.unshare(NamespaceType.PID, NamespaceType.IPC).mountProc();
        }
        if (number % 10 == 3) {
            builder.setuid(1 + number);
        }
        if (number % 7 == 5) {
            String missing = "nosuch-" + number;
            LinuxException e = assertThrows(
                    LinuxException.class, () -> builder.command(missing).start());
            assertEquals("failed to execute " + missing, e.attempt());
            return null;
        }
        Process process = builder.command("printf", "%s", "number " + number).start();
        process.getOutputStream().close();
        assertEquals("number " + number, new String(process.getInputStream().readAllBytes(), UTF_8));
        assertEquals(0, process.waitFor());
        return null;
    }
}
