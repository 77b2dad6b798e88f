package dev.alcove.namespace;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NamespaceId;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Nsfs;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.PidfdOps;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.process.NativeBuffers;
import dev.alcove.namespace.process.NativeText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The system calls that open namespaces and tell about them, on the numbers of open descriptors. */
final class NamespaceCalls {
    private static final String NO_ACCESS = "the namespaces of a process may be opened by whoever may trace it: its own"
            + " user, if it is dumpable, or CAP_SYS_PTRACE in its user namespace";

    private NamespaceCalls() {}

    /** Opens a file for reading without waiting for anybody, as a named pipe would, or taking a terminal. */
    static long open(String path) throws LinuxException {
        int flags = Open.O_RDONLY | Open.O_CLOEXEC | Open.O_NONBLOCK | Open.O_NOCTTY;
        try (Memory memory = Memory.map(path.length() + 1)) {
            return Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, memory.latin1(path), flags, 0);
        }
    }

    /** The failure of {@link #open}. */
    static LinuxException cannotOpen(String attempt, String path, long result) {
        int errno = (int) -result;
        String call = "openat(AT_FDCWD, \"" + NativeText.text(path) + "\", O_RDONLY|O_NONBLOCK|O_NOCTTY|O_CLOEXEC)";
        boolean process = path.startsWith("/proc/");
        return new LinuxException(attempt, call, errno, process ? remedy(errno) : null);
    }

    /**
     * Opens a namespace of the process that a pidfd stands for. Linux 6.11; before that {@code ENOTTY}.
     *
     * @return the descriptor or a negated errno: {@code EOPNOTSUPP} where the kernel has no such type
     */
    static long openOf(int pidfd, NamespaceType type, boolean forChildren) {
        return Syscalls.call(Syscall.IOCTL, pidfd, request(type, forChildren), 0);
    }

    /** The failure of {@link #openOf}, or of what was done instead. */
    static LinuxException cannotOpenOf(int pid, NamespaceType type, boolean forChildren, long result) {
        int errno = (int) -result;
        String call =
                "ioctl(<pidfd of " + pid + ">, " + PidfdOps.Names.REQUESTS.render(request(type, forChildren)) + ")";
        return new LinuxException(
                "cannot open the " + type.procName() + " namespace of process " + pid, call, errno, remedy(errno));
    }

    /** Another descriptor of the same file, beyond the standard three. */
    static Fd copy(Fd fd) throws LinuxException {
        long copy = Descriptors.use(fd, number -> Syscalls.call(Syscall.FCNTL, number, Fcntl.F_DUPFD_CLOEXEC, 3));
        if (Syscalls.failed(copy)) {
            throw new LinuxException(
                    "cannot keep a descriptor", "fcntl(" + fd + ", F_DUPFD_CLOEXEC, 3)", (int) -copy, null);
        }
        return Descriptors.adopt((int) copy);
    }

    /** Whether the process has not been waited for, so that its PID is still its own. */
    static boolean isThere(int pidfd) {
        return Syscalls.call(Syscall.PIDFD_SEND_SIGNAL, pidfd, 0, 0, 0) != -Errno.ESRCH.number();
    }

    /** The type's {@code CLONE_NEW*} flag, or a negated errno: {@code ENOTTY} if it is no namespace. */
    static long type(int fd) {
        return Syscalls.call(Syscall.IOCTL, fd, Nsfs.NS_GET_NSTYPE, 0);
    }

    /** Device and inode, by the descriptor. */
    static NamespaceId id(int fd) throws LinuxException {
        return stat(fd, "", At.AT_EMPTY_PATH);
    }

    /** Device and inode of the file that {@code path} leads to. */
    static NamespaceId id(String path) throws LinuxException {
        return stat(At.AT_FDCWD, path, 0);
    }

    private static NamespaceId stat(int fd, String path, int flags) throws LinuxException {
        Memory memory = NativeBuffers.take();
        try {
            memory.buffer().put(Stat.STATX_SIZE_OF, latin1(path));
            long result = Syscalls.call(
                    Syscall.STATX,
                    fd,
                    memory.address() + Stat.STATX_SIZE_OF,
                    flags,
                    Stat.STATX_INO,
                    memory.address(),
                    0);
            if (Syscalls.failed(result)) {
                String where = fd == At.AT_FDCWD ? "AT_FDCWD" : Integer.toString(fd);
                throw new LinuxException(
                        "cannot identify a namespace",
                        "statx(" + where + ", \"" + path + "\", ..., STATX_INO, ...)",
                        (int) -result,
                        null);
            }
            long device = device(
                    memory.buffer().getInt(Stat.STX_DEV_MAJOR), memory.buffer().getInt(Stat.STX_DEV_MINOR));
            return new NamespaceId(device, memory.buffer().getLong(Stat.STX_INO));
        } finally {
            NativeBuffers.give(memory);
        }
    }

    /** The owner of a user namespace as the caller's user namespace has it, or a negated errno. */
    static long ownerUid(int fd) throws LinuxException {
        Memory memory = NativeBuffers.take();
        try {
            long result = Syscalls.call(Syscall.IOCTL, fd, Nsfs.NS_GET_OWNER_UID, memory.address());
            return result == 0 ? Integer.toUnsignedLong(memory.buffer().getInt(0)) : result;
        } finally {
            NativeBuffers.give(memory);
        }
    }

    /** Both halves in one number, as {@code st_dev} has them: {@code linux/kdev_t.h}. */
    private static long device(int major, int minor) {
        return (minor & 0xff) | ((long) major << 8) | ((minor & ~0xffL) << 12);
    }

    private static byte[] latin1(String path) {
        return (path + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String remedy(int errno) {
        return errno == Errno.EACCES.number() || errno == Errno.EPERM.number() ? NO_ACCESS : null;
    }

    private static int request(NamespaceType type, boolean forChildren) {
        return switch (type) {
            case USER -> PidfdOps.PIDFD_GET_USER_NAMESPACE;
            case CGROUP -> PidfdOps.PIDFD_GET_CGROUP_NAMESPACE;
            case IPC -> PidfdOps.PIDFD_GET_IPC_NAMESPACE;
            case UTS -> PidfdOps.PIDFD_GET_UTS_NAMESPACE;
            case NET -> PidfdOps.PIDFD_GET_NET_NAMESPACE;
            case MNT -> PidfdOps.PIDFD_GET_MNT_NAMESPACE;
            case PID -> forChildren ? PidfdOps.PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE : PidfdOps.PIDFD_GET_PID_NAMESPACE;
            case TIME ->
                forChildren ? PidfdOps.PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE : PidfdOps.PIDFD_GET_TIME_NAMESPACE;
        };
    }
}
