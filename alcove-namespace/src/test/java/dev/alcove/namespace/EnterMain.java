package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alcove.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts processes in existing namespaces, as root or as an ordinary user, who can enter what is in a user namespace of
 * theirs. An exception says what was not as it should be.
 */
final class EnterMain {
    private static final boolean ROOT = SideJvm.isRoot();
    private static final long DAYS = 1000;

    private EnterMain() {}

    public static void main(String[] arguments) throws Exception {
        Process target = new NamespaceProcessBuilder("sleep", "1000")
                .unshare(NamespaceType.values())
                .mapRootUser()
                .mountProc()
                .hostname("target")
                .boottime(Duration.ofDays(DAYS))
                .start();
        try {
            int pid = (int) target.pid();
            entersAll(target.toHandle(), pid);
            entersEach(pid);
            entersByHandles(pid);
            isAProcessInEveryRespect(pid);
            makesNewOnesInside(pid);
            hasTheIdsOfTheUserNamespace(pid);
            explainsWhatItMayNot(pid);
            leavesNothing(pid);
        } finally {
            target.destroyForcibly().waitFor();
        }
        explainsWhatIsGone();
        System.out.println("all as expected");
    }

    private static void entersAll(ProcessHandle target, int pid) throws Exception {
        Process process = new NamespaceProcessBuilder("cat")
                .enter(target)
                .preserveCredentials()
                .start();
        for (NamespaceType type : NamespaceType.values()) {
            expect(link(pid, type), link((int) process.pid(), type));
        }
        process.getOutputStream().close();
        expect(0, process.waitFor());
        String seen = output(
                shell("hostname; cut -d. -f1 /proc/uptime; ls /proc/1/exe; pwd").enter(pid));
        List<String> lines = seen.lines().toList();
        expect("target", lines.get(0));
        expect(true, Long.parseLong(lines.get(1)) >= DAYS * 24 * 3600);
        expect("/proc/1/exe", lines.get(2));
        expect("/", lines.get(3));
    }

    private static void entersEach(int pid) throws Exception {
        for (NamespaceType type : NamespaceType.values()) {
            NamespaceProcessBuilder builder =
                    new NamespaceProcessBuilder("cat").preserveCredentials().enter(pid, type);
            if (!ROOT && type != NamespaceType.USER) {
                builder.enter(pid, NamespaceType.USER);
            }
            Process process = builder.start();
            for (NamespaceType each : NamespaceType.values()) {
                boolean entered = each == type || (!ROOT && each == NamespaceType.USER);
                expect(link(entered ? pid : ownPid(), each), link((int) process.pid(), each));
            }
            process.getOutputStream().close();
            expect(0, process.waitFor());
        }
    }

    /** One by one, the user namespace in the middle of them: those before it are tried again if need be. */
    private static void entersByHandles(int pid) throws Exception {
        NamespaceProcessBuilder builder = new NamespaceProcessBuilder("cat").preserveCredentials();
        Process process;
        try (NamespaceSet set = NamespaceSet.ofProcess(pid)) {
            builder.enter(
                    set.get(NamespaceType.NET).orElseThrow(),
                    set.get(NamespaceType.TIME).orElseThrow());
            builder.enter(set.get(NamespaceType.USER).orElseThrow());
            builder.enter(
                    set.get(NamespaceType.PID).orElseThrow(),
                    set.get(NamespaceType.MNT).orElseThrow());
            process = builder.start();
        }
        for (NamespaceType type : NamespaceType.values()) {
            boolean isIn = link(pid, type).equals(link((int) process.pid(), type));
            expect(type != NamespaceType.UTS && type != NamespaceType.IPC && type != NamespaceType.CGROUP, isIn);
        }
        process.getOutputStream().close();
        expect(0, process.waitFor());
    }

    private static void isAProcessInEveryRespect(int pid) throws Exception {
        Process shell = new NamespaceProcessBuilder("sh", "-c", "echo $$; read x; exit 7")
                .enter(pid)
                .preserveCredentials()
                .start();
        int inside = Integer.parseInt(shell.inputReader().readLine());
        expect(true, shell.toHandle().isAlive());
        String status = Files.readString(Path.of("/proc/" + shell.pid() + "/status"));
        expect(true, status.contains("NSpid:\t" + shell.pid() + "\t" + inside + "\n"));
        expect(true, status.contains("PPid:\t" + ownPid() + "\n"));
        expect(true, status.contains("SigBlk:\t0000000000000000\n"));
        shell.getOutputStream().write('\n');
        shell.getOutputStream().close();
        expect(7, shell.waitFor());
        Process sleep = new NamespaceProcessBuilder("sleep", "1000")
                .enter(pid)
                .preserveCredentials()
                .start();
        sleep.destroy();
        expect(128 + 15, sleep.waitFor());
        Process other = new NamespaceProcessBuilder("sleep", "1000")
                .enter(pid)
                .preserveCredentials()
                .killOnParentDeath()
                .start();
        expect(false, other.waitFor(1, TimeUnit.MILLISECONDS));
        expect(128 + 9, other.destroyForcibly().waitFor());
        String descriptors = output(shell("ls /proc/self/fd | wc -l").enter(pid));
        expect("4", descriptors); // the standard three, and the directory itself
    }

    private static void makesNewOnesInside(int pid) throws Exception {
        String seen = output(shell("hostname; echo $$; cut -c-11 /proc/1/cmdline; readlink /proc/self/ns/net")
                .enter(pid, NamespaceType.USER, NamespaceType.NET)
                .unshare(NamespaceType.PID)
                .hostname("new")
                .mountProc());
        expect(
                List.of("new", "2", "alcove-init", link(pid, NamespaceType.NET)),
                seen.lines().toList());
    }

    private static void hasTheIdsOfTheUserNamespace(int pid) throws Exception {
        NamespaceProcessBuilder plain = new NamespaceProcessBuilder("id", "-u").enter(pid);
        if (ROOT) {
            expect("0", output(plain));
            expect("0 0", output(new NamespaceProcessBuilder("sh", "-c", "echo $(id -u) $(id -G)").enter(pid)));
            fails(new NamespaceProcessBuilder("true").enter(pid).setuid(5), "that uid is not mapped");
        } else {
            fails(plain, "preserveCredentials");
            expect("0", output(plain.preserveCredentials()));
        }
    }

    private static void explainsWhatItMayNot(int pid) throws Exception {
        try (Namespace own = Namespace.current(NamespaceType.USER)) {
            fails(new NamespaceProcessBuilder("true").enter(own), "are in already");
        }
        fails(new NamespaceProcessBuilder("nosuch").enter(pid).preserveCredentials(), "");
        if (!ROOT) {
            fails(new NamespaceProcessBuilder("true").enter(pid, NamespaceType.NET), "with NamespaceType.USER");
        }
        NamespaceProcessBuilder twice = new NamespaceProcessBuilder("true").enter(pid, NamespaceType.NET);
        try {
            twice.unshare(NamespaceType.NET).start();
            throw new AssertionError("entered and made");
        } catch (IllegalStateException e) {
            expect("one net namespace to enter, and a new one to make", String.valueOf(e.getMessage()));
        }
        try {
            new NamespaceProcessBuilder("true")
                    .enter(pid)
                    .enter(pid, NamespaceType.NET)
                    .start();
            throw new AssertionError("entered twice");
        } catch (IllegalStateException e) {
            expect("two net namespaces to enter", String.valueOf(e.getMessage()));
        }
    }

    private static void explainsWhatIsGone() throws Exception {
        Process target = new NamespaceProcessBuilder("sleep", "1000")
                .unshare(NamespaceType.PID)
                .mapRootUser()
                .start();
        ProcessHandle handle = target.toHandle();
        try (NamespaceSet set = NamespaceSet.ofProcess((int) target.pid())) {
            target.destroyForcibly().waitFor();
            NamespaceProcessBuilder dead = new NamespaceProcessBuilder("true").preserveCredentials();
            fails(dead.enter(NamespaceSet.of(set.only(NamespaceType.USER, NamespaceType.PID))), "is dead");
        }
        fails(new NamespaceProcessBuilder("true").enter(handle), "");
    }

    private static void leavesNothing(int pid) throws Exception {
        long before = descriptors();
        for (int i = 0; i < 20; i++) {
            new NamespaceProcessBuilder("true")
                    .enter(pid)
                    .preserveCredentials()
                    .start()
                    .waitFor();
            fails(new NamespaceProcessBuilder("nosuch").enter(pid).preserveCredentials(), "");
        }
        for (int i = 0; i < 200 && (descriptors() > before || children() > 1); i++) {
            Thread.sleep(25);
        }
        expect(before, descriptors());
        expect(1L, children()); // the target
    }

    private static void fails(NamespaceProcessBuilder builder, String remedy) throws Exception {
        try {
            builder.start();
            throw new AssertionError("started");
        } catch (LinuxException e) {
            String given = e.remedy().orElse("");
            if (!given.contains(remedy)) {
                throw new AssertionError("no word of: " + remedy, e);
            }
        }
    }

    private static NamespaceProcessBuilder shell(String script) {
        return new NamespaceProcessBuilder("sh", "-c", script).preserveCredentials();
    }

    private static String output(NamespaceProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        expect("0 " + output, process.waitFor() + " " + output);
        return output;
    }

    private static String link(int pid, NamespaceType type) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns", type.procName()))
                .toString();
    }

    private static int ownPid() {
        return (int) ProcessHandle.current().pid();
    }

    /** Children of the JVM, zombies among them. */
    private static long children() throws IOException {
        List<String> children = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                children.addAll(
                        Files.readString(task.resolve("children")).lines().toList());
            }
        }
        return children.stream().mapToLong(line -> line.split(" ").length).sum();
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
