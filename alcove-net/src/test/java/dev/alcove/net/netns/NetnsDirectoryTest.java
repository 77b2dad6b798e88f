package dev.alcove.net.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Names of network namespaces, judged by {@code ip netns}. */
class NetnsDirectoryTest {
    private static final Path DIRECTORY = Path.of(NetnsDirectory.PATH);

    private final NetnsDirectory names = NetnsDirectory.system();

    @Test
    void ipSeesWhatWasAddedAndTheOtherWay() throws Exception {
        PrivateRun.test(() -> {
            assertEquals(List.of(), names.list());
            names.add("red");
            PrivateRun.run(0, "ip", "netns", "add", "blue");
            assertEquals("blue red", ipList());
            assertEquals(new TreeSet<>(List.of("blue", "red")), new TreeSet<>(names.list()));
            assertEquals("rwxr-xr-x", mode(DIRECTORY));
            // As ip leaves it: lo is there, and down.
            assertTrue(PrivateRun.run(0, "ip", "-n", "red", "link").contains("lo: <LOOPBACK> mtu 65536"));
            PrivateRun.run(0, "ip", "netns", "delete", "red");
            names.delete("blue");
            assertEquals("", ipList());
            return null;
        });
    }

    @Test
    void theDirectoryIsASharedMountOnce() throws Exception {
        PrivateRun.test(() -> {
            names.add("red");
            names.add("blue");
            PrivateRun.run(0, "ip", "netns", "add", "green");
            List<String> mounts = mounts(" /run/netns ");
            assertEquals(1, mounts.size(), mounts.toString());
            assertTrue(mounts.getFirst().contains(" shared:"), mounts.toString());
            return null;
        });
    }

    @Test
    void theThreadStaysInItsNamespace() throws Exception {
        PrivateRun.test(() -> {
            String before = own();
            names.add("red");
            names.add(many(20));
            assertEquals(before, own());
            assertEquals(List.of(), names.identify());
            return null;
        });
    }

    @Test
    void eachIsANamespaceOfItsOwn() throws Exception {
        PrivateRun.test(() -> {
            List<String> many = many(40);
            names.add(many);
            TreeSet<Long> inodes = new TreeSet<>();
            for (String name : many) {
                try (Namespace namespace = Namespace.ofName(name, NamespaceType.NET)) {
                    inodes.add(namespace.id().inode());
                }
            }
            assertEquals(many.size(), inodes.size());
            names.delete(many);
            assertEquals(List.of(), names.list());
            assertEquals(List.of(), mounts(" /run/netns/"));
            return null;
        });
    }

    @Test
    void addsAllOrNone() throws Exception {
        PrivateRun.test(() -> {
            names.add("n30");
            List<String> many = many(40);
            LinuxException e = assertThrows(LinuxException.class, () -> names.add(many));
            assertEquals(Errno.EEXIST, e.errno().orElseThrow());
            assertEquals("Cannot create namespace file \"/run/netns/n30\"", e.attempt());
            assertEquals(List.of("n30"), names.list());
            assertEquals(1, mounts(" /run/netns/").size());
            return null;
        });
    }

    @Test
    void refusesWhatIsNoName() {
        for (String name : List.of("", ".", "..", "a/b", "a\0b", "ä".repeat(128))) {
            assertFalse(names.isValid(name), name);
            assertThrows(IllegalArgumentException.class, () -> names.add(name), name);
            assertThrows(IllegalArgumentException.class, () -> names.delete(name), name);
        }
        assertTrue(names.isValid("a".repeat(255)));
        assertFalse(names.isValid("a".repeat(256)));
    }

    @Test
    void namesHaveTheBytesOfTheCharset() throws Exception {
        PrivateRun.test(() -> {
            names.add("grün");
            assertEquals(List.of("grün"), names.list());
            NetnsDirectory bytes = NetnsDirectory.system(StandardCharsets.ISO_8859_1);
            assertEquals(List.of("gr\u00c3\u00bcn"), bytes.list());
            bytes.delete("gr\u00c3\u00bcn");
            bytes.add("\u00ff"); // no UTF-8 at all
            assertEquals(List.of("\u00ff"), bytes.list());
            return null;
        });
    }

    @Test
    void attachesToAProcessAndToAHandle() throws Exception {
        PrivateRun.test(() -> {
            Process sleeper = new ProcessBuilder("unshare", "-n", "sleep", "60").start();
            try {
                int pid = (int) sleeper.pid();
                awaitOwnNamespace(pid);
                names.attach("red", pid);
                assertEquals(List.of(pid), names.pids("red"));
                assertEquals(List.of("red"), names.identify(pid));
                assertEquals(pid + "\n", PrivateRun.run(0, "ip", "netns", "pids", "red"));
                try (Namespace red = Namespace.ofName("red", NamespaceType.NET)) {
                    names.attach("blue", red);
                }
                assertEquals(new TreeSet<>(List.of("blue", "red")), new TreeSet<>(names.identify(pid)));
            } finally {
                sleeper.destroyForcibly().waitFor();
            }
            LinuxException e = assertThrows(LinuxException.class, () -> names.attach("green", 4_000_000));
            assertEquals("Bind /proc/4000000/ns/net -> /run/netns/green failed", e.attempt());
            assertFalse(names.list().contains("green"));
            return null;
        });
    }

    @Test
    void numbersAreThoseThatIpShows() throws Exception {
        PrivateRun.test(() -> {
            names.add(List.of("red", "blue"));
            assertEquals(OptionalInt.empty(), names.nsid("red"));
            names.setNsid("red", 7);
            assertEquals(OptionalInt.of(7), names.nsid("red"));
            names.setNsid("blue", -1);
            assertTrue(names.nsid("blue").isPresent());
            assertTrue(PrivateRun.run(0, "ip", "netns", "list").contains("red (id: 7)"));
            LinuxException e = assertThrows(LinuxException.class, () -> names.setNsid("red", 8));
            assertEquals(Errno.EEXIST, e.errno().orElseThrow());
            assertEquals(
                    Errno.ENOENT,
                    assertThrows(LinuxException.class, () -> names.setNsid("no", 1))
                            .errno()
                            .orElseThrow());
            return null;
        });
    }

    @Test
    void deletesWhatNoNamespaceIsBoundTo() throws Exception {
        PrivateRun.test(() -> {
            names.add("red");
            Files.createFile(DIRECTORY.resolve("stale"));
            // Docker's namespaces are often shown to ip by a link; what it leads to is not to be unmounted.
            Files.createSymbolicLink(DIRECTORY.resolve("link"), DIRECTORY.resolve("red"));
            names.delete(List.of("stale", "link"));
            assertEquals(List.of("red"), names.list());
            assertEquals(1, mounts(" /run/netns/red ").size());
            LinuxException e = assertThrows(LinuxException.class, () -> names.delete(List.of("no", "red")));
            assertEquals("Cannot remove namespace file \"/run/netns/no\"", e.attempt());
            assertEquals(List.of(), names.list());
            return null;
        });
    }

    @Test
    void watchTellsInOrder() throws Exception {
        PrivateRun.test(() -> {
            try (NetnsWatch watch = names.watch()) {
                assertEquals(List.of(), watch.receive(Duration.ofMillis(1)));
                names.add("red");
                PrivateRun.run(0, "ip", "netns", "delete", "red");
                List<NetnsEvent> events = new ArrayList<>();
                while (events.size() < 2) {
                    List<NetnsEvent> some = watch.receive(Duration.ofSeconds(10));
                    assertFalse(some.isEmpty(), "time is up");
                    events.addAll(some);
                }
                assertEquals(
                        List.of(
                                new NetnsEvent(NetnsEvent.Kind.ADD, "red"),
                                new NetnsEvent(NetnsEvent.Kind.DELETE, "red")),
                        events);
            }
            return null;
        });
    }

    @Test
    void manyThreadsAtOnce() throws Exception {
        PrivateRun.test(() -> {
            int threads = 8;
            CountDownLatch start = new CountDownLatch(1);
            AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String prefix = "t" + i + "-";
                // Children of this thread, so that they are in its mount namespace.
                all.add(Thread.ofPlatform().start(() -> {
                    try {
                        start.await();
                        for (int j = 0; j < 10; j++) {
                            names.add(prefix + j);
                        }
                        for (int j = 0; j < 10; j += 2) {
                            names.delete(prefix + j);
                        }
                    } catch (Exception e) {
                        failed.set(e);
                    }
                }));
            }
            start.countDown();
            for (Thread thread : all) {
                thread.join();
            }
            assertEquals(null, failed.get());
            assertEquals(threads * 5, names.list().size());
            assertEquals(threads * 5, mounts(" /run/netns/").size());
            assertEquals(1, mounts(" /run/netns ").size());
            return null;
        });
    }

    private static List<String> many(int count) {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add("n" + i);
        }
        return many;
    }

    private static String ipList() throws IOException, InterruptedException {
        return String.join(
                " ",
                new TreeSet<>(PrivateRun.run(0, "ip", "netns", "list").lines().toList()));
    }

    /** The lines of the thread's mount namespace that have this in them. */
    private static List<String> mounts(String what) throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/mountinfo")).stream()
                .filter(line -> line.contains(what))
                .toList();
    }

    private static String own() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }

    private static String mode(Path path) throws IOException {
        return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void awaitOwnNamespace(int pid) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Path link = Path.of("/proc/" + pid + "/ns/net");
        while (Files.readSymbolicLink(link).toString().equals(own())) {
            assertTrue(System.nanoTime() < end, "unshare takes too long");
            Thread.sleep(5);
        }
    }
}
