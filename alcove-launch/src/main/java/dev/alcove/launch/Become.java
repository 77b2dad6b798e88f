package dev.alcove.launch;

import dev.alcove.linux.Arch;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memfd;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import java.util.List;

/**
 * Replaces the JVM by a launch program: the program's image goes into a sealed memfd, and {@code execveat} runs it. The
 * PID stays, all threads but one are gone, and the kernel no longer sees a process with many threads, so that {@code
 * unshare(CLONE_NEWUSER)} and {@code setns} work.
 */
public final class Become {
    private static final int EINVAL = 22;
    private static final int EACCES = 13;
    private static final int SEALS = Fcntl.F_SEAL_SEAL | Fcntl.F_SEAL_SHRINK | Fcntl.F_SEAL_GROW | Fcntl.F_SEAL_WRITE;
    private static final String[] DIRECTORIES = {"/dev/shm", "/run", "/tmp"};

    private Become() {}

    /**
     * Becomes {@code program}. Never returns: either the program runs in place of the JVM, or an exception says why it
     * does not.
     *
     * @param arguments what {@code /proc/PID/cmdline} shows, each char a byte
     * @throws LinuxException if neither a memfd nor an unlinked file on a tmpfs can be executed
     */
    public static void become(Program program, List<String> arguments) throws LinuxException {
        byte[] image = Image.of(program, Arch.HOST);
        int size = image.length + 4096;
        for (int i = 0; i < arguments.size(); i++) {
            size += arguments.get(i).length() + 24;
        }
        try (Memory memory = Memory.map(size)) {
            int fd = load(memory, program.name(), image);
            long empty = memory.string("");
            long argv = argumentVector(memory, arguments);
            long result = Syscalls.call(Syscall.EXECVEAT, fd, empty, argv, Syscalls.environ(), At.AT_EMPTY_PATH, 0);
            Syscalls.call(Syscall.CLOSE, fd);
            throw new LinuxException(
                    "cannot execute the launch program",
                    "execveat(" + fd + ", \"\", ..., AT_EMPTY_PATH)",
                    (int) -result,
                    null);
        }
    }

    /**
     * A descriptor, closed on exec, of an executable file that holds {@code image} and that nobody can change.
     *
     * @param name of the file, as {@code /proc/PID/exe} shows it
     * @throws LinuxException if neither a memfd nor an unlinked file on a tmpfs can be executed
     */
    public static int load(String name, byte[] image) throws LinuxException {
        try (Memory memory = Memory.map(image.length + 4096)) {
            return load(memory, name, image);
        }
    }

    static int load(Memory memory, String name, byte[] image) throws LinuxException {
        long bytes = memory.allocate(image.length);
        memory.buffer().put((int) (bytes - memory.address()), image);
        long fd = createMemfd(memory, name);
        if (fd == -EACCES) {
            return loadUnlinked(memory, bytes, image.length);
        }
        if (Syscalls.failed(fd)) {
            throw new LinuxException(
                    "cannot create a memfd", "memfd_create(\"" + name + "\", MFD_CLOEXEC)", (int) -fd, null);
        }
        write((int) fd, bytes, image.length);
        Syscalls.call(Syscall.FCNTL, fd, Fcntl.F_ADD_SEALS, SEALS);
        return (int) fd;
    }

    private static long createMemfd(Memory memory, String name) {
        long path = memory.string(name);
        long flags = Memfd.MFD_CLOEXEC | Memfd.MFD_ALLOW_SEALING;
        long fd = Syscalls.call(Syscall.MEMFD_CREATE, path, flags | Memfd.MFD_EXEC);
        // Before Linux 6.3 every memfd could be executed, and the flag that asks for it was unknown.
        return fd == -EINVAL ? Syscalls.call(Syscall.MEMFD_CREATE, path, flags) : fd;
    }

    /** Where {@code vm.memfd_noexec=2} forbids executable memfds: a file without a name on a tmpfs. */
    private static int loadUnlinked(Memory memory, long bytes, int length) throws LinuxException {
        for (String directory : DIRECTORIES) {
            long path = memory.string(directory);
            long writable = Syscalls.call(
                    Syscall.OPENAT, At.AT_FDCWD, path, Open.tmpFile(Arch.HOST) | Open.O_RDWR | Open.O_CLOEXEC, 0500);
            if (Syscalls.failed(writable)) {
                continue;
            }
            write((int) writable, bytes, length);
            // A file that is open for writing cannot be executed.
            long self = memory.string("/proc/self/fd/" + writable);
            long fd = Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, self, Open.O_RDONLY | Open.O_CLOEXEC, 0);
            Syscalls.call(Syscall.CLOSE, writable);
            if (!Syscalls.failed(fd) && executable(memory, fd)) {
                return (int) fd;
            }
        }
        throw new LinuxException(
                "cannot load the launch program",
                "memfd_create(..., MFD_EXEC)",
                EACCES,
                "vm.memfd_noexec=2 forbids executable memfds, and neither /dev/shm, /run nor /tmp takes an executable"
                        + " file; mount one of them without noexec, or set vm.memfd_noexec to 1");
    }

    /** Whether the file's mount lets it be executed: on a noexec mount access(2) says no even to root. */
    private static boolean executable(Memory memory, long fd) {
        long self = memory.string("/proc/self/fd/" + fd);
        boolean executable = Syscalls.call(Syscall.FACCESSAT, At.AT_FDCWD, self, 1) == 0;
        if (!executable) {
            Syscalls.call(Syscall.CLOSE, fd);
        }
        return executable;
    }

    private static void write(int fd, long bytes, int length) throws LinuxException {
        long written = Syscalls.call(Syscall.WRITE, fd, bytes, length);
        if (written != length) {
            Syscalls.call(Syscall.CLOSE, fd);
            int errno = Syscalls.failed(written) ? (int) -written : 28; // ENOSPC: memory was short
            throw new LinuxException(
                    "cannot write the launch program", "write(" + fd + ", ..., " + length + ")", errno, null);
        }
    }

    private static long argumentVector(Memory memory, List<String> arguments) {
        int count = arguments.size();
        long vector = memory.allocate((count + 1) * Long.BYTES);
        for (int i = 0; i < count; i++) {
            memory.buffer()
                    .putLong((int) (vector - memory.address()) + i * Long.BYTES, memory.latin1(arguments.get(i)));
        }
        return vector;
    }
}
