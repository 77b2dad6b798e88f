package dev.alcove.namespace;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts many processes, in a JVM where nobody else does, and prints what is left of them. */
final class LeakMain {
    private static final int ROUNDS = 100;

    private LeakMain() {}

    public static void main(String[] arguments) throws Exception {
        boolean failures = arguments[0].equals("failures");
        round(failures); // what is opened once and stays: the poller, the init
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        settle(() -> children() == 0);
        long before = descriptors();
        for (int i = 0; i < ROUNDS; i++) {
            round(failures);
        }
        boolean reaped = settle(() -> children() == 0);
        boolean closed = settle(() -> descriptors() <= before);
        boolean unmounted = mounts.equals(Files.readString(Path.of("/proc/self/mountinfo")));
        System.out.println(
                reaped && closed && unmounted
                        ? "nothing left"
                        : children() + " children, " + (descriptors() - before) + " descriptors");
        System.exit(0);
    }

    private static void round(boolean failures) throws Exception {
        if (failures) {
            fail(isolated("nosuch"));
            fail(isolated("nosuch").init(false));
            fail(isolated("true").mountProc(Path.of("/nosuch")));
            fail(isolated("true").mapRootUser().setuid(5));
            fail(isolated("true").mapUsers(List.of(new IdRange(0, 100000, 10), new IdRange(5, 200000, 10))));
            fail(new NamespaceProcessBuilder("true").redirectError(new File("/nosuch/file")));
        } else {
            // Nobody waits, reads or closes.
            isolated("echo", "abandoned").start();
            new NamespaceProcessBuilder("echo", "abandoned").start();
            // Somebody waits only.
            new NamespaceProcessBuilder("echo", "abandoned").start().waitFor();
            isolated("echo", "abandoned").start().waitFor(1, TimeUnit.MINUTES);
        }
    }

    private static NamespaceProcessBuilder isolated(String... command) {
        return new NamespaceProcessBuilder(command).unshare(NamespaceType.PID, NamespaceType.MNT);
    }

    private static void fail(NamespaceProcessBuilder builder) {
        try {
            builder.start();
            throw new AssertionError("started");
        } catch (IOException expected) {
            // as it should be
        }
    }

    /** Something that may take a moment. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static boolean settle(Condition condition) throws Exception {
        for (int i = 0; i < 200 && !condition.holds(); i++) {
            Thread.sleep(25);
        }
        return condition.holds();
    }

    /** Children of the JVM, zombies among them. */
    private static long children() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            long count = 0;
            for (Path task : tasks.toList()) {
                count += Files.readString(task.resolve("children")).split(" ").length - 1;
            }
            return count;
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
