package dev.alcove.namespace.process;

import dev.alcove.launch.Remedy;
import dev.alcove.launch.Spawner;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.Caller;
import dev.alcove.namespace.IdRange;
import dev.alcove.namespace.NamespaceProcessBuilder;
import dev.alcove.namespace.steps.ProcessRemedies;
import dev.alcove.namespace.steps.Remedies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the maps of ids of a process that waits in a new user namespace, from outside: the JVM itself where it is
 * root, else the setuid programs newuidmap(1) and newgidmap(1), which know what {@code /etc/subuid} allows.
 *
 * @param users the lines of {@code uid_map}; none: it is not written
 * @param groups the lines of {@code gid_map}
 * @param denySetgroups whether {@code deny} is written to {@code setgroups}, which only goes before there is a map of groups
 */
public record IdMapWriter(Caller caller, List<IdRange> users, List<IdRange> groups, boolean denySetgroups)
        implements Spawner.Attendant {
    @Override
    public void attend(int pid) throws IOException {
        if (denySetgroups) {
            writeFile("/proc/" + pid + "/setgroups", "deny");
        }
        write(pid, "uid_map", "newuidmap", users);
        write(pid, "gid_map", "newgidmap", groups);
    }

    private void write(int pid, String map, String helper, List<IdRange> ranges) throws IOException {
        if (ranges.isEmpty()) {
            return;
        }
        if (caller.euid() == 0) {
            StringBuilder lines = new StringBuilder();
            for (IdRange range : ranges) {
                lines.append(range).append('\n');
            }
            writeFile("/proc/" + pid + "/" + map, lines.toString());
        } else {
            run(helper, pid, ranges);
        }
    }

    /** The kernel takes a map in one write only. */
    private static void writeFile(String path, String lines) throws LinuxException {
        try (Memory memory = Memory.map(path.length() + lines.length() + 16)) {
            long fd =
                    Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, memory.latin1(path), Open.O_WRONLY | Open.O_CLOEXEC, 0);
            if (Syscalls.failed(fd)) {
                throw failed("open " + path, "openat(AT_FDCWD, \"" + path + "\", O_WRONLY|O_CLOEXEC)", (int) -fd);
            }
            long result = Syscalls.call(Syscall.WRITE, fd, memory.latin1(lines), lines.length());
            Syscalls.call(Syscall.CLOSE, fd);
            if (Syscalls.failed(result)) {
                throw failed(
                        "write " + path, "write(" + fd + ", \"" + lines + "\", " + lines.length() + ")", (int) -result);
            }
        }
    }

    private static LinuxException failed(String attempt, String call, int errno) {
        return new LinuxException("cannot " + attempt, call, errno, Remedy.first(ProcessRemedies.writingMap(), errno));
    }

    private static void run(String helper, int pid, List<IdRange> ranges) throws IOException {
        List<String> command = helperArguments(helper, Integer.toString(pid), ranges);
        Process process = start(helper, command);
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = join(process);
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " failed with status " + status + ": " + said
                    + "; /etc/subuid and /etc/subgid must allow the ranges: usermod --add-subuids FIRST-LAST"
                    + " --add-subgids FIRST-LAST USER");
        }
    }

    private static Process start(String helper, List<String> command) throws IOException {
        try {
            return new NamespaceProcessBuilder(command)
                    .redirectErrorStream(true)
                    .start();
        } catch (LinuxException e) {
            String remedy = Remedy.first(Remedies.mapHelper(helper), e.errnoNumber());
            throw remedy == null ? e : new LinuxException(e.attempt(), e.call(), e.errnoNumber(), remedy);
        }
    }

    /** The helper takes a millisecond; who interrupts meanwhile finds the interrupt afterwards. */
    private static int join(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The arguments of newuidmap(1) or newgidmap(1). */
    public static List<String> helperArguments(String helper, String pid, List<IdRange> ranges) {
        List<String> arguments = new ArrayList<>();
        arguments.add(helper);
        arguments.add(pid);
        for (IdRange range : ranges) {
            arguments.add(Long.toString(range.inside()));
            arguments.add(Long.toString(range.outside()));
            arguments.add(Long.toString(range.count()));
        }
        return arguments;
    }
}
