package dev.alcove.namespace;

import dev.alcove.linux.Arch;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.process.NativeText;

/** Whether a directory is there. */
final class Directory {
    private Directory() {}

    /**
     * Refuses what is no directory.
     *
     * @param attempt what the directory is for, in words
     * @param path each char a byte
     */
    static void check(String attempt, String path) throws LinuxException {
        long flags = Open.O_PATH | Open.directory(Arch.HOST) | Open.O_CLOEXEC;
        try (Memory memory = Memory.map(path.length() + 1)) {
            long fd = Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, memory.latin1(path), flags, 0);
            if (Syscalls.failed(fd)) {
                String call = "openat(AT_FDCWD, \"" + NativeText.text(path) + "\", O_PATH|O_DIRECTORY|O_CLOEXEC)";
                throw new LinuxException(attempt, call, (int) -fd, null);
            }
            Syscalls.call(Syscall.CLOSE, fd);
        }
    }
}
