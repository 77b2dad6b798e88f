package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that judge Alcove, and processes to look at. Text is Latin-1: each char a byte. */
public final class Commands {
    private Commands() {}

    /** What a program wrote to its standard output, which must succeed. */
    public static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        byte[] bytes = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** What the shell makes of {@code script}, whose {@code $1} and so on are {@code arguments}. */
    public static String shell(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-euc", script, "sh"));
        command.addAll(List.of(arguments));
        return output(command.toArray(String[]::new));
    }

    /** Starts a shell script and waits until it has written its first line. It ends when its input is closed, if it reads it. */
    public static Process ready(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int c = process.getInputStream().read();
        while (c != '\n') {
            if (c < 0) {
                process.destroyForcibly();
                throw new IOException("ended before it was ready: " + String.join(" ", command));
            }
            c = process.getInputStream().read();
        }
        return process;
    }

    /** Something that will be so before long. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    public static void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            Thread.sleep(1);
        }
    }

    /** Kills a process and reaps it. */
    public static void end(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The module and its tests, for a JVM of a test's own. */
    public static String classPath() throws Exception {
        String path = System.getProperty("java.class.path");
        for (Class<?> type : List.of(Errno.class, Commands.class, org.junit.jupiter.api.Assertions.class)) {
            path += ":"
                    + Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        }
        return path;
    }

    public static boolean root() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
}
