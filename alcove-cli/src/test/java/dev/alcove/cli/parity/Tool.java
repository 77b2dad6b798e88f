package dev.alcove.cli.parity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An {@code unshare} or {@code nsenter} that cases can be run with. Each runs in a place of its own, which {@code place.bash} makes. */
final class Tool implements Parity.Subject {
    private static final int SECONDS = 30;
    private static final Pattern VERSION = Pattern.compile("util-linux 2\\.([0-9]+)");

    /** What makes the namespaces of a place, and is no part of what is tested. */
    private static final List<String> PLACE = List.of(
            "/usr/bin/unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--propagation=private",
            "/bin/bash");

    private final Path resources;
    private final Path directory;
    private final String point;
    private final String command;
    private final Map<Who, List<String>> baselines = new EnumMap<>(Who.class);

    /**
     * @param resources an empty directory
     * @param directory what the places show at {@code point}
     * @param point where; {@code unshare} is /mnt/tool/bin/unshare then
     */
    Tool(Path resources, Path directory, String point) throws IOException {
        this(resources, directory, point, "unshare");
    }

    /** The same for another command. */
    Tool(Path resources, Path directory, String point, String command) throws IOException {
        this.resources = resources;
        this.directory = directory;
        this.point = point;
        this.command = command;
        for (String resource : List.of("place", "run", "state", "targets")) {
            try (InputStream in = Tool.class.getResourceAsStream(resource + ".bash")) {
                Files.write(
                        resources.resolve(resource),
                        Objects.requireNonNull(in, resource).readAllBytes());
            }
        }
    }

    /** The state of a program that nothing was done to. */
    private synchronized List<String> baseline(Who who) throws IOException, InterruptedException {
        List<String> baseline = baselines.get(who);
        if (baseline == null) {
            Printed printed = print(new Run("/mnt/state", who));
            baseline = Facts.state(printed.out());
            if (baseline.isEmpty()) {
                throw new IllegalStateException("cannot make a place, which takes root: " + printed);
            }
            baselines.put(who, baseline);
        }
        return baseline;
    }

    /** Which util-linux this is: 38 for 2.38. */
    int version() throws IOException, InterruptedException {
        Printed printed = print(new Run("\"$U\" --version", Who.ROOT));
        Matcher version = VERSION.matcher(printed.out().toString());
        if (!version.find()) {
            throw new IllegalStateException("not util-linux, or not run as root: " + printed);
        }
        return Integer.parseInt(version.group(1));
    }

    /** What the program did: {@link Facts}. */
    @Override
    public List<String> facts(Run run) {
        try {
            Printed printed = print(run);
            if (printed.out().stream().noneMatch(line -> line.startsWith("exit "))) {
                throw new IllegalStateException("did not come to its end: " + printed);
            }
            return Facts.of(printed.out(), printed.err(), baseline(run.who()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Printed(List<String> out, List<String> err) {}

    private Printed print(Run run) throws IOException, InterruptedException {
        Path out = Files.createTempFile(resources, "case", ".out");
        Path err = Files.createTempFile(resources, "case", ".err");
        List<String> line = new ArrayList<>(PLACE);
        line.addAll(List.of(
                resources.resolve("place").toString(),
                resources.toString(),
                run.who() == Who.ROOT ? "root" : "user",
                directory.toString(),
                point,
                run.program(),
                command));
        Process process = new ProcessBuilder(line)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        List<String> late = new ArrayList<>();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            // Its child is PID 1 of the place, with which all goes that is in it.
            process.children().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            late.add("still running after " + SECONDS + " seconds");
        }
        late.addAll(Files.readAllLines(err, StandardCharsets.ISO_8859_1));
        Printed printed = new Printed(Files.readAllLines(out, StandardCharsets.ISO_8859_1), late);
        Files.delete(out);
        Files.delete(err);
        return printed;
    }
}
