package dev.alcove.linux.raw;

import dev.alcove.linux.Arch;
import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * System calls that make, change and remove what is below a directory, for one thread that makes many. A file is named by a
 * descriptor of its directory and its name there, and no call but {@link #openIn} follows a symbolic link. Strings are bytes,
 * each a char. A call that fails returns a negated errno.
 */
public final class TreeCalls implements AutoCloseable {
    /** Opens a directory only, and no symbolic link to one. */
    private static final int DIRECTORY = Open.directory(Arch.HOST) | Open.noFollow(Arch.HOST);

    private static final int PATH_SIZE = 8192;
    private static final int DATA_SIZE = 1 << 17;

    private final Memory memory;
    private final long first;
    private final long second;
    private final long third;
    private final long small;
    private final int smallAt;
    private final long data;
    private final int dataAt;

    /** Maps the memory. */
    public TreeCalls() throws LinuxException {
        memory = Memory.map(3 * PATH_SIZE + Stat.STATX_SIZE_OF + DATA_SIZE);
        first = memory.allocate(PATH_SIZE);
        second = memory.allocate(PATH_SIZE);
        third = memory.allocate(PATH_SIZE);
        small = memory.allocate(Stat.STATX_SIZE_OF);
        smallAt = (int) (small - memory.address());
        data = memory.allocate(DATA_SIZE);
        dataAt = (int) (data - memory.address());
    }

    /**
     * {@code openat2}: opens a path as a process would whose root is {@code root}, where {@code ..} and absolute links lead no
     * further than to that. Linux 5.6.
     *
     * @param path relative; empty for the root itself
     */
    public int openIn(int root, String path, int flags) {
        ByteBuffer buffer = memory.buffer();
        buffer.putLong(smallAt + Open.How.FLAGS, (flags | Open.O_CLOEXEC) & 0xffffffffL);
        buffer.putLong(smallAt + Open.How.MODE, 0);
        buffer.putLong(
                smallAt + Open.How.RESOLVE, Open.RESOLVE_IN_ROOT | Open.RESOLVE_NO_MAGICLINKS | Open.RESOLVE_NO_XDEV);
        return put(first, path.isEmpty() ? "." : path)
                ? (int) Syscalls.call(Syscall.OPENAT2, root, first, small, Open.How.SIZE_VER0)
                : -Errno.ENAMETOOLONG.number();
    }

    /** {@code openat}, with {@code O_CLOEXEC}. */
    public int open(int directory, String name, int flags, int mode) {
        return put(first, name)
                ? (int) Syscalls.call(Syscall.OPENAT, directory, first, flags | Open.O_CLOEXEC, mode)
                : -Errno.ENAMETOOLONG.number();
    }

    /** Opens a directory for reading, and no symbolic link to one. */
    public int openDirectory(int directory, String name) {
        return open(directory, name, Open.O_RDONLY | DIRECTORY, 0);
    }

    public void close(int fd) {
        Syscalls.call(Syscall.CLOSE, fd);
    }

    public int makeDirectory(int directory, String name, int mode) {
        return put(first, name)
                ? (int) Syscalls.call(Syscall.MKDIRAT, directory, first, mode)
                : -Errno.ENAMETOOLONG.number();
    }

    public int symbolicLink(String target, int directory, String name) {
        return put(first, target) && put(second, name)
                ? (int) Syscalls.call(Syscall.SYMLINKAT, first, directory, second)
                : -Errno.ENAMETOOLONG.number();
    }

    /** {@code linkat}; a symbolic link is linked itself. */
    public int hardLink(int fromDirectory, String from, int directory, String name) {
        return put(first, from) && put(second, name)
                ? (int) Syscalls.call(Syscall.LINKAT, fromDirectory, first, directory, second, 0, 0)
                : -Errno.ENAMETOOLONG.number();
    }

    /**
     * {@code mknodat}.
     *
     * @param mode type and permissions
     * @param major the device's major number, at most 12 bits
     * @param minor the device's minor number, at most 20 bits
     */
    public int makeNode(int directory, String name, int mode, int major, int minor) {
        // The kernel's 32-bit encoding: new_decode_dev in linux/kdev_t.h.
        long device = (minor & 0xff) | (long) major << 8 | (long) (minor & ~0xff) << 12;
        return put(first, name)
                ? (int) Syscalls.call(Syscall.MKNODAT, directory, first, mode, device)
                : -Errno.ENAMETOOLONG.number();
    }

    public int changeOwner(int directory, String name, long uid, long gid) {
        return put(first, name)
                ? (int) Syscalls.call(Syscall.FCHOWNAT, directory, first, uid, gid, At.AT_SYMLINK_NOFOLLOW, 0)
                : -Errno.ENAMETOOLONG.number();
    }

    public int changeMode(int fd, int mode) {
        return (int) Syscalls.call(Syscall.FCHMOD, fd, mode);
    }

    /** {@code fchmodat}, which follows symbolic links: for what the caller has just made, and knows to be none. */
    public int changeMode(int directory, String name, int mode) {
        return put(first, name)
                ? (int) Syscalls.call(Syscall.FCHMODAT, directory, first, mode)
                : -Errno.ENAMETOOLONG.number();
    }

    public int unlink(int directory, String name) {
        return put(first, name)
                ? (int) Syscalls.call(Syscall.UNLINKAT, directory, first, 0)
                : -Errno.ENAMETOOLONG.number();
    }

    public int removeDirectory(int directory, String name) {
        return put(first, name)
                ? (int) Syscalls.call(Syscall.UNLINKAT, directory, first, At.AT_REMOVEDIR)
                : -Errno.ENAMETOOLONG.number();
    }

    public int rename(int fromDirectory, String from, int directory, String name) {
        return put(first, from) && put(second, name)
                ? (int) Syscalls.call(Syscall.RENAMEAT2, fromDirectory, first, directory, second, 0, 0)
                : -Errno.ENAMETOOLONG.number();
    }

    /** {@code utimensat}: the same time, since 1970, for access and modification. */
    public int setTime(int directory, String name, long seconds, int nanoseconds) {
        ByteBuffer buffer = memory.buffer();
        for (int at = smallAt; at <= smallAt + Timespec.SIZE; at += Timespec.SIZE) {
            buffer.putLong(at + Timespec.TV_SEC, seconds);
            buffer.putLong(at + Timespec.TV_NSEC, nanoseconds);
        }
        return put(first, name)
                ? (int) Syscalls.call(Syscall.UTIMENSAT, directory, first, small, At.AT_SYMLINK_NOFOLLOW)
                : -Errno.ENAMETOOLONG.number();
    }

    /** {@code lsetxattr}, through the directory's descriptor in {@code /proc}, since no call takes a name in a directory. */
    public int setAttribute(int directory, String name, String attribute, byte[] value) {
        if (value.length > DATA_SIZE) {
            return -Errno.E2BIG.number();
        }
        memory.buffer().put(dataAt, value);
        return put(first, "/proc/self/fd/" + directory + "/" + name) && put(second, attribute)
                ? (int) Syscalls.call(Syscall.LSETXATTR, first, second, data, value.length, 0, 0)
                : -Errno.ENAMETOOLONG.number();
    }

    /** Writes all of it. 0, or a negated errno. */
    public int write(int fd, byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int chunk = Math.min(DATA_SIZE, end - at);
            memory.buffer().put(dataAt, bytes, at, chunk);
            for (int done = 0; done < chunk; ) {
                long result = Syscalls.call(Syscall.WRITE, fd, data + done, chunk - done);
                if (result < 0 && result != -Errno.EINTR.number()) {
                    return (int) result;
                }
                done += (int) Math.max(result, 0);
            }
            at += chunk;
        }
        return 0;
    }

    /** {@code statx} of a name, or of the descriptor itself if it is empty; its results are {@link #mode} and others. */
    public int stat(int directory, String name) {
        int flags = At.AT_SYMLINK_NOFOLLOW | (name.isEmpty() ? At.AT_EMPTY_PATH : 0);
        return put(first, name)
                ? (int) Syscalls.call(Syscall.STATX, directory, first, flags, Stat.STATX_BASIC_STATS, small, 0)
                : -Errno.ENAMETOOLONG.number();
    }

    public int mode() {
        return memory.buffer().getShort(smallAt + Stat.STX_MODE) & 0xffff;
    }

    public long inode() {
        return memory.buffer().getLong(smallAt + Stat.STX_INO);
    }

    /** Whether it is a character device with the number 0:0, as which overlayfs keeps what is deleted. */
    public boolean isWhiteout() {
        ByteBuffer buffer = memory.buffer();
        return (mode() & Stat.S_IFMT) == Stat.S_IFCHR
                && buffer.getInt(smallAt + Stat.STX_RDEV_MAJOR) == 0
                && buffer.getInt(smallAt + Stat.STX_RDEV_MINOR) == 0;
    }

    /** Where an open directory is, as {@code /proc} has it; null if that cannot be told. */
    public @Nullable String pathOf(int fd) {
        put(first, "/proc/self/fd/" + fd);
        long length = Syscalls.call(Syscall.READLINKAT, At.AT_FDCWD, first, third, PATH_SIZE);
        return length <= 0 ? null : text((int) (third - memory.address()), (int) length);
    }

    /**
     * The names in a directory that is open for reading, without {@code .} and {@code ..}.
     *
     * @throws LinuxException if it cannot be read
     */
    public List<String> list(int fd) throws LinuxException {
        List<String> names = new ArrayList<>();
        while (true) {
            int length = (int) Syscalls.call(Syscall.GETDENTS64, fd, data, DATA_SIZE);
            if (length < 0) {
                throw new LinuxException("cannot list a directory", "getdents64(" + fd + ")", -length, null);
            }
            if (length == 0) {
                return names;
            }
            ByteBuffer buffer = memory.buffer();
            for (int at = dataAt; at < dataAt + length; at += buffer.getShort(at + Dirent.D_RECLEN) & 0xffff) {
                int start = at + Dirent.D_NAME;
                int end = start;
                while (buffer.get(end) != 0) {
                    end++;
                }
                String name = text(start, end - start);
                if (!name.equals(".") && !name.equals("..")) {
                    names.add(name);
                }
            }
        }
    }

    @Override
    public void close() {
        memory.close();
    }

    private String text(int at, int length) {
        byte[] bytes = new byte[length];
        memory.buffer().get(at, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private boolean put(long address, String text) {
        int length = text.length();
        if (length >= PATH_SIZE) {
            return false;
        }
        ByteBuffer buffer = memory.buffer();
        int at = (int) (address - memory.address());
        buffer.put(at, text.getBytes(StandardCharsets.ISO_8859_1));
        buffer.put(at + length, (byte) 0);
        return true;
    }
}
