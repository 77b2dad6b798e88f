package dev.alcove.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs whole commands, round after round one of each in another order, so that what else the machine does hits all alike;
 * as does what a command leaves for the kernel to do, which ends a namespace after its last process.
 */
final class CommandRuns {
    static final String TRUE = "/bin/true";
    static final String UNSHARE = "util-linux unshare";
    static final String COMPILED = "alcove compile";
    static final String ALCOVE = "alcove unshare";
    static final String HELLO = "hello world, default JVM";
    static final String ALCOVE_UTS = "alcove unshare -u";

    private static final String[] WORK = {"-pfmui", "--mount-proc", TRUE};
    private static final int WARM_UP = 10;

    private final Path dist;
    private final Path directory;
    private final Map<String, List<String>> commands = new LinkedHashMap<>();

    /**
     * Prepares the cases.
     *
     * @param dist the distribution
     * @param directory an empty directory for what has to be made first
     */
    CommandRuns(Path dist, Path directory) throws IOException, InterruptedException {
        this.dist = dist;
        this.directory = directory;
        commands.put(TRUE, List.of(TRUE));
        commands.put(COMPILED, List.of(compileLauncher("launcher", WORK)));
        commands.put(UNSHARE, command("/usr/bin/unshare", WORK));
        addIfInstalled(
                "/usr/bin/bwrap",
                "--dev-bind",
                "/",
                "/",
                "--unshare-pid",
                "--unshare-uts",
                "--unshare-ipc",
                "--proc",
                "/proc",
                TRUE);
        addIfInstalled(
                "/usr/bin/nsjail",
                "-q",
                "-Mo",
                "--chroot",
                "/",
                "--disable_clone_newnet",
                "--disable_clone_newuser",
                "--",
                TRUE);
        commands.put(HELLO, helloWorld());
        commands.put(ALCOVE_UTS, List.of(alcove(), "unshare", "-u", TRUE));
        List<String> same = new ArrayList<>(List.of(alcove(), "unshare"));
        same.addAll(List.of(WORK));
        commands.put(ALCOVE, same);
        commands.put("alcove --version", List.of(alcove(), "--version"));
        commands.put("compiled, nothing new", List.of(compileLauncher("launcher-exec", TRUE)));
        commands.put("compiled, --fork", List.of(compileLauncher("launcher-fork", "-f", TRUE)));
    }

    /** The words of a case. */
    List<String> command(String name) {
        return commands.getOrDefault(name, List.of());
    }

    Map<String, Samples> run(int rounds) throws IOException {
        Map<String, Samples> samples = new LinkedHashMap<>();
        List<Stopwatch> watches = new ArrayList<>();
        for (Map.Entry<String, List<String>> command : commands.entrySet()) {
            samples.put(command.getKey(), new Samples(command.getKey()));
            watches.add(new Stopwatch(command.getValue()));
        }
        List<Samples> all = List.copyOf(samples.values());
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            order.add(i);
        }
        Random random = new Random(1);
        for (int round = -WARM_UP; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (int at : order) {
                double micros = watches.get(at).run();
                if (round >= 0) {
                    all.get(at).add(micros);
                }
            }
        }
        watches.forEach(Stopwatch::close);
        return samples;
    }

    private String alcove() {
        return dist.resolve("bin/alcove").toString();
    }

    private String compileLauncher(String name, String... arguments) throws IOException, InterruptedException {
        String launcher = directory.resolve(name).toString();
        List<String> compile = new ArrayList<>(List.of(alcove(), "compile", "-o", launcher, "unshare"));
        compile.addAll(List.of(arguments));
        prepare(compile);
        return launcher;
    }

    /** The least that a JVM does, helped as much as Alcove is: a cache of its own from a training run. */
    private List<String> helloWorld() throws IOException, InterruptedException {
        Path source = directory.resolve("Hello.java");
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        String cache = directory.resolve("hello.aot").toString();
        String archive = directory.resolve("hello.jar").toString();
        Files.writeString(
                source,
                "public class Hello { public static void main(String[] args) { System.out.println(\"Hello\"); } }\n");
        prepare(List.of(java + "/javac", "-d", directory.toString(), source.toString()));
        prepare(List.of(java + "/jar", "-cf", archive, "-C", directory.toString(), "Hello.class"));
        prepare(List.of(java + "/java", "-XX:AOTCacheOutput=" + cache, "-cp", archive, "Hello"));
        List<String> hello = List.of(java + "/java", "-XX:AOTCache=" + cache, "-cp", archive, "Hello");
        List<String> strict = new ArrayList<>(hello);
        strict.add(1, "-XX:AOTMode=on");
        prepare(strict);
        return hello;
    }

    private void addIfInstalled(String program, String... arguments) {
        if (Files.isExecutable(Path.of(program))) {
            commands.put(Path.of(program).getFileName().toString(), command(program, arguments));
        }
    }

    private static List<String> command(String program, String... arguments) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(List.of(arguments));
        return words;
    }

    private static void prepare(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
