package dev.alcove.namespace.catalogue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes in namespaces of all kinds, made with util-linux in user namespaces of their own, so that any user may. */
final class SmallZoo implements AutoCloseable {
    static final String COMMAND = "two  words\nin two lines, gr\u00fcn \u65e5\u672c";

    /** The third of user namespaces that are nested; nobody is in the two above it. */
    final Process nested;

    /** The first of a PID namespace in a PID namespace. */
    final Process inner;

    /** In no network namespace but its own, and holding another by descriptor 7. */
    final Process descriptor;

    /** The same, but what it holds is a socket. */
    final Process socket;

    final Process stopped;

    /** The parent of a zombie that was in a user namespace of its own. */
    final Process parent;

    final Process named;

    private final List<Process> all = new ArrayList<>();

    SmallZoo() throws Exception {
        try {
            nested = start("exec unshare -Ur unshare -Ur unshare -Ur sleep infinity");
            inner = start("exec unshare -Urpf --kill-child unshare -pf --kill-child sleep infinity");
            descriptor = start("exec unshare -Urn bash -c 'readlink /proc/self/ns/net; exec 7</proc/self/ns/net;"
                    + " exec unshare -n sleep infinity'");
            socket = start("exec unshare -Urn bash -c 'readlink /proc/self/ns/net; ip link set lo up;"
                    + " exec 7<>/dev/udp/127.0.0.1/9; exec unshare -n sleep infinity'");
            stopped = start("exec unshare -Uru sleep infinity");
            parent = start("unshare -U true & exec sleep infinity");
            named = start("exec unshare -Uru bash -c 'exec -a \"$1\" sleep infinity' bash \"$0\"");
            settle();
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private Process start(String script) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", script, COMMAND)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        all.add(process);
        return process;
    }

    /** Waits until everything is as it should be. */
    private void settle() throws Exception {
        for (Process process : List.of(nested, descriptor, socket, stopped, parent, named)) {
            await(() -> comm(process.pid()).equals("sleep"));
        }
        await(() -> descendants(inner).size() == 2
                && comm(descendants(inner).get(1)).equals("sleep"));
        new ProcessBuilder("kill", "-STOP", Long.toString(stopped.pid()))
                .start()
                .waitFor();
        await(() -> stat(stopped.pid()).contains(") T "));
        await(() -> stat(descendants(parent).get(0)).contains(") Z "));
    }

    /** What a process wrote in its first line: a link of {@code /proc/PID/ns}. */
    static long inode(Process process) throws IOException {
        return inode(process.inputReader(ISO_8859_1).readLine());
    }

    /** The namespace of a process, as the kernel names it. */
    static long inode(long pid, String type) throws IOException {
        return inode(
                Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + type)).toString());
    }

    private static long inode(String link) {
        return Long.parseLong(link.replaceAll("\\D", ""));
    }

    /** The children of a process, and theirs. */
    static List<Long> descendants(Process process) {
        return process.descendants().map(ProcessHandle::pid).sorted().toList();
    }

    private static String comm(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/comm"), ISO_8859_1).strip();
    }

    private static String stat(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/stat"), ISO_8859_1);
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the zoo does not become what it should be");
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        for (Process process : all) {
            process.destroyForcibly();
        }
        for (Process process : all) {
            process.onExit().join();
        }
    }
}
