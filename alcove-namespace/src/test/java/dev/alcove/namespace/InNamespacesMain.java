package dev.alcove.namespace;

import dev.alcove.linux.NamespaceId;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Threads in namespaces, in a JVM where nobody else is: as root, and in a user namespace, with and without a way back. An
 * exception says what was not as it should be.
 */
final class InNamespacesMain {
    private static final int NAMESPACES = 50;
    private static final int VIRTUAL_THREADS = 1000;

    // linux/socket.h, linux/net.h, linux/sockios.h
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM_CLOEXEC = 0x80002;
    private static final int SIOCGSKNS = 0x894c;

    private InNamespacesMain() {}

    public static void main(String[] arguments) throws Exception {
        Set<String> before = namespacesOfThreads();
        expect(
                8L,
                before.stream().filter(link -> !link.contains("for_children")).count());
        aSocketStaysWhereItWasOpened();
        settle(before);
        long descriptors = descriptors();
        virtualThreadsUseManyNamespaces();
        settle(before);
        everyTypeThatAThreadCanEnter();
        failuresLeaveNothing();
        commandsRunInsideToo();
        interruptsReachTheTask();
        settle(before);
        expect(descriptors, descriptors());
        System.out.println("all as expected");
    }

    private static void virtualThreadsUseManyNamespaces() throws Exception {
        List<Namespace> namespaces = new ArrayList<>();
        List<ExecutorService> executors = new ArrayList<>();
        for (int i = 0; i < NAMESPACES; i++) {
            Process process = sleeping(NamespaceType.NET).start();
            namespaces.add(Namespace.ofProcess((int) process.pid(), NamespaceType.NET));
            executors.add(NamespaceExecutor.of(List.of(namespaces.get(i)), 2));
            process.destroyForcibly().waitFor();
        }
        namespaces.forEach(Namespace::close); // the executors have descriptors of their own
        CountDownLatch all = new CountDownLatch(VIRTUAL_THREADS);
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < VIRTUAL_THREADS; i++) {
                Namespace namespace = namespaces.get(i % NAMESPACES);
                ExecutorService executor = executors.get(i % NAMESPACES);
                results.add(virtual.submit(() -> {
                    all.countDown();
                    all.await();
                    for (int round = 0; round < 3; round++) {
                        socketIsIn(namespace, executor);
                    }
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        }
        executors.forEach(ExecutorService::close);
        expect(true, executors.stream().allMatch(ExecutorService::isTerminated));
    }

    /** Two judges: the thread's own link in /proc while it opens the socket, and the socket itself afterwards. */
    private static void socketIsIn(Namespace namespace, ExecutorService executor) throws Exception {
        record Opened(int socket, String link) {}
        Opened opened = executor.submit(() -> {
                    String link = link("net");
                    return new Opened((int) Syscalls.call(Syscall.SOCKET, AF_INET, SOCK_DGRAM_CLOEXEC, 0), link);
                })
                .get();
        expect(namespace.toString(), opened.link);
        long fd = Syscalls.call(Syscall.IOCTL, opened.socket, SIOCGSKNS, 0);
        if (Syscalls.failed(fd)) {
            // Who has no CAP_NET_ADMIN there is told nothing.
            expect(-1L, fd);
        } else {
            NamespaceId id = NamespaceCalls.id((int) fd);
            Syscalls.call(Syscall.CLOSE, fd);
            expect(namespace.id(), id);
        }
        Syscalls.call(Syscall.CLOSE, opened.socket);
    }

    private static void everyTypeThatAThreadCanEnter() throws Exception {
        NamespaceType[] types = {
            NamespaceType.CGROUP, NamespaceType.IPC, NamespaceType.UTS, NamespaceType.NET, NamespaceType.MNT
        };
        Process process = new NamespaceProcessBuilder(
                        "sh", "-c", "mount -t tmpfs none /mnt && touch /mnt/here && echo ready && exec sleep 1000")
                .unshare(types)
                .hostname("inside")
                .start();
        expect("ready", process.inputReader().readLine());
        try (NamespaceSet set = NamespaceSet.ofProcess((int) process.pid())) {
            for (NamespaceType type : types) {
                Namespace namespace = set.get(type).orElseThrow();
                String there = namespace.call(() -> link(type.procName()));
                expect(namespace.toString(), there);
                expect(false, namespace.isCurrent());
            }
            List<Namespace> all = set.only(types);
            String hostname = NamespaceThreads.call(all, () -> Files.readString(Path.of("/proc/sys/kernel/hostname")));
            expect("inside\n", hostname);
            expect(true, NamespaceThreads.call(all, () -> Files.exists(Path.of("/mnt/here"))));
            expect(false, Files.exists(Path.of("/mnt/here")));
            try (ExecutorService mounts = NamespaceExecutor.of(set.only(NamespaceType.MNT), 2)) {
                List<Future<Boolean>> found = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    found.add(mounts.submit(() -> Files.exists(Path.of("/mnt/here"))));
                }
                for (Future<Boolean> each : found) {
                    expect(true, each.get());
                }
            }
            for (NamespaceType type : List.of(NamespaceType.USER, NamespaceType.PID, NamespaceType.TIME)) {
                refused(set.get(type).orElseThrow(), type);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void refused(Namespace namespace, NamespaceType type) throws Exception {
        try {
            namespace.call(() -> "entered");
            throw new AssertionError("entered " + type);
        } catch (IllegalArgumentException e) {
            expect(true, String.valueOf(e.getMessage()).contains("NamespaceProcessBuilder.enter"));
        }
        try {
            NamespaceExecutor.of(List.of(namespace)).close();
            throw new AssertionError("an executor for " + type);
        } catch (IllegalArgumentException e) {
            expect(true, String.valueOf(e.getMessage()).contains(namespace.toString()));
        }
    }

    private static void failuresLeaveNothing() throws Exception {
        Namespace net = net();
        try {
            net.call(() -> {
                throw new IOException("the task's own");
            });
            throw new AssertionError("no exception");
        } catch (IOException e) {
            expect("the task's own", String.valueOf(e.getMessage()));
        }
        try (ExecutorService inside = NamespaceExecutor.of(List.of(net), 1)) {
            Future<String> failed = inside.submit(() -> {
                throw new LinkageError("an error");
            });
            try {
                failed.get();
                throw new AssertionError("no exception");
            } catch (ExecutionException e) {
                expect(
                        "an error",
                        String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
            }
            expect(net.toString(), inside.submit(() -> link("net")).get());
            expect(net.toString(), inside.invokeAny(List.of(() -> link("net"), () -> link("net"))));
            try {
                NamespaceExecutor.of(List.of(net, net));
                throw new AssertionError("two of one type");
            } catch (IllegalArgumentException e) {
                expect("two net namespaces to enter", String.valueOf(e.getMessage()));
            }
        }
        net.close();
        try {
            net.call(() -> 1);
            throw new AssertionError("entered a closed namespace");
        } catch (IllegalStateException e) {
            expect(true, String.valueOf(e.getMessage()).contains("is closed"));
        }
    }

    private static void commandsRunInsideToo() throws Exception {
        try (Namespace net = net();
                NamespaceExecutor inside = NamespaceExecutor.of(List.of(net), 1)) {
            List<String> seen = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(1);
            inside.execute(() -> {
                try {
                    seen.add(link("net"));
                } catch (IOException e) {
                    seen.add(e.toString());
                }
                done.countDown();
            });
            done.await();
            expect(List.of(net.toString()), seen);
        }
    }

    private static void interruptsReachTheTask() throws Exception {
        try (Namespace net = net()) {
            NamespaceExecutor inside = NamespaceExecutor.of(List.of(net), 1);
            CountDownLatch sleeping = new CountDownLatch(2);
            CountDownLatch interrupted = new CountDownLatch(2);
            Runnable sleep = () -> {
                sleeping.countDown();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            };
            Future<?> cancelled = inside.submit(sleep);
            while (sleeping.getCount() == 2) {
                Thread.sleep(1);
            }
            cancelled.cancel(true);
            expect(false, inside.submit(Thread::interrupted).get()); // the interrupt went to nobody else
            Future<?> running = inside.submit(sleep);
            sleeping.await();
            expect(false, running.isDone());
            Future<?> waiting = inside.submit(sleep);
            expect(List.of(waiting), inside.shutdownNow());
            interrupted.await();
            expect(true, inside.awaitTermination(10, TimeUnit.SECONDS));
            try {
                throw new AssertionError("accepted after the end: " + inside.submit(sleep));
            } catch (RejectedExecutionException e) {
                expect("the executor has been shut down", String.valueOf(e.getMessage()));
            }
        }
    }

    private static void aSocketStaysWhereItWasOpened() throws Exception {
        try (Namespace net = net();
                ServerSocket server = net.call(() -> {
                    ServerSocket socket = new ServerSocket();
                    socket.bind(new InetSocketAddress("0.0.0.0", 0));
                    return socket;
                })) {
            // The port is taken there and nowhere else.
            new ServerSocket(server.getLocalPort()).close();
            try {
                net.call(() -> new ServerSocket(server.getLocalPort()));
                throw new AssertionError("one port twice");
            } catch (java.net.BindException e) {
                expect(true, String.valueOf(e.getMessage()).contains("in use"));
            }
        }
    }

    /** A net namespace that only its descriptor holds. */
    private static Namespace net() throws Exception {
        Process process = sleeping(NamespaceType.NET).start();
        Namespace net = Namespace.ofProcess(process.toHandle(), NamespaceType.NET);
        process.destroyForcibly().waitFor();
        return net;
    }

    private static NamespaceProcessBuilder sleeping(NamespaceType... types) {
        return new NamespaceProcessBuilder("sleep", "1000").unshare(types);
    }

    private static String link(String type) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns", type)).toString();
    }

    /** Threads that have ended may be visible for a moment. */
    private static void settle(Set<String> before) throws Exception {
        for (int i = 0; i < 200 && !namespacesOfThreads().equals(before); i++) {
            Thread.sleep(25);
        }
        expect(before, namespacesOfThreads());
        expect(
                0L,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("alcove-net")
                                || thread.getName().startsWith("alcove-mnt"))
                        .filter(Thread::isAlive)
                        .count());
    }

    /** The links in /proc/self/task/TID/ns of all threads. */
    private static Set<String> namespacesOfThreads() throws IOException {
        Set<String> links = new TreeSet<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                try (Stream<Path> files = Files.list(task.resolve("ns"))) {
                    for (Path file : files.toList()) {
                        links.add(file.getFileName() + " " + Files.readSymbolicLink(file));
                    }
                } catch (IOException e) {
                    if (Files.exists(task)) {
                        links.add(task + " " + e);
                    }
                } catch (UncheckedIOException ended) {
                    // meanwhile
                }
            }
        }
        return links;
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + ", got " + actual);
        }
    }
}
