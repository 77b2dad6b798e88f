package dev.alcove.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the numbers were measured on. */
final class Machine {
    private Machine() {}

    /** One line for each thing that matters. */
    static List<String> description() throws IOException, InterruptedException {
        return List.of(
                "Processor: " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " CPUs",
                "Kernel: Linux "
                        + Files.readString(Path.of("/proc/sys/kernel/osrelease"))
                                .strip() + ", "
                        + System.getProperty("os.arch"),
                "JDK: " + System.getProperty("java.vendor") + " " + Runtime.version(),
                "unshare: " + firstLine("/usr/bin/unshare", "--version"),
                "Load average at the end, over 1, 5 and 15 minutes: " + loadAverage()
                        + ". Above the number of CPUs other work was in the way, and the ratios are not to be relied on.");
    }

    private static String processor() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
            if (line.startsWith("model name")) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return System.getProperty("os.arch");
    }

    private static String loadAverage() throws IOException {
        String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        return words[0] + ", " + words[1] + ", " + words[2];
    }

    /** What a program says first, on standard output. */
    static String firstLine(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var reader = process.inputReader()) {
            String line = reader.readLine();
            process.waitFor();
            return line == null ? "" : line;
        }
    }
}
