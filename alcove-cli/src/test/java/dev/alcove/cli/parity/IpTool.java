package dev.alcove.cli.parity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An {@code ip} that cases can be run with, each in a place of its own, which {@code ip.bash} makes. */
final class IpTool implements Parity.Subject {
    private static final int SECONDS = 120;
    private static final Pattern VERSION = Pattern.compile("iproute2-([0-9]+)\\.([0-9]+)");

    private static final List<String> PLACE = List.of(
            "/usr/bin/unshare",
            "--mount",
            "--net",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--propagation=private",
            "/bin/bash");

    private final Path directory;
    private final Path tool;
    private final Path other;
    private final Path reference;

    /**
     * @param directory an empty one
     * @param tool the {@code ip} itself
     * @param other the one that the state of the kernel is read with
     * @param reference iproute2's
     */
    IpTool(Path directory, Path tool, Path other, Path reference) throws IOException {
        this.directory = directory;
        this.tool = tool;
        this.other = other;
        this.reference = reference;
        try (InputStream in = IpTool.class.getResourceAsStream("ip.bash")) {
            Files.write(
                    directory.resolve("ip.bash"),
                    Objects.requireNonNull(in, "ip.bash").readAllBytes());
        }
    }

    /** Which iproute2 this is: 601 for 6.1. */
    int version() throws IOException, InterruptedException {
        Matcher version = VERSION.matcher(String.join("\n", print("ip -V")));
        if (!version.find()) {
            throw new IllegalStateException("not iproute2, or not run as root: " + tool);
        }
        return Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2));
    }

    /** All that was printed, without what is random. */
    @Override
    public List<String> facts(Run run) {
        try {
            IpFacts facts = new IpFacts(run.program());
            return print(run.program()).stream().map(facts::normalized).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> print(String program) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "case", ".out");
        List<String> line = new ArrayList<>(PLACE);
        line.add(directory.resolve("ip.bash").toString());
        line.addAll(List.of(tool.toString(), other.toString(), reference.toString(), program));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        List<String> late = new ArrayList<>();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            // Its child is PID 1 of the place, with which all goes that is in it.
            process.children().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            late.add("still running after " + SECONDS + " seconds");
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(out, StandardCharsets.ISO_8859_1));
        lines.addAll(late);
        Files.delete(out);
        return lines;
    }
}
