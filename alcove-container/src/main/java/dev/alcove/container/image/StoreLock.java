package dev.alcove.container.image;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.TreeCalls;
import java.nio.file.Path;

/** Keeps other threads and processes from changing a store. The kernel gives it back when its holder dies. */
final class StoreLock implements AutoCloseable {
    private final TreeCalls calls;
    private final int fd;

    /** Waits for it. */
    StoreLock(Path file) throws LinuxException {
        calls = new TreeCalls();
        fd = calls.open(At.AT_FDCWD, RootTree.bytes(file.toAbsolutePath()), Open.O_RDWR | Open.O_CREAT, 0600);
        if (fd < 0) {
            calls.close();
            throw new LinuxException("cannot lock the store", "openat(AT_FDCWD, \"" + file + "\")", -fd, null);
        }
        long result;
        do {
            result = Syscalls.call(Syscall.FLOCK, fd, Fcntl.LOCK_EX);
        } while (result == -Errno.EINTR.number());
        if (result < 0) {
            close();
            throw new LinuxException("cannot lock the store", "flock(" + fd + ", LOCK_EX)", (int) -result, null);
        }
    }

    @Override
    public void close() {
        calls.close(fd);
        calls.close();
    }
}
