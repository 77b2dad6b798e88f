package dev.alcove.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One process as {@code /proc/PID} shows it. The directory is held open, so everything that is read is about the process
 * that had the PID at {@link #open}, never about one that got it later. A process may vanish at any moment: every reader
 * then gives an empty {@link Optional}.
 *
 * <p>Reading needs no native access and no capability, but for other users' processes {@link #namespaces} does: {@code
 * CAP_SYS_PTRACE} over their user namespace.
 *
 * <p>Readers throw {@link MalformedException} for text that is not what the kernel promises, {@link LinuxException} for a
 * call that failed, and another {@link IOException} in the rare case that the JVM does not tell the errno.
 *
 * <p>Safe for use by several threads.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid.5.html">proc_pid(5)</a>
 */
public final class ProcPid implements AutoCloseable {
    /** The files in {@code /proc/PID/ns}. A kernel may lack some. */
    private static final List<String> NAMESPACES = List.of(
            "cgroup", "ipc", "mnt", "net", "pid", "pid_for_children", "time", "time_for_children", "user", "uts");

    private static final Path PROC = Path.of("/proc");
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final int CHUNK = 4096;

    private final int pid;
    private final Path path;
    private final SecureDirectoryStream<Path> directory;

    private ProcPid(int pid, Path path, SecureDirectoryStream<Path> directory) {
        this.pid = pid;
        this.path = path;
        this.directory = directory;
    }

    /** The PIDs of all processes that {@code /proc} shows, in the order of their numbers. Some may be gone by now. */
    public static List<Integer> pids() throws IOException {
        List<Integer> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC)) {
            for (Path entry : entries) {
                int pid = number(entry.getFileName().toString());
                if (pid > 0) {
                    pids.add(pid);
                }
            }
        }
        pids.sort(null);
        return pids;
    }

    /** The process that has this PID now, a zombie too; empty if there is none, or {@code hidepid} hides it. */
    @SuppressWarnings("StreamResourceLeak") // the stream is the handle: close() closes it
    public static Optional<ProcPid> open(int pid) throws IOException {
        Path path = PROC.resolve(String.valueOf(pid));
        try {
            return Optional.of(new ProcPid(pid, path, (SecureDirectoryStream<Path>) Files.newDirectoryStream(path)));
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw explain(e, "cannot open process " + pid, "openat(AT_FDCWD, \"" + path + "\", O_RDONLY)");
        }
    }

    /** The number by which the process was opened. */
    public int pid() {
        return pid;
    }

    /**
     * Whether the process still exists, be it as a zombie: whether the path leads to the directory that is held. Its inode
     * is not given to another directory as long as it is.
     */
    public boolean exists() throws IOException {
        try {
            Object found = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return held().equals(found);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** {@code /proc/PID/stat}. */
    public Optional<ProcStat> stat() throws IOException {
        Optional<byte[]> text = read("stat");
        return text.isPresent() ? Optional.of(ProcStat.parse(text.get())) : Optional.empty();
    }

    /** {@code /proc/PID/status}. */
    public Optional<ProcStatus> status() throws IOException {
        Optional<byte[]> text = read("status");
        return text.isPresent() ? Optional.of(ProcStatus.parse(text.get())) : Optional.empty();
    }

    /** {@code /proc/PID/mountinfo}: the mounts under the process's root directory. Empty for a zombie too: it has none. */
    public Optional<List<MountInfo>> mountInfo() throws IOException {
        Optional<byte[]> text = read("mountinfo");
        return text.isPresent() ? Optional.of(MountInfo.parse(text.get())) : Optional.empty();
    }

    /** {@code /proc/PID/cgroup}. */
    public Optional<List<CgroupEntry>> cgroup() throws IOException {
        Optional<byte[]> text = read("cgroup");
        return text.isPresent() ? Optional.of(CgroupEntry.parse(text.get())) : Optional.empty();
    }

    /** {@code /proc/PID/uid_map}: the user IDs of the process's user namespace. */
    public Optional<List<IdMapEntry>> uidMap() throws IOException {
        return idMap("uid_map");
    }

    /** {@code /proc/PID/gid_map}: the group IDs of the process's user namespace. */
    public Optional<List<IdMapEntry>> gidMap() throws IOException {
        return idMap("gid_map");
    }

    /** {@code /proc/PID/cmdline}: the arguments, each char a byte. No arguments for kernel threads and zombies. */
    public Optional<List<String>> cmdline() throws IOException {
        Optional<byte[]> text = read("cmdline");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>();
        byte[] bytes = text.get();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            boolean end = i == bytes.length ? start < i : bytes[i] == 0;
            if (end) {
                arguments.add(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        return Optional.of(arguments);
    }

    /**
     * The process's namespaces, by their names in {@code /proc/PID/ns}: {@code net}, {@code pid_for_children}. Those are
     * missing that the kernel does not have, that a zombie has no more, or that have no first process yet.
     *
     * @throws LinuxException {@code EACCES}: it is another user's process, or one with more capabilities
     */
    public Optional<Map<String, NamespaceId>> namespaces() throws IOException {
        Map<String, NamespaceId> namespaces = new LinkedHashMap<>();
        for (String name : NAMESPACES) {
            Optional<NamespaceId> id = link(name);
            if (id.isPresent()) {
                namespaces.put(name, id.get());
            }
        }
        return exists() ? Optional.of(namespaces) : Optional.empty();
    }

    /** One of the {@link #namespaces}. */
    public Optional<NamespaceId> namespace(String name) throws IOException {
        if (!NAMESPACES.contains(name)) {
            throw new IllegalArgumentException("no namespace is called " + name);
        }
        Optional<NamespaceId> id = link(name);
        return exists() ? id : Optional.empty();
    }

    /** Lets go of the directory. Readers must not be called any more. */
    @Override
    public void close() throws IOException {
        directory.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private Optional<List<IdMapEntry>> idMap(String name) throws IOException {
        Optional<byte[]> text = read(name);
        return text.isPresent() ? Optional.of(IdMapEntry.parse(text.get())) : Optional.empty();
    }

    private Object held() throws IOException {
        return directory
                .getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
    }

    /** The bytes of a file in the directory. The kernel says in several ways that a process is gone, so that is asked again. */
    private Optional<byte[]> read(String name) throws IOException {
        try (SeekableByteChannel file = directory.newByteChannel(Path.of(name), READ)) {
            return Optional.of(readAll(file));
        } catch (IOException e) {
            if (!exists() || (name.equals("mountinfo") && exiting())) {
                return Optional.empty();
            }
            throw explain(e, "cannot read " + path + "/" + name, "openat(..., \"" + name + "\", O_RDONLY)");
        }
    }

    /** A process that has left its mount namespace, but not the process table: {@code mountinfo} is EINVAL then. */
    private boolean exiting() throws IOException {
        Optional<ProcStat> stat = stat();
        return stat.isEmpty() || stat.get().exiting();
    }

    /**
     * The namespace that a link names. Links cannot be read relative to a directory from Java, so this goes by path; it is
     * about the right process if that {@link #exists} afterwards, for until then nobody else can have had the PID.
     */
    private Optional<NamespaceId> link(String name) throws IOException {
        Path link = path.resolve("ns").resolve(name);
        try {
            String text = Files.readSymbolicLink(link).toString();
            return Optional.of(new NamespaceId(Device.NUMBER, NamespaceId.inode(text)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (!exists()) {
                return Optional.empty();
            }
            throw explain(e, "cannot read " + link, "readlink(\"" + link + "\")");
        }
    }

    private static byte[] readAll(SeekableByteChannel file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(CHUNK);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (file.read(chunk) >= 0) {
            all.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }
        return all.toByteArray();
    }

    /** The same failure with its errno, if the JVM tells it: in a type, or in the text of strerror, when that is English. */
    private static IOException explain(IOException e, String attempt, String call) {
        if (e instanceof MalformedException) {
            return e;
        }
        String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        for (Errno errno : Errno.values()) {
            boolean meant = e instanceof AccessDeniedException
                    ? errno == Errno.EACCES
                    : errno.text().equals(text);
            if (meant) {
                LinuxException explained = new LinuxException(attempt, call, errno.number(), null);
                explained.initCause(e);
                return explained;
            }
        }
        return e;
    }

    /** The PID that the name of an entry of {@code /proc} is; 0 if it is none. */
    private static int number(String name) {
        int number = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    /** The device that the kernel has all namespaces on. */
    private static final class Device {
        static final long NUMBER = number();

        private static long number() {
            try {
                return (long) Files.getAttribute(Path.of("/proc/self/ns/mnt"), "unix:dev");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read /proc/self/ns/mnt", e);
            }
        }
    }
}
