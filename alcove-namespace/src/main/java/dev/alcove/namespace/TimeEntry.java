package dev.alcove.namespace;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a process is in its new time namespace. It is made for its children, and entered by exec only since Linux 6.0;
 * an older kernel executes the command without a word on the clocks of the JVM.
 */
final class TimeEntry {
    private static final String CALL = "execve(...)";

    private TimeEntry() {}

    /** Kills the process and says why, unless it is where it should be or has already ended. */
    static void check(Process process) throws LinuxException {
        Path proc = Path.of("/proc", Long.toString(process.pid()), "ns");
        boolean left;
        try {
            Path actual = Files.readSymbolicLink(proc.resolve("time"));
            left = !actual.equals(Files.readSymbolicLink(proc.resolve("time_for_children")));
        } catch (IOException e) {
            return; // it has ended, or may not be looked at: then nobody can tell
        }
        if (left) {
            process.destroyForcibly();
            throw new LinuxException(
                    "cannot enter the new time namespace", CALL, Errno.ENOSYS.number(), ProcessRemedies.OLD_TIME);
        }
    }
}
