package dev.alcove.net.topology;

import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;

/**
 * A pipe by which a process is told once to go on. If its other end is closed before, it was not.
 *
 * @param read the end of the one that waits
 * @param write the end of the one that tells
 */
record Pipe(Fd read, Fd write) implements AutoCloseable {
    static Pipe open() throws LinuxException {
        try (Memory ends = Memory.map(Long.BYTES)) {
            long result = Syscalls.call(Syscall.PIPE2, ends.address(), Open.O_CLOEXEC);
            if (Syscalls.failed(result)) {
                throw new LinuxException("cannot make a pipe", "pipe2(..., O_CLOEXEC)", (int) -result, null);
            }
            return new Pipe(
                    Descriptors.adopt(ends.buffer().getInt(0)),
                    Descriptors.adopt(ends.buffer().getInt(Integer.BYTES)));
        }
    }

    void tell() throws LinuxException {
        try (Memory one = Memory.map(1)) {
            long result = Descriptors.use(write, number -> Syscalls.call(Syscall.WRITE, number, one.address(), 1));
            if (Syscalls.failed(result)) {
                throw new LinuxException(
                        "cannot write to a pipe", "write(" + write + ", \"\\0\", 1)", (int) -result, null);
            }
        }
    }

    @Override
    public void close() {
        read.close();
        write.close();
    }
}
