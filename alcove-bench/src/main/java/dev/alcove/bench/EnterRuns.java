package dev.alcove.bench;

import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceExecutor;
import dev.alcove.namespace.NamespaceProcessBuilder;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * Enters the net namespace of a process that sleeps: with a thread, and with processes, Alcove's and those of the JDK that
 * run nsenter(1). The cases take turns, in this JVM, whose compilers are done when the first round is.
 */
final class EnterRuns {
    static final String SOCKET = "enter, create a socket, leave";
    static final String NSENTER = "`new ProcessBuilder(\"nsenter\", \"-t\", PID, \"-n\", \"/bin/true\")`";
    static final String ENTER = "Alcove, `enter(pid, NET)`, `/bin/true`";

    private static final int TASKS_PER_ROUND = 20;

    private EnterRuns() {}

    /** Measures every case, in this many rounds after as many that do not count. */
    static Map<String, Samples> run(int rounds) throws IOException, InterruptedException {
        Process target = new NamespaceProcessBuilder("sleep", "1000")
                .unshare(NamespaceType.NET)
                .start();
        try (Namespace net = Namespace.ofProcess(target.toHandle(), NamespaceType.NET);
                ExecutorService inside = NamespaceExecutor.of(List.of(net), 1)) {
            measure(inside, (int) target.pid(), rounds);
            return measure(inside, (int) target.pid(), rounds);
        } catch (ExecutionException e) {
            throw new IOException("cannot create a socket", e);
        } finally {
            target.destroyForcibly().waitFor();
        }
    }

    private static Map<String, Samples> measure(ExecutorService inside, int pid, int rounds)
            throws IOException, InterruptedException, ExecutionException {
        Map<String, Samples> samples = new LinkedHashMap<>();
        for (String name : List.of(SOCKET, NSENTER, ENTER)) {
            samples.put(name, new Samples(name));
        }
        Deque<DatagramChannel> open = new ConcurrentLinkedDeque<>();
        ProcessBuilder nsenter = new ProcessBuilder("nsenter", "-t", Integer.toString(pid), "-n", "/bin/true");
        NamespaceProcessBuilder alcove = new NamespaceProcessBuilder("/bin/true").enter(pid, NamespaceType.NET);
        for (int i = 0; i < rounds; i++) {
            for (int j = 0; j < TASKS_PER_ROUND; j++) {
                add(
                        samples,
                        SOCKET,
                        () -> inside.submit(() -> open.add(DatagramChannel.open()))
                                .get());
                open.removeLast().close();
            }
            add(samples, NSENTER, () -> check(nsenter.start()));
            add(samples, ENTER, () -> check(alcove.start()));
        }
        return samples;
    }

    /** What is timed. */
    private interface Case {
        void run() throws IOException, InterruptedException, ExecutionException;
    }

    private static void add(Map<String, Samples> samples, String name, Case timed)
            throws IOException, InterruptedException, ExecutionException {
        long start = System.nanoTime();
        timed.run();
        long end = System.nanoTime();
        Objects.requireNonNull(samples.get(name)).add((end - start) / 1e3);
    }

    private static void check(Process process) throws IOException, InterruptedException {
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("ended with " + status);
        }
    }
}
