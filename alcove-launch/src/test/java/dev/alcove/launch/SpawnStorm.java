package dev.alcove.launch;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Many spawns from many threads, a tenth of which fail, each at a step of its own choice. Prints what the process holds
 * before and after, and throws when a spawn did not end as it should have.
 */
final class SpawnStorm {
    private static final int THREADS = 64;
    private static final int SIGPIPE = 13;
    private static final int SIGTERM = 15;
    private static final int SIGWINCH = 28;
    private static final int ENOENT = 2;

    /** What every fifth is born into: its mounts, and all that it mounts, must go with it. */
    private static final long NAMESPACES =
            Clone.CLONE_NEWUSER | Clone.CLONE_NEWNS | Clone.CLONE_NEWPID | Clone.CLONE_NEWUTS | Clone.CLONE_NEWIPC;

    /** At which of its steps a program fails: none, one of three in the middle, the one that waits, or exec. */
    private static final int WAYS_TO_FAIL = 5;

    private final int spawns;
    private final boolean disturbed;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger terms = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    SpawnStorm(int spawns, boolean disturbed) {
        this.spawns = spawns;
        this.disturbed = disturbed;
    }

    void run() throws Exception {
        if (disturbed) {
            handleTerm();
        }
        storm(spawns / 10); // until everything is loaded, and every thread has had its memory
        String before = holdings();
        long resident = resident();
        storm(spawns);
        System.gc();
        System.out.println(before.equals(holdings()) ? "nothing is left" : before + " became " + holdings());
        long grown = resident() - resident;
        check(!disturbed || terms.get() > 0, "SIGTERM was never handled");
        System.out.println(grown < 16 * 1024 ? "memory is flat" : grown + " KiB more");
    }

    /** Gives SIGTERM a handler, which counts; by reflection, as javac warns of that class and cannot be told not to. */
    private void handleTerm() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object counting = Proxy.newProxyInstance(
                handler.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> terms.incrementAndGet());
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), counting);
    }

    private void storm(int count) throws InterruptedException {
        next.set(0);
        AtomicBoolean ended = new AtomicBoolean();
        Thread disturber = new Thread(() -> disturb(ended));
        if (disturbed) {
            disturber.start();
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> spawnMany(count, start));
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        ended.set(true);
        disturber.join();
        Throwable first = failure.get();
        if (first != null) {
            throw new AssertionError("a spawn did not end as it should", first);
        }
    }

    /** Signals that the JVM has handlers for, SIGTERM among them, or that are ignored, and collections of garbage. */
    private static void disturb(AtomicBoolean ended) {
        long self = Syscalls.call(Syscall.GETPID);
        while (!ended.get()) {
            for (int i = 0; i < 20; i++) {
                Syscalls.call(Syscall.KILL, self, SIGTERM);
                Syscalls.call(Syscall.KILL, self, SIGWINCH);
                Syscalls.call(Syscall.KILL, self, SIGPIPE);
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            System.gc();
        }
    }

    private void spawnMany(int count, CountDownLatch start) {
        try {
            start.await();
            for (int i = next.getAndIncrement(); i < count && failure.get() == null; i = next.getAndIncrement()) {
                spawn(i);
            }
        } catch (Exception | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private static void spawn(int number) throws IOException {
        int failing = number % 10 == 0 ? 1 + number / 10 % WAYS_TO_FAIL : 0;
        boolean attended = number % 20 < 2;
        Program program = program(failing, number, attended);
        Spawner.Attendant attendant = attended ? pid -> {} : null;
        try {
            int status = Children.end(Spawner.spawn(program, number % 5 == 0 ? NAMESPACES : 0, attendant));
            check(failing == 0 && status == 0, "spawn " + number + " ended with status " + status);
        } catch (LinuxException e) {
            check(failing != 0, "spawn " + number + ": " + e);
            String expected =
                    failing == WAYS_TO_FAIL ? "execve(\"/nonexistent/" + number : "chdir(\"/nonexistent/" + number;
            check(e.call().startsWith(expected + "\""), e.call() + " is not " + expected);
            check(e.attempt().equals("step " + failing), e.attempt());
            check(e.errnoNumber() == ENOENT, e.toString());
        }
    }

    private static Program program(int failing, int number, boolean attended) {
        ProgramBuilder builder = new ProgramBuilder("storm");
        Calls calls = new Calls(builder);
        Slot fd = builder.slot("fd");
        Samples.restoreMask(builder);
        if (number % 5 == 0) {
            calls.mount(calls.text("proc"), "/proc", calls.text("proc"), 0, Arg.NULL, new Failure("mount of proc"));
        }
        for (int step = 1; step < WAYS_TO_FAIL; step++) {
            calls.chdir(step == failing ? "/nonexistent/" + number : "/", new Failure("step " + step));
            calls.tryOpen(fd, calls.text("/dev/null"), Open.O_RDONLY | Open.O_CLOEXEC);
            if (attended && step == 2) {
                builder.awaitRelease();
            }
        }
        String file = failing == WAYS_TO_FAIL ? "/nonexistent/" + number : "/bin/true";
        builder.call(
                        new Failure("step " + WAYS_TO_FAIL),
                        Syscall.EXECVE,
                        new Arg.Text(builder.string(file)),
                        builder.strings(List.of("true")),
                        Arg.NULL)
                .exit(99);
        return builder.build();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** Descriptors, child processes, executable mappings without a file, as the memory of each spawn starts with, and mounts. */
    private static String holdings() throws IOException {
        int descriptors = 0;
        try (var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path fd : open) {
                descriptors += fd.toString().isEmpty() ? 0 : 1;
            }
        }
        long mappings = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(" r-xp 00000000 00:00 0 ") && !line.contains("["))
                .count();
        int mounts = Files.readAllLines(Path.of("/proc/self/mountinfo")).size();
        return descriptors + " descriptors, children " + children() + ", " + mappings + " mappings, " + mounts
                + " mounts";
    }

    /** The PIDs of all processes whose parent this one is, zombies too. */
    private static List<String> children() throws IOException {
        String self = Long.toString(ProcessHandle.current().pid());
        List<String> children = new ArrayList<>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
                    String[] behindName =
                            stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    if (behindName[1].equals(self)) {
                        children.add(stat);
                    }
                } catch (IOException e) {
                    // Somebody else's process, which has ended meanwhile: ours stay until we wait for them.
                    check(Files.notExists(process), process + ": " + e);
                }
            }
        }
        return children;
    }

    /** How much memory the process has, in KiB. */
    private static long resident() throws IOException {
        System.gc();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new AssertionError("no VmRSS");
    }
}
