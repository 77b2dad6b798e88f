package dev.alcove.launch;

import dev.alcove.linux.Arch;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memfd;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;

/**
 * An executable file without a name that holds a program's image and that nobody can change: a sealed memfd, or, where
 * {@code vm.memfd_noexec=2} forbids that, an unlinked file on a tmpfs.
 */
public final class ImageFile {
    private static final int EINVAL = 22;
    private static final int EACCES = 13;
    private static final int ENOSPC = 28;
    private static final int X_OK = 1;
    private static final int STDERR = 2;
    private static final int SEALS = Fcntl.F_SEAL_SEAL | Fcntl.F_SEAL_SHRINK | Fcntl.F_SEAL_GROW | Fcntl.F_SEAL_WRITE;
    private static final String[] DIRECTORIES = {"/dev/shm", "/run", "/tmp"};

    private ImageFile() {}

    /**
     * The file with the image of {@code program}, for this machine; closed on exec, its number above 2.
     *
     * @throws LinuxException if neither a memfd nor an unlinked file on a tmpfs can be executed
     */
    public static Fd of(Program program) throws LinuxException {
        byte[] image = Image.of(program, Arch.HOST);
        try (Memory memory = Memory.map(image.length + 4096)) {
            return Descriptors.adopt(aboveStdio(load(memory, program.name(), image)));
        }
    }

    /** A program that rearranges its descriptors 0, 1 and 2 must not lose the file by that. */
    private static int aboveStdio(int fd) throws LinuxException {
        if (fd > STDERR) {
            return fd;
        }
        long moved = Syscalls.call(Syscall.FCNTL, fd, Fcntl.F_DUPFD_CLOEXEC, STDERR + 1);
        Syscalls.call(Syscall.CLOSE, fd);
        if (Syscalls.failed(moved)) {
            throw new LinuxException(
                    "cannot keep the launch program", "fcntl(" + fd + ", F_DUPFD_CLOEXEC, 3)", (int) -moved, null);
        }
        return (int) moved;
    }

    /** The file's descriptor, by way of {@code memory}, which has room for the image and some paths. */
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
        long sealed = Syscalls.call(Syscall.FCNTL, fd, Fcntl.F_ADD_SEALS, SEALS);
        if (Syscalls.failed(sealed)) {
            Syscalls.call(Syscall.CLOSE, fd);
            throw new LinuxException(
                    "cannot seal the launch program", "fcntl(" + fd + ", F_ADD_SEALS, ...)", (int) -sealed, null);
        }
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
                    Syscall.OPENAT, At.AT_FDCWD, path, Open.tmpFile(Arch.HOST) | Open.O_RDWR | Open.O_CLOEXEC, 0555);
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
        boolean executable = Syscalls.call(Syscall.FACCESSAT, At.AT_FDCWD, self, X_OK) == 0;
        if (!executable) {
            Syscalls.call(Syscall.CLOSE, fd);
        }
        return executable;
    }

    private static void write(int fd, long bytes, int length) throws LinuxException {
        long written = Syscalls.call(Syscall.WRITE, fd, bytes, length);
        if (written != length) {
            Syscalls.call(Syscall.CLOSE, fd);
            int errno = Syscalls.failed(written) ? (int) -written : ENOSPC; // memory was short
            throw new LinuxException(
                    "cannot write the launch program", "write(" + fd + ", ..., " + length + ")", errno, null);
        }
    }
}
