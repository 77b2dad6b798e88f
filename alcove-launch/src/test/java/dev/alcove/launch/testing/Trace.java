package dev.alcove.launch.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What strace(1) saw of a command and of all its descendants, and how the command ended. */
public final class Trace {
    private static final int MINUTES = 3;
    private static final String SUPERSEDING = "<... ";
    private static final Pattern OUTER_PID = Pattern.compile("(\\d+) in strace's PID NS");

    private final Map<Integer, List<Call>> processes;
    private final int status;
    private final String out;
    private final String err;

    private Trace(Map<Integer, List<Call>> processes, int status, String out, String err) {
        this.processes = processes;
        this.status = status;
        this.out = out;
        this.err = err;
    }

    /**
     * One call of a thread.
     *
     * @param arguments as strace prints them, without comments; none for a call that went on after an exec in another
     *     thread
     * @param result the number or {@code ?}, for a failure the negated errno's name: {@code -ENOENT}
     * @param line all that strace printed
     */
    public record Call(String name, List<String> arguments, String result, String line) {
        boolean isExec() {
            return name.equals("execve") || name.equals("execveat");
        }

        boolean failed() {
            return result.startsWith("-");
        }

        /** The PID that a fork returned, as strace's own PID namespace has it. */
        int child() {
            Matcher outer = OUTER_PID.matcher(line);
            return outer.find() ? Integer.parseInt(outer.group(1)) : Integer.parseInt(result);
        }
    }

    /** Runs a command under strace until it ends. Its input is empty, and its output is kept. */
    public static Trace of(ProcessBuilder command) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("alcove-trace");
        try {
            List<String> words = new ArrayList<>(
                    List.of("strace", "-ff", "-v", "--decode-pids=pidns", "-s", "4096", "-o", directory + "/trace"));
            words.addAll(command.command());
            Path out = directory.resolve("out");
            Path err = directory.resolve("err");
            Process process = new ProcessBuilder(words)
                    .directory(command.directory())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("still running after " + MINUTES + " minutes: " + words);
            }
            return new Trace(read(directory), process.exitValue(), text(out), text(err));
        } finally {
            delete(directory);
        }
    }

    /** The command's exit status, 128 + n where signal n ended it. */
    public int status() {
        return status;
    }

    /** The command's standard output, a char for each byte. */
    public String out() {
        return out;
    }

    /** The command's standard error, a char for each byte. */
    public String err() {
        return err;
    }

    /** The calls of every thread, by its TID. */
    public Map<Integer, List<Call>> processes() {
        return processes;
    }

    private static Map<Integer, List<Call>> read(Path directory) throws IOException {
        Map<Integer, List<Call>> processes = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "trace.*")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                List<Call> calls = new ArrayList<>();
                for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    addCall(calls, line);
                }
                processes.put(Integer.parseInt(name.substring("trace.".length())), calls);
            }
        }
        return processes;
    }

    private static void addCall(List<Call> calls, String line) {
        if (line.startsWith(SUPERSEDING)) {
            String name = line.substring(SUPERSEDING.length(), line.indexOf(" resumed>"));
            calls.add(new Call(name, List.of(), result(line.substring(line.lastIndexOf("= ") + 2)), line));
        } else if (!line.startsWith("---") && !line.startsWith("+++")) {
            int open = line.indexOf('(');
            List<String> arguments = new ArrayList<>();
            int close = Words.split(line, open + 1, arguments);
            int equals = line.indexOf("= ", close);
            String result = close < 0 || equals < 0 ? "?" : result(line.substring(equals + 2));
            if (!line.contains(" = ? ERESTART")) { // the kernel makes the call again
                calls.add(new Call(line.substring(0, open), arguments, result, line));
            }
        }
    }

    private static String result(String text) {
        String[] words = text.split(" ", -1);
        return words[0].equals("-1") && words.length > 1 ? "-" + words[1] : words[0];
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
