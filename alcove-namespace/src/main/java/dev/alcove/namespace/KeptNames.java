package dev.alcove.namespace;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Pidfd;
import dev.alcove.linux.ProcPid;
import dev.alcove.linux.ProcStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds namespaces by name. What Alcove keeps is a directory of that name with a file for each type, onto which the
 * namespace is bound; where a process holds them instead, a file {@code init} says which, as {@code PID STARTTIME}. What
 * ip-netns(8) keeps is a file of that name in {@code /run/netns}.
 */
final class KeptNames {
    private static final Path ROOTS = Path.of("/run/alcove/ns");
    private static final Path NETNS = Path.of("/run/netns");
    private static final String INIT = "init";
    private static final int NAME_MAX = 255;

    private KeptNames() {}

    static Namespace open(String name, NamespaceType type) throws IOException {
        Path directory = directory(name);
        Path file = directory.resolve(type.procName());
        if (Files.exists(file)) {
            return Namespace.ofPath(file);
        }
        try (Pidfd init = init(directory)) {
            if (init != null) {
                return Namespace.ofProcess(init, type);
            }
        }
        if (type == NamespaceType.NET && !Files.isDirectory(directory)) {
            return Namespace.ofPath(NETNS.resolve(name));
        }
        throw new LinuxException(
                "no " + type.procName() + " namespace is kept as '" + name + "'",
                "openat(AT_FDCWD, \"" + file + "\", O_RDONLY|O_CLOEXEC)",
                Errno.ENOENT.number(),
                null);
    }

    static NamespaceSet openAll(String name) throws IOException {
        Path directory = directory(name);
        if (!Files.isDirectory(directory)) {
            return NamespaceSet.of(List.of(Namespace.ofPath(NETNS.resolve(name))));
        }
        try (Pidfd init = init(directory)) {
            if (init != null) {
                return NamespaceSet.ofProcess(init);
            }
        }
        List<Namespace> bound = new ArrayList<>();
        try {
            for (NamespaceType type : NamespaceType.values()) {
                Path file = directory.resolve(type.procName());
                if (Files.exists(file)) {
                    bound.add(Namespace.ofPath(file));
                }
            }
            return NamespaceSet.of(bound);
        } catch (IOException | RuntimeException e) {
            bound.forEach(Namespace::close);
            throw e;
        }
    }

    /** Where Alcove keeps the namespaces of this name, whether it does or not. */
    private static Path directory(String name) throws IOException {
        boolean odd = name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0;
        if (odd || name.indexOf('\0') >= 0 || NativeText.bytes(name).length() > NAME_MAX) {
            throw new IllegalArgumentException("not a name: '" + name.replace('\0', '\u2400') + "'");
        }
        return directory().resolve(name);
    }

    /** Where Alcove keeps what this user has named. */
    private static Path directory() throws IOException {
        long uid = Caller.current().euid();
        if (uid == 0) {
            return ROOTS;
        }
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isEmpty()) {
            return Path.of(runtime, "alcove", "ns");
        }
        Path ofSession = Path.of("/run/user", Long.toString(uid));
        return Files.isDirectory(ofSession)
                ? ofSession.resolve("alcove/ns")
                : safe(Path.of("/tmp/alcove-" + uid), uid).resolve("ns");
    }

    /** A directory that anybody could have made must be the user's own, and nobody else's to write. */
    private static Path safe(Path directory, long uid) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return directory;
        }
        boolean own = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS) instanceof Integer owner
                && Integer.toUnsignedLong(owner) == uid
                && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
        var permissions = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        if (!own
                || permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(
                    directory + " is not trusted: it must be a directory of your own that only you can write");
        }
        return directory;
    }

    /** The process that holds the namespaces; null if none is recorded, or it has ended and its PID is free or another's. */
    private static @Nullable Pidfd init(Path directory) throws IOException {
        Path file = directory.resolve(INIT);
        if (!Files.exists(file)) {
            return null;
        }
        String record = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        int space = record.indexOf(' ');
        int pid;
        long started;
        try {
            pid = Integer.parseInt(record.substring(0, Math.max(space, 0)));
            started = Long.parseLong(record.substring(space + 1));
        } catch (NumberFormatException e) {
            throw new IOException(file + " is no record of a process: '" + record + "'", e);
        }
        Pidfd process;
        try {
            process = Pidfd.open(pid);
        } catch (LinuxException e) {
            if (e.errnoNumber() == Errno.ESRCH.number()) {
                return null;
            }
            throw e;
        }
        if (started == startTime(pid)) {
            return process;
        }
        process.close();
        return null;
    }

    /** When the process was started, in clock ticks since boot; -1 if it has ended. */
    private static long startTime(int pid) throws IOException {
        Optional<ProcPid> proc = ProcPid.open(pid);
        if (proc.isEmpty()) {
            return -1;
        }
        try (ProcPid process = proc.get()) {
            return process.stat().map(ProcStat::starttime).orElse(-1L);
        }
    }
}
