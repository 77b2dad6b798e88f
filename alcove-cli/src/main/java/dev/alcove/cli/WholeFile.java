package dev.alcove.cli;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.Syscalls;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file that is whole if it is there at all: under another name in the same directory, and then
 * renamed. It takes the place of a file that was there, but of nothing else: no directory, no device.
 */
final class WholeFile {
    /** Of a file that is to be executed. */
    static final int EXECUTABLE = 0777;

    /** Of one that is not. */
    static final int PLAIN = 0666;

    private static final int ENOENT = 2;
    private static final int EIO = 5;
    private static final int EEXIST = 17;
    private static final int EISDIR = 21;
    private static final int PAGE = 4096;

    private final String path;
    private final int mode;
    private final String temporary;
    private final Memory memory;
    private final long pathAddress;
    private final long temporaryAddress;

    private WholeFile(String path, int mode, Memory memory) {
        this.path = path;
        this.mode = mode;
        this.memory = memory;
        temporary = path.substring(0, path.lastIndexOf('/') + 1) + ".alcove-" + Syscalls.call(Syscall.GETPID);
        pathAddress = memory.latin1(path);
        temporaryAddress = memory.latin1(temporary);
    }

    /**
     * Writes the file with what the umask leaves of its mode.
     *
     * @param path a byte string
     * @param mode {@link #EXECUTABLE} or {@link #PLAIN}
     */
    static void write(String path, int mode, byte[] contents) throws LinuxException {
        try (Memory memory = Memory.map(contents.length + 3L * path.length() + PAGE)) {
            WholeFile file = new WholeFile(path, mode, memory);
            file.refuseWhatIsNoFile();
            file.create(contents);
        }
    }

    private void refuseWhatIsNoFile() throws LinuxException {
        long statx = memory.allocate(Stat.STATX_SIZE_OF);
        long result = Syscalls.call(Syscall.STATX, At.AT_FDCWD, pathAddress, 0, Stat.STATX_TYPE, statx, 0);
        if (result == -ENOENT) {
            return;
        }
        String call = "statx(AT_FDCWD, \"" + path + "\", 0, STATX_TYPE)";
        check(result, path, call);
        int type = memory.buffer().getShort((int) (statx - memory.address()) + Stat.STX_MODE) & Stat.S_IFMT;
        if (type != Stat.S_IFREG) {
            String remedy = type == Stat.S_IFDIR ? "name a file in it" : "it is a special file: name another";
            throw failure(path, call, type == Stat.S_IFDIR ? EISDIR : EEXIST, remedy);
        }
    }

    private void create(byte[] contents) throws LinuxException {
        int flags = Open.O_WRONLY | Open.O_CREAT | Open.O_EXCL | Open.O_CLOEXEC;
        long fd = Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, temporaryAddress, flags, mode);
        check(
                fd,
                path,
                "openat(AT_FDCWD, \"" + temporary + "\", O_WRONLY|O_CREAT|O_EXCL|O_CLOEXEC, 0"
                        + Integer.toOctalString(mode) + ")");
        try {
            fill(fd, contents);
            check(
                    Syscalls.call(Syscall.RENAMEAT2, At.AT_FDCWD, temporaryAddress, At.AT_FDCWD, pathAddress, 0, 0),
                    path,
                    "renameat2(AT_FDCWD, \"" + temporary + "\", AT_FDCWD, \"" + path + "\", 0)");
        } catch (LinuxException e) {
            long removed = Syscalls.call(Syscall.UNLINKAT, At.AT_FDCWD, temporaryAddress, 0);
            if (Syscalls.failed(removed)) {
                e.addSuppressed(
                        failure(temporary, "unlinkat(AT_FDCWD, \"" + temporary + "\", 0)", (int) -removed, null));
            }
            throw e;
        }
    }

    /** Writes everything and closes the descriptor. */
    private void fill(long fd, byte[] contents) throws LinuxException {
        long at = memory.allocate(contents.length);
        memory.buffer().put((int) (at - memory.address()), contents);
        long written = 0;
        int done = 0;
        while (done < contents.length && written >= 0) {
            written = Syscalls.call(Syscall.WRITE, fd, at + done, contents.length - done);
            if (written == 0) {
                written = -EIO;
            }
            done += (int) written;
        }
        long closed = Syscalls.call(Syscall.CLOSE, fd);
        check(written, path, "write(" + fd + ", ..., " + contents.length + ")");
        check(closed, path, "close(" + fd + ")");
    }

    private static void check(long result, String path, String call) throws LinuxException {
        if (Syscalls.failed(result)) {
            throw failure(path, call, (int) -result, null);
        }
    }

    private static LinuxException failure(String path, String call, int errno, @Nullable String remedy) {
        return new LinuxException("cannot write '" + path + "'", call, errno, remedy);
    }
}
