package dev.alcove.namespace.catalogue;

import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Scans again and again while processes and namespaces come and go, in a JVM where nobody else opens anything. */
final class StormMain {
    private static final int SCANS = 30;
    private static final Request EVERYTHING = Request.all().with(Detail.ANCESTORS, Detail.values());

    private StormMain() {}

    public static void main(String[] arguments) throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        List<Thread> winds = new ArrayList<>();
        try (SmallZoo zoo = new SmallZoo()) {
            Catalogue.scan(EVERYTHING);
            long descriptors = count("fd");
            for (int i = 0; i < 2; i++) {
                winds.add(Thread.ofPlatform().start(() -> blow(end)));
            }
            for (int scan = 0; scan < SCANS; scan++) {
                check(Catalogue.scan(EVERYTHING), zoo);
            }
            end.set(true);
            for (Thread wind : winds) {
                wind.join();
            }
            SmallZoo.await(() -> count("fd") <= descriptors);
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("alcove-")) {
                    throw new AssertionError(thread + " is left");
                }
            }
        } finally {
            end.set(true);
        }
        System.out.println("all as expected");
    }

    /** What is stable must always be there. */
    private static void check(Catalogue catalogue, SmallZoo zoo) throws IOException {
        for (Process process : List.of(zoo.nested, zoo.descriptor, zoo.stopped, zoo.named)) {
            for (NamespaceType type : NamespaceType.values()) {
                long inode = SmallZoo.inode(process.pid(), type.procName());
                Entry entry = catalogue.find(inode).orElseThrow();
                if (entry.processes().stream().noneMatch(member -> member.pid() == process.pid())) {
                    throw new AssertionError(process.pid() + " is missing in " + entry);
                }
                boolean related = type == NamespaceType.USER || entry.owner().isPresent();
                if (!related) {
                    throw new AssertionError(entry + " has no owner");
                }
            }
        }
    }

    /** Makes processes that end at once, by themselves or killed, most of them in namespaces that end with them. */
    private static void blow(AtomicBoolean end) {
        try {
            while (!end.get()) {
                Process process = new ProcessBuilder(
                                "unshare",
                                "-Urnmuipf",
                                "--kill-child",
                                "sh",
                                "-c",
                                "for i in 1 2 3 4 5 6; do unshare -Un true & true & done; wait")
                        .redirectErrorStream(true)
                        .start();
                process.getInputStream().readAllBytes();
                process.destroyForcibly().waitFor();
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long count(String directory) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self", directory))) {
            return files.count();
        }
    }
}
