package dev.alcove.namespace;

import dev.alcove.linux.Errno;
import dev.alcove.linux.IdMapEntry;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.MalformedException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The process whose namespaces are to be entered, as {@code /proc} shows it to whoever plans. It makes no downcall, so that a
 * planning JVM starts fast; what must not be mistaken for another process is asked again by the steps, of a pidfd.
 */
final class Target {
    private static final long OVERFLOW_ID = 65534;

    private final int pid;
    private final @Nullable String status;

    Target(int pid) {
        this.pid = pid;
        status = pid == 0 ? null : tryRead("status");
    }

    int pid() {
        return pid;
    }

    /** Whether there is such a process, as far as {@code /proc} shows it. */
    boolean isThere() {
        return status != null;
    }

    /** Whether it is a process, of which there is a pidfd, and not one thread of several, of which there is none. */
    boolean isProcess() {
        return status != null && field("Tgid").equals(Integer.toString(pid));
    }

    /** Whether it has ended and nobody has waited for it: then it has no namespaces any more. */
    boolean isZombie() {
        return status != null && field("State").startsWith("Z");
    }

    /** What a link in the process's {@code ns} directory says, {@code net:[4026531840]}; null if that is not to be seen. */
    @Nullable String namespace(String name) {
        try {
            return link("/proc/" + pid + "/ns/" + name);
        } catch (IOException e) {
            return null; // who may not look at the process, or whether it is gone, its steps will tell
        }
    }

    /** The same of the process that plans, and that is to enter; null where the kernel has no such namespaces. */
    static @Nullable String own(String name) {
        try {
            return link("/proc/self/ns/" + name);
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Whether the process is in another namespace of this type than who plans.
     *
     * @throws LinuxException if that is not to be seen
     */
    boolean isInAnother(NamespaceType type) throws LinuxException {
        String path = "/proc/" + pid + "/ns/" + type.procName();
        try {
            return !link(path).equals(own(type.procName()));
        } catch (IOException e) {
            throw explain(e, "stat of " + path + " failed", "stat(\"" + path + "\")");
        }
    }

    /**
     * The child by which the PID namespace that this process has made can be entered, which the process itself is not in:
     * the parent that waits in {@code unshare --pid --fork} is such a process. 0 if it has made none or has no child.
     */
    int childInNewPidNamespace() {
        String its = namespace("pid");
        String children = namespace("pid_for_children");
        if (its == null || its.equals(children)) {
            return 0;
        }
        String pids = tryRead("task/" + pid + "/children");
        int space = pids == null ? -1 : pids.indexOf(' ');
        return pids == null || space < 0 ? 0 : Integer.parseInt(pids.substring(0, space));
    }

    /** What a user id of here is in the process's user namespace; 65534 if it is not mapped there. */
    long uidInside(long uid) {
        String map = tryRead("uid_map");
        try {
            for (IdMapEntry range : IdMapEntry.parse((map == null ? "" : map).getBytes(StandardCharsets.ISO_8859_1))) {
                if (uid >= range.outside() && uid < range.outside() + range.count()) {
                    return range.inside() + (uid - range.outside());
                }
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("the kernel's map of ids", e);
        }
        return OVERFLOW_ID;
    }

    /**
     * A file of the process's directory, byte for byte: each char is a byte.
     *
     * @throws LinuxException if it cannot be read
     */
    String read(String file) throws LinuxException {
        String path = "/proc/" + pid + "/" + file;
        try {
            return contents(path);
        } catch (IOException e) {
            throw explain(e, "cannot open " + path, "openat(AT_FDCWD, \"" + path + "\", O_RDONLY)");
        }
    }

    private @Nullable String tryRead(String file) {
        try {
            return contents("/proc/" + pid + "/" + file);
        } catch (IOException e) {
            return null;
        }
    }

    private String field(String name) {
        String text = status == null ? "" : status;
        int start = text.indexOf("\n" + name + ":\t");
        start = start < 0 ? text.length() : start + name.length() + 3;
        int end = text.indexOf('\n', start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static String link(String path) throws IOException {
        return Files.readSymbolicLink(Path.of(path)).toString();
    }

    private static String contents(String path) throws IOException {
        try (InputStream in = new FileInputStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The same failure with its errno, which the JVM tells in a type or in the text of strerror(3). */
    private LinuxException explain(IOException e, String attempt, String call) {
        Errno errno = Errno.EIO;
        if (e instanceof AccessDeniedException) {
            errno = Errno.EACCES;
        } else if (e instanceof NoSuchFileException) {
            errno = Errno.ENOENT;
        } else {
            String text = String.valueOf(e instanceof FileSystemException f ? f.getReason() : e.getMessage());
            for (Errno candidate : Errno.values()) {
                if (text.equals(candidate.text()) || text.endsWith("(" + candidate.text() + ")")) {
                    errno = candidate;
                    break;
                }
            }
        }
        String remedy = errno == Errno.EACCES
                ? EnterRemedies.notYours(pid)
                : errno == Errno.ENOENT ? EnterRemedies.noProcess(pid) : null;
        LinuxException explained = new LinuxException(attempt, call, errno.number(), remedy);
        explained.initCause(e);
        return explained;
    }
}
