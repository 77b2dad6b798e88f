package dev.alcove.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container engine: podman or Docker, asked by its own command, which knows where its containers are and whether the caller
 * may see them.
 */
final class Engine {
    private static final List<Engine> ALL = List.of(new Engine("podman"), new Engine("docker"));

    private final String command;

    private Engine(String command) {
        this.command = command;
    }

    /**
     * The first process of a container.
     *
     * @param engine the command of the engine that runs it
     */
    record Process(String engine, String container, int pid) {
        @Override
        public String toString() {
            return "the container '" + container + "' of " + engine + " is process " + pid;
        }
    }

    /** What the command printed, and whether it succeeded; null in place of it where there is no such command. */
    private record Answer(boolean success, String out, String err) {}

    /** Asks each engine until one knows the container. */
    static Process find(String container) throws CommandException, IOException {
        checkName(container);
        StringBuilder reasons = new StringBuilder();
        for (Engine engine : ALL) {
            Answer answer = engine.ask(container);
            if (answer != null && answer.success) {
                return engine.process(container, answer.out.strip());
            }
            if (answer != null) {
                reasons.append(reasons.isEmpty() ? "" : "\n")
                        .append(engine.command)
                        .append(" says: ");
                reasons.append(firstLine(answer.err));
            }
        }
        throw new CommandException(
                CommandException.FAILURE,
                reasons.isEmpty()
                        ? "cannot look for container '" + container + "': there is neither podman nor docker in PATH"
                        : "no container '" + container + "'",
                reasons.isEmpty() ? "name its first process with --target" : reasons.toString());
    }

    /** Refuses what no engine takes, and what its command would take for an option. */
    private static void checkName(String name) throws CommandException {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && (i == 0 || "_.-".indexOf(c) < 0)) {
                throw new CommandException("invalid name of a container: '" + name + "'");
            }
        }
        if (name.isEmpty()) {
            throw new CommandException("invalid name of a container: ''");
        }
    }

    private @Nullable Answer ask(String container) throws IOException {
        java.lang.Process process;
        try {
            process = new ProcessBuilder(
                            command, "container", "inspect", "--format", "{{.State.Status}} {{.State.Pid}}", container)
                    .start();
        } catch (IOException e) {
            return null; // there is no such command
        }
        process.getOutputStream().close();
        // Both are a line or two, so that neither can fill its pipe while the other is read.
        String out = text(process.getInputStream());
        String err = text(process.getErrorStream());
        try {
            return new Answer(process.waitFor() == 0, out, err);
        } catch (InterruptedException e) {
            process.destroy();
            throw new IOException("interrupted while " + command + " was asked", e);
        }
    }

    private Process process(String container, String answer) throws CommandException {
        int space = answer.indexOf(' ');
        String state = answer.substring(0, Math.max(space, 0));
        String pid = answer.substring(space + 1);
        if (Numbers.isDigits(pid) && Numbers.inRange(pid, 1, Integer.MAX_VALUE)) {
            return new Process(command, container, (int) Numbers.value(pid));
        }
        if (!pid.equals("0")) {
            throw new CommandException(command + " gave no PID of container '" + container + "': '" + answer + "'");
        }
        throw new CommandException(
                CommandException.FAILURE,
                "the container '" + container + "' of " + command + " is not running but " + state,
                "start it with: " + command + " start " + container);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
