package dev.alcove.linux.raw;

import dev.alcove.linux.Arch;
import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * System calls on files, for one thread that makes many: paths are numbers of strings that were put into its memory once,
 * results are left there, and nothing is left for the garbage collector. A call that fails returns a negated errno; whoever
 * looks at things that vanish does not want an exception for each.
 */
public final class FileCalls implements AutoCloseable {
    private static final int DIRECTORY = Open.O_RDONLY | Open.directory(Arch.HOST);
    private static final int PATHS = 8192;
    private static final int DECIMAL_SIZE = 16;
    private static final int FIRST_SIZE = 1 << 16;

    private final Memory fixed;
    private final long statx;
    private final int statxAt;
    private final int decimalAt;
    private final long empty;
    private final int wordAt;
    private Memory data;
    private int length;
    private int next;

    /** Maps the memory. */
    public FileCalls() throws LinuxException {
        data = Memory.map(FIRST_SIZE);
        try {
            fixed = Memory.map(PATHS);
        } catch (LinuxException e) {
            data.close();
            throw e;
        }
        statx = fixed.allocate(Stat.STATX_SIZE_OF);
        statxAt = (int) (statx - fixed.address());
        decimalAt = (int) (fixed.allocate(DECIMAL_SIZE) - fixed.address());
        empty = fixed.latin1("");
        wordAt = (int) (fixed.allocate(Long.BYTES) - fixed.address());
    }

    /** Keeps a short string, each char a byte, for as long as this object is open, and gives its address. */
    public long keep(String text) {
        return fixed.latin1(text);
    }

    /** The address of {@code number} in decimal. The next call overwrites it. */
    public long decimal(int number) {
        ByteBuffer buffer = fixed.buffer();
        int at = decimalAt + DECIMAL_SIZE - 1;
        buffer.put(at, (byte) 0);
        int rest = number;
        do {
            buffer.put(--at, (byte) ('0' + rest % 10));
            rest /= 10;
        } while (rest > 0);
        return fixed.address() + at;
    }

    /** The address of eight bytes for whatever a call returns through a pointer. */
    public long word() {
        return fixed.address() + wordAt;
    }

    /** The first four of these bytes as a number without a sign. */
    public long wordInt() {
        return fixed.buffer().getInt(wordAt) & 0xffffffffL;
    }

    /** Opens a path relative to a directory. Flags but {@code O_CLOEXEC}, which is added. */
    public int open(int directory, long path, int flags) {
        return (int) Syscalls.call(Syscall.OPENAT, directory, path, flags | Open.O_CLOEXEC, 0);
    }

    /** Opens a path of any length, each char a byte. The contents of {@link #data} are lost. */
    public int open(String path, int flags) {
        return open(At.AT_FDCWD, temporary(path), flags);
    }

    /** Opens a directory in order to look at what is in it. */
    public int openDirectory(int directory, long path) {
        return open(directory, path, DIRECTORY);
    }

    /** Opens a directory with a path of any length. The contents of {@link #data} are lost. */
    public int openDirectory(String path) {
        return open(path, DIRECTORY);
    }

    public void close(int fd) {
        Syscalls.call(Syscall.CLOSE, fd);
    }

    /** {@code statx}; its results are {@link #inode} and those that follow. Nothing is asked of a file system's server. */
    public int stat(int directory, long path, int flags, int mask) {
        return (int) Syscalls.call(Syscall.STATX, directory, path, flags | At.AT_STATX_DONT_SYNC, mask, statx, 0);
    }

    /** {@link #stat} of a path of any length, each char a byte. The contents of {@link #data} are lost. */
    public int stat(String path, int flags, int mask) {
        return stat(At.AT_FDCWD, temporary(path), flags, mask);
    }

    /** {@link #stat} of an open file. */
    public int stat(int fd, int mask) {
        return stat(fd, empty, At.AT_EMPTY_PATH, mask);
    }

    public long inode() {
        return fixed.buffer().getLong(statxAt + Stat.STX_INO);
    }

    /** The file's device, as {@code st_dev} has it. Always there, whatever the mask was. */
    public long device() {
        long major = fixed.buffer().getInt(statxAt + Stat.STX_DEV_MAJOR) & 0xffffffffL;
        long minor = fixed.buffer().getInt(statxAt + Stat.STX_DEV_MINOR) & 0xffffffffL;
        return (minor & 0xff) | (major & 0xfff) << 8 | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
    }

    public int mode() {
        return fixed.buffer().getShort(statxAt + Stat.STX_MODE) & 0xffff;
    }

    public long uid() {
        return fixed.buffer().getInt(statxAt + Stat.STX_UID) & 0xffffffffL;
    }

    /** Reads a symbolic link into {@link #data}. The length, or a negated errno. */
    public int readLink(int directory, long path) {
        length = (int) Syscalls.call(Syscall.READLINKAT, directory, path, data.address(), data.size());
        return length;
    }

    /** Reads a whole file into {@link #data}. The length, or a negated errno. */
    public int read(int directory, long path) {
        int fd = open(directory, path, Open.O_RDONLY);
        if (fd < 0) {
            return fd;
        }
        int result = readAll(fd);
        close(fd);
        return result;
    }

    /** {@link #read} of a path of any length, each char a byte. */
    public int read(String path) {
        return read(At.AT_FDCWD, temporary(path));
    }

    /** What was read, or the entries of a directory. Another call that fills it may also move it. */
    public ByteBuffer data() {
        return data.buffer();
    }

    /** A part of what was read, each byte a char. */
    public String text(int start, int end) {
        byte[] bytes = bytes(start, end);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A part of what was read. */
    public byte[] bytes(int start, int end) {
        byte[] bytes = new byte[end - start];
        data.buffer().get(start, bytes);
        return bytes;
    }

    /** Fills {@link #data} with entries of a directory. Their length, 0 at the end, or a negated errno. */
    public int list(int directory) {
        next = 0;
        length = (int) Syscalls.call(Syscall.GETDENTS64, directory, data.address(), data.size());
        return length;
    }

    /** Where the next entry's name stands in {@link #data}; -1 when {@link #list} has to be called again. */
    public int nextName() {
        if (next >= length) {
            return -1;
        }
        int name = next + Dirent.D_NAME;
        next += data.buffer().getShort(next + Dirent.D_RECLEN) & 0xffff;
        return name;
    }

    /** The number that a name is, which stands in {@link #data}; -1 if it is none. */
    public int number(int name) {
        ByteBuffer buffer = data.buffer();
        int at = name;
        int number = 0;
        byte c = buffer.get(at);
        do {
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
            c = buffer.get(++at);
        } while (c != 0);
        return number;
    }

    /** The name that stands in {@link #data}, each byte a char. */
    public String name(int name) {
        int end = name;
        while (data.buffer().get(end) != 0) {
            end++;
        }
        return text(name, end);
    }

    /** Unmaps the memory. */
    @Override
    public void close() {
        data.close();
        fixed.close();
    }

    private int readAll(int fd) {
        length = 0;
        while (true) {
            if (length == data.size() && !grow()) {
                return -Errno.ENOMEM.number();
            }
            long result = Syscalls.call(Syscall.READ, fd, data.address() + length, data.size() - length);
            if (result == -Errno.EINTR.number()) {
                continue;
            }
            if (result <= 0) {
                return result < 0 ? (int) result : length;
            }
            length += (int) result;
        }
    }

    private boolean grow() {
        try {
            Memory larger = Memory.map(2 * data.size());
            larger.buffer().put(0, data.buffer(), 0, length);
            data.close();
            data = larger;
            return true;
        } catch (LinuxException noMemory) {
            return false;
        }
    }

    private long temporary(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer buffer = data.buffer();
        buffer.put(0, bytes);
        buffer.put(bytes.length, (byte) 0);
        return data.address();
    }
}
