package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts processes as a user without privilege; an exception says which was not as it should be. */
final class OrdinaryUserMain {
    private static final long UID = Caller.current().uid();
    private static final long GID = Caller.current().egid();

    private OrdinaryUserMain() {}

    public static void main(String[] arguments) throws Exception {
        mapsItself();
        makesAllNamespaces();
        mapsItsBlock();
        isRefusedWhatItMayNot();
        changesIdsWhileOthersMapThem();
        System.out.println("all as expected");
    }

    private static void mapsItself() throws Exception {
        Process process = new NamespaceProcessBuilder("cat").mapRootUser().start();
        expect("0 " + UID + " 1", map(process, "uid_map"));
        expect("0 " + GID + " 1", map(process, "gid_map"));
        expect("deny", Files.readString(proc(process, "setgroups")).strip());
        process.getOutputStream().close();
        expect(0, process.waitFor());
        expect(UID + " " + GID, output(shell("echo $(id -u) $(id -g)").mapCurrentUser()));
        expect("4321", output(shell("id -u").mapUser(4321)));
    }

    private static void makesAllNamespaces() throws Exception {
        NamespaceProcessBuilder builder = shell(
                        "hostname; echo $$; id -u; ls -d /proc/[0-9]* | wc -l; cut -d. -f1 /proc/uptime")
                .unshare(NamespaceType.values())
                .mapRootUser()
                .mountProc()
                .hostname("rootless")
                .boottime(Duration.ofDays(1000));
        List<String> lines = output(builder).lines().toList();
        expect(List.of("rootless", "2", "0"), lines.subList(0, 3));
        expect(true, Integer.parseInt(lines.get(3)) <= 4);
        expect(true, Long.parseLong(lines.get(4)) >= 1000L * 24 * 3600);
        Process process = new NamespaceProcessBuilder("cat")
                .unshare(NamespaceType.values())
                .mapRootUser()
                .start();
        for (NamespaceType type : NamespaceType.values()) {
            Path own = Files.readSymbolicLink(Path.of("/proc/self/ns", type.procName()));
            expect(false, own.equals(Files.readSymbolicLink(proc(process, "ns/" + type.procName()))));
        }
        process.getOutputStream().close();
        expect(0, process.waitFor());
    }

    /** By newuidmap(1) and newgidmap(1). */
    private static void mapsItsBlock() throws Exception {
        IdRange users = SubordinateBlock.users(UID);
        Process process = new NamespaceProcessBuilder("cat").mapAuto().start();
        expect("0 " + users.outside() + " " + users.count(), map(process, "uid_map"));
        expect("allow", Files.readString(proc(process, "setgroups")).strip());
        process.destroyForcibly();
        expect(0x80 + 9, process.waitFor());
        process = new NamespaceProcessBuilder("cat").mapRootUser().mapAuto().start();
        expect("0 " + UID + " 1\n1 " + users.outside() + " " + users.count(), map(process, "uid_map"));
        process.getOutputStream().close();
        expect(0, process.waitFor());
        NamespaceProcessBuilder other = new NamespaceProcessBuilder("sleep", "100")
                .mapAuto()
                .setuid(5)
                .setgid(6)
                .unshare(NamespaceType.PID);
        process = other.start();
        long main = process.children().findFirst().orElseThrow().pid();
        expect(
                true,
                Files.readString(Path.of("/proc/" + main + "/status")).contains("\nUid:\t" + (users.outside() + 5)));
        process.destroy();
        expect(0x80 + 15, process.waitFor());
    }

    private static void isRefusedWhatItMayNot() throws Exception {
        LinuxException e = failure(shell("true").unshare(NamespaceType.NET));
        expect(Errno.EPERM, e.errno().orElseThrow());
        expect("cannot create a process", e.attempt());
        contains(e.remedy().orElseThrow(), "mapRootUser()");
        e = failure(shell("true").mapUser(5).setuid(6));
        expect(Errno.EINVAL, e.errno().orElseThrow());
        e = failure(shell("true").mapRootUser().mountProc());
        contains(e.remedy().orElseThrow(), "unshare(NamespaceType.PID)");
        e = failure(shell("true").setuid(0));
        expect("cannot become user 0", e.attempt());
        expect(Errno.EPERM, e.errno().orElseThrow());
        try {
            shell("true").mapUsers(List.of(new IdRange(0, 0, 1000))).start();
            throw new AssertionError("mapped root's ids");
        } catch (IOException refused) {
            contains(String.valueOf(refused.getMessage()), "newuidmap");
            contains(String.valueOf(refused.getMessage()), "/etc/subuid");
        }
    }

    /** A change of ids clears a flag of the memory that all children share, without which none could write its map. */
    private static void changesIdsWhileOthersMapThem() throws Exception {
        List<Future<String>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 120; i++) {
                NamespaceProcessBuilder builder = shell("id -u");
                switch (i % 3) {
                    case 0 -> builder.mapRootUser().setuid(0);
                    case 1 -> builder.mapRootUser();
                    default -> builder.mapRootUser().unshare(NamespaceType.PID);
                }
                done.add(threads.submit(() -> output(builder)));
            }
        }
        for (Future<String> future : done) {
            expect("0", future.get());
        }
        NamespaceProcessBuilder ranges = shell("id -u").mapAuto().setuid(9);
        expect("9", output(ranges));
        expect("0", output(shell("id -u").mapRootUser()));
    }

    private static NamespaceProcessBuilder shell(String script) {
        return new NamespaceProcessBuilder("sh", "-c", script);
    }

    private static String output(NamespaceProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        expect("0 " + text, process.waitFor() + " " + text);
        return text.strip();
    }

    private static LinuxException failure(NamespaceProcessBuilder builder) throws IOException {
        try {
            builder.start();
        } catch (LinuxException e) {
            return e;
        }
        throw new AssertionError("started: " + builder.command());
    }

    private static Path proc(Process process, String file) {
        return Path.of("/proc/" + process.pid() + "/" + file);
    }

    private static String map(Process process, String map) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(proc(process, map))) {
            text.append(text.isEmpty() ? "" : "\n").append(line.strip().replaceAll(" +", " "));
        }
        return text.toString();
    }

    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + " but was " + actual);
        }
    }

    private static void contains(String text, String part) {
        if (!text.contains(part)) {
            throw new AssertionError("no '" + part + "' in: " + text);
        }
    }
}
