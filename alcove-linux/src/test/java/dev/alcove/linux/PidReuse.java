package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A program for a PID namespace of its own: holds a process's directory, ends the process, makes the kernel give its PID to
 * another, and looks into the directory again. Prints {@code reused}.
 */
final class PidReuse {
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");

    private PidReuse() {}

    public static void main(String[] args) throws Exception {
        Process first = new ProcessBuilder("sleep", "1000").start();
        int pid = (int) first.pid();
        try (ProcPid held = ProcPid.open(pid).orElseThrow()) {
            Commands.end(first);
            Process second = startAs(pid);
            try (ProcPid successor = ProcPid.open(pid).orElseThrow()) {
                ProcPidTest.assertNothing(held);
                assertEquals(pid, successor.stat().orElseThrow().pid());
            } finally {
                Commands.end(second);
            }
        }
        System.out.println("reused");
    }

    /** The JVM's own threads take numbers too, so this may need several attempts. */
    private static Process startAs(int pid) throws Exception {
        while (true) {
            Files.writeString(LAST_PID, String.valueOf(pid - 1));
            Process process = new ProcessBuilder("sleep", "1000").start();
            if (process.pid() == pid) {
                return process;
            }
            process.destroyForcibly();
            process.waitFor(1, TimeUnit.MINUTES);
        }
    }
}
