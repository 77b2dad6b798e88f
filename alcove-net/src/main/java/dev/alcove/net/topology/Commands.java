package dev.alcove.net.topology;

import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceProcessBuilder;
import dev.alcove.namespace.NamespaceType;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs commands in hosts. What they print is in a file each, beside the topology's state. */
final class Commands {
    private static final int SHOWN_LINES = 20;

    private final Path directory;
    private final Places places;
    private final TopologyState state;
    private final Ground.Journal journal;

    Commands(Path directory, Places places, TopologyState state, Ground.Journal journal) {
        this.directory = directory;
        this.places = places;
        this.state = state;
        this.journal = journal;
    }

    /** Runs a command to its end, or starts it in the background; gives what people should know of that. */
    List<String> run(Element.Run run) throws IOException {
        Path log = directory.resolve(run.place() + "-" + run.number() + ".log");
        return run.command().background() ? start(run, log) : await(run, log);
    }

    private List<String> await(Element.Run run, Path log) throws IOException {
        Process process = builder(run, log, false);
        int status;
        try {
            status = Interrupts.call(process::waitFor);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        List<String> printed = lines(log);
        Files.deleteIfExists(log);
        if (status != 0) {
            throw new IOException("in " + run.place() + ": '" + run.command().line() + "' ended with status " + status
                    + (printed.isEmpty() ? "" : ":\n" + String.join("\n", last(printed))));
        }
        List<String> notices = new ArrayList<>();
        printed.forEach(line -> notices.add(run.place() + ": " + line));
        return notices;
    }

    /** A command in the background has a PID namespace of its own, so that all that it starts ends with it. */
    private List<String> start(Element.Run run, Path log) throws IOException {
        Process process = builder(run, log, true);
        Optional<TopologyState.Started> started = Holder.of((int) process.pid());
        if (started.isPresent()) {
            state.processes.put(key(run), started.get());
            journal.write(state);
        }
        return List.of(run.place() + ": started '" + run.command().line() + "', which prints to " + log);
    }

    private Process builder(Element.Run run, Path log, boolean background) throws IOException {
        Namespace net = places.namespace(run.place());
        NamespaceProcessBuilder builder =
                new NamespaceProcessBuilder("/bin/sh", "-c", run.command().line());
        try (Namespace user = owner(net).orElse(null)) {
            if (user == null) {
                builder.enter(net);
            } else {
                builder.enter(user, net).preserveCredentials();
            }
            if (background) {
                builder.unshare(NamespaceType.PID, NamespaceType.MNT).mountProc();
            }
            return builder.redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        }
    }

    /** The user namespace to enter on the way, where it is not the caller's. */
    private static Optional<Namespace> owner(Namespace net) throws IOException {
        Optional<Namespace> owner = net.owner();
        if (owner.isPresent() && owner.get().isCurrent()) {
            owner.get().close();
            return Optional.empty();
        }
        return owner;
    }

    /** Kills a background command, and with it all that it has started. */
    void stop(Element.Run run) throws IOException {
        TopologyState.Started process = state.processes.remove(key(run));
        if (process != null) {
            Holder.kill(process);
        }
    }

    private static String key(Element.Run run) {
        return run.place() + " " + run.number();
    }

    private static List<String> lines(Path log) throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    }
}
