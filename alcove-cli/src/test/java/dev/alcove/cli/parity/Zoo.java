package dev.alcove.cli.parity;

import dev.alcove.cli.Account;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Namespaces of every kind, for {@code lsns} to find: {@code zoo.bash} says which animals there are. They live in PID, mount,
 * network and UTS namespaces of their own with their own {@code /proc}, so that what runs in the zoo sees them and nothing of the
 * machine. They are frozen: two that look at the same zoo see the same. All go when it is closed, or when the JVM ends.
 *
 * <p>Takes root. Made with util-linux and iproute2 alone.
 */
public final class Zoo implements AutoCloseable {
    private static final int SECONDS = 30;

    /** What makes the namespaces of the zoo itself. */
    private static final List<String> FENCE = List.of(
            "/usr/bin/unshare",
            "--mount",
            "--pid",
            "--net",
            "--uts",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--propagation=private",
            "/bin/bash",
            "-c",
            ". \"$ZOO\"",
            "zoo");

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** Prints the inode of the namespace of a process: {@code ns PID TYPE}. */
    private static final String FUNCTIONS = "ns() { stat -L -c %i /proc/$1/ns/$2; }; cd /; ";

    private final Path directory;
    private final Process fence;
    private final ProcessHandle init;
    /** By who and kind, as in the list: {@code root users}. */
    private final Map<String, String> animals = new HashMap<>();
    /** The inodes of namespaces without a process. */
    private final List<String> kept = new ArrayList<>();

    private final Map<String, String> ideals = new HashMap<>();

    private static final Pattern INODE = Pattern.compile("\\b4[0-9]{9}\\b");
    private static final long FIRST_IDEAL = 4_100_000_001L;

    /** Prints the inodes of all namespaces with a process, by ascending PID. */
    private static final String INODES = "for pid in $(cd /proc; ls -d [0-9]* | sort -n); do"
            + " for type in cgroup ipc mnt net pid time user uts; do echo /proc/$pid/ns/$type; done; done"
            + " | xargs stat -L -c %i 2>/dev/null || :";

    /** What a command in the zoo did, each byte a char. */
    public record Seen(int status, String out, String err) {}

    private Zoo(Path directory, Process fence) throws IOException {
        this.directory = directory;
        this.fence = fence;
        this.init = fence.children().findFirst().orElseThrow();
        for (String line : Files.readAllLines(directory.resolve("animals"), StandardCharsets.ISO_8859_1)) {
            String[] words = line.split(" ", -1);
            animals.put(words[0] + " " + words[1], words[2]);
            if (INODE.matcher(words[2]).matches()) {
                kept.add(words[2]);
            }
        }
    }

    /** Makes a zoo. */
    public static Zoo open() throws IOException {
        return open("whole");
    }

    /** The same without what nothing keeps but a descriptor, a socket or a mount: util-linux 2.38 does not see these. */
    static Zoo plain() throws IOException {
        return open("plain");
    }

    private static Zoo open(String how) throws IOException {
        if (!Account.isRoot()) {
            throw new IllegalStateException("a zoo takes root");
        }
        Path directory = Files.createTempDirectory("alcove-zoo");
        Path script = directory.resolve("zoo.bash");
        try (InputStream in = Zoo.class.getResourceAsStream("zoo.bash")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        // It ends with its standard input: also if this JVM is killed.
        ProcessBuilder builder = new ProcessBuilder(FENCE)
                .redirectError(directory.resolve("errors").toFile());
        // Not as arguments: the command line of PID 1 is the same in every zoo.
        builder.environment().put("ZOO", script.toString());
        builder.environment().put("LIST", directory.resolve("animals").toString());
        builder.environment().put("HOW", how);
        Process fence = builder.start();
        try {
            BufferedReader out = fence.inputReader(StandardCharsets.ISO_8859_1);
            if (!"open".equals(out.readLine())) {
                throw new IllegalStateException("cannot make a zoo: " + Files.readString(directory.resolve("errors")));
            }
            return new Zoo(directory, fence);
        } catch (IOException | RuntimeException e) {
            end(directory, fence);
            throw e;
        }
    }

    /**
     * What the zoo knows of its animals: {@code users} is the PID of that kind of animal of root or of the ordinary user,
     * {@code socket_net} the inode of a namespace that is kept by no process.
     */
    public String of(Who who, String kind) {
        return Objects.requireNonNull(animals.get(prefix(who) + kind), kind);
    }

    private static String prefix(Who who) {
        return who == Who.ROOT ? "root " : "user ";
    }

    /**
     * Runs a bash program in the zoo, in which {@code $users} and so on are the PIDs of the animals of who runs it,
     * and {@code ns PID TYPE} prints an inode.
     *
     * @param bin a directory that comes first in PATH
     */
    public Seen run(Who who, Path bin, String program) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "run", ".out");
        Path err = Files.createTempFile(directory, "run", ".err");
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/nsenter", "-t", Long.toString(init.pid()), "-m", "-p", "-n", "-u", "setpriv"));
        command.addAll(
                who == Who.ROOT
                        ? List.of("--groups", "0")
                        : List.of("--reuid", "1001", "--regid", "1001", "--clear-groups"));
        command.addAll(List.of("env", "-i", "PATH=" + bin + ":" + PATH, "LC_ALL=C"));
        animals.forEach((name, number) -> {
            if (name.startsWith(prefix(who))) {
                command.add(name.substring(prefix(who).length()) + "=" + number);
            }
        });
        command.addAll(List.of("/bin/bash", "-c", FUNCTIONS + program));
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("still running after " + SECONDS + " seconds: " + program);
        }
        var seen = new Seen(
                process.exitValue(),
                Files.readString(out, StandardCharsets.ISO_8859_1),
                Files.readString(err, StandardCharsets.ISO_8859_1));
        Files.delete(out);
        Files.delete(err);
        return seen;
    }

    /**
     * The same text as of every other zoo: a namespace has the inode that is its place, in a list by process and type. No
     * column changes its width.
     */
    synchronized String idealized(String text) {
        if (ideals.isEmpty()) {
            findIdeals();
        }
        return INODE.matcher(text).replaceAll(inode -> ideals.getOrDefault(inode.group(), inode.group()));
    }

    private void findIdeals() {
        String inodes;
        try {
            inodes = run(Who.ROOT, Path.of("/usr/bin"), INODES).out();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Stream.concat(inodes.lines(), kept.stream())
                .distinct()
                .forEach(inode -> ideals.put(inode, Long.toString(FIRST_IDEAL + ideals.size())));
    }

    /** Ends every process of the zoo, and with them its namespaces. */
    @Override
    public void close() throws IOException {
        end(directory, fence);
    }

    private static void end(Path directory, Process fence) throws IOException {
        // Its child is PID 1 of the zoo, with which all goes that is in it.
        fence.children().forEach(ProcessHandle::destroyForcibly);
        fence.destroyForcibly().onExit().join();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
