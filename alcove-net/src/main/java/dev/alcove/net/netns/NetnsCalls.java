package dev.alcove.net.netns;

import dev.alcove.linux.Arch;
import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The system calls that keep network namespaces under names. Paths are byte strings, each char a byte. A call that fails
 * returns a negated errno. For one thread.
 */
final class NetnsCalls implements AutoCloseable {
    /** Longer than any path here: the directory, a slash, a name of 255 bytes. */
    private static final int PATH = 512;

    private static final int DIRECTORY_MODE = 0755;

    private final Memory memory;
    private final ByteBuffer buffer;
    private final long first;
    private final long second;
    private final long type;

    NetnsCalls() throws LinuxException {
        memory = Memory.map(2 * PATH + Long.BYTES);
        buffer = memory.buffer();
        first = memory.allocate(PATH);
        second = memory.allocate(PATH);
        type = memory.latin1("none");
    }

    long mkdir(String path) {
        return Syscalls.call(Syscall.MKDIRAT, At.AT_FDCWD, path(path), DIRECTORY_MODE);
    }

    /** Opens a directory, or a namespace's file. */
    long open(String path, boolean directory) {
        int flags = Open.O_RDONLY | Open.O_CLOEXEC | (directory ? Open.directory(Arch.HOST) : 0);
        return Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, path(path), flags, 0);
    }

    /** Makes a file that nobody may read, if there is none yet. */
    long create(String path) {
        int flags = Open.O_RDONLY | Open.O_CREAT | Open.O_EXCL | Open.O_CLOEXEC;
        long fd = Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, path(path), flags, 0);
        if (!Syscalls.failed(fd)) {
            close(fd);
        }
        return fd;
    }

    void close(long fd) {
        Syscalls.call(Syscall.CLOSE, fd);
    }

    long lock(long fd) {
        long result;
        do {
            result = Syscalls.call(Syscall.FLOCK, fd, Fcntl.LOCK_EX);
        } while (result == -Errno.EINTR.number());
        return result;
    }

    long mount(String source, String target, int flags) {
        put(second, source);
        return Syscalls.call(Syscall.MOUNT, second, path(target), type, flags, 0, 0);
    }

    /** Detaches what is mounted on the path itself, not on what a symbolic link there leads to. */
    long unmount(String path) {
        return Syscalls.call(Syscall.UMOUNT2, path(path), Mount.MNT_DETACH | Mount.UMOUNT_NOFOLLOW);
    }

    long unlink(String path) {
        return Syscalls.call(Syscall.UNLINKAT, At.AT_FDCWD, path(path), 0);
    }

    /** Has the calling thread in a network namespace that nobody else is in. */
    static long unshareNet() {
        return Syscalls.call(Syscall.UNSHARE, Clone.CLONE_NEWNET);
    }

    /** Has the calling thread in the network namespace of a descriptor. */
    static long enterNet(long fd) {
        return Syscalls.call(Syscall.SETNS, fd, Clone.CLONE_NEWNET);
    }

    static LinuxException failure(String attempt, String call, long result, @Nullable String remedy) {
        return new LinuxException(attempt, call, (int) -result, remedy);
    }

    @Override
    public void close() {
        memory.close();
    }

    private long path(String path) {
        put(first, path);
        return first;
    }

    private void put(long address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int at = (int) (address - memory.address());
        buffer.put(at, bytes).put(at + bytes.length, (byte) 0);
    }
}
