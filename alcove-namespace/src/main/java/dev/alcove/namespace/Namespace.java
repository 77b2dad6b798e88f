package dev.alcove.namespace;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NamespaceId;
import dev.alcove.linux.Pidfd;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Nsfs;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.process.NativeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An open namespace. As long as this object is open the namespace exists, whether a process is in it or not, and nothing
 * else has its {@link #id}. What it tells, the kernel tells by the descriptor alone.
 *
 * <p>Two objects are equal if they stand for the same namespace. Safe for use by several threads. After {@link #close} the
 * type and the id can still be asked for; everything else throws {@link IllegalStateException}. Nothing closes a namespace
 * when the object becomes unreachable.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/ioctl_ns.2.html">ioctl_ns(2)</a>
 */
public final class Namespace implements AutoCloseable {
    private static final List<NamespaceType> TYPES = List.of(NamespaceType.values());

    private final Fd fd;
    private final NamespaceType type;
    private final NamespaceId id;

    private Namespace(Fd fd, NamespaceType type, NamespaceId id) {
        this.fd = fd;
        this.type = type;
        this.id = id;
    }

    // ---- Opening

    /**
     * Opens a namespace of the process that has this PID now.
     *
     * @throws LinuxException as {@link #ofProcess(Pidfd, NamespaceType)}
     */
    public static Namespace ofProcess(int pid, NamespaceType type) throws LinuxException {
        try (Pidfd process = Pidfd.open(pid)) {
            return ofProcess(process, type);
        }
    }

    /**
     * Opens a namespace of a process, and of no other that has got its PID meanwhile.
     *
     * @throws LinuxException as {@link #ofProcess(Pidfd, NamespaceType)}
     */
    public static Namespace ofProcess(ProcessHandle process, NamespaceType type) throws LinuxException {
        try (Pidfd pidfd = ProcessPidfd.open(process)) {
            return ofProcess(pidfd, type);
        }
    }

    /**
     * Opens a namespace of a process. Needs leave to trace it: PTRACE_MODE_READ_FSCREDS, see ptrace(2).
     *
     * @throws LinuxException {@code ESRCH}: the process has ended; {@code EACCES}: it may not be traced; {@code
     *     EOPNOTSUPP} or {@code ENOENT}: the kernel has no namespaces of this type
     */
    public static Namespace ofProcess(Pidfd process, NamespaceType type) throws LinuxException {
        return openOf(process, type, false);
    }

    /**
     * Opens the namespace that new children of a process are born into, which for PID and time namespaces may be another
     * than its own: after unshare(2) or setns(2).
     *
     * @param type any; only PID and time namespaces make the difference
     * @throws LinuxException as {@link #ofProcess(Pidfd, NamespaceType)}; {@code ENOENT} also where the PID namespace for
     *     children has no process yet
     */
    public static Namespace forChildrenOf(Pidfd process, NamespaceType type) throws LinuxException {
        return openOf(process, type, true);
    }

    /**
     * Opens the namespace that is bound to a file, or that a link in {@code /proc/PID/ns} leads to. Such a link of a
     * process that may end meanwhile is better asked for by {@link #ofProcess(int, NamespaceType)}.
     *
     * @throws LinuxException if the file cannot be opened, or is no namespace ({@code ENOTTY})
     */
    public static Namespace ofPath(Path path) throws LinuxException {
        return ofPath(NativeText.bytes(path.toString()));
    }

    /**
     * Opens a namespace that is kept by a name: one that Alcove keeps for this user or, if there is none and the type is
     * {@link NamespaceType#NET}, one of ip-netns(8), in {@code /run/netns}.
     *
     * @throws IllegalArgumentException if the name cannot be one: empty, {@code .}, {@code ..}, with a slash, longer than 255
     *     bytes
     * @throws LinuxException {@code ENOENT}: there is no such namespace; others as {@link #ofPath}
     * @throws IOException if Alcove's own record of the name cannot be read
     */
    public static Namespace ofName(String name, NamespaceType type) throws IOException {
        return KeptHandles.open(name, type);
    }

    /**
     * The namespace that a descriptor of the caller's stands for. The descriptor is not taken over: this object has one of
     * its own.
     *
     * @throws LinuxException if it is no namespace ({@code ENOTTY})
     */
    public static Namespace of(Fd descriptor) throws LinuxException {
        return adopt(NamespaceCalls.copy(descriptor), null, descriptor.toString());
    }

    /**
     * Opens the namespace that the running thread is in; for a virtual thread, the one that its carrier is in.
     *
     * @throws LinuxException {@code ENOENT}: the kernel has no namespaces of this type
     */
    public static Namespace current(NamespaceType type) throws LinuxException {
        return ofPath(own(type.procName()));
    }

    /**
     * Opens the namespace that children of the running thread are born into.
     *
     * @param type any; only PID and time namespaces make the difference
     * @throws LinuxException {@code ENOENT}: the kernel has no namespaces of this type, or the PID namespace for children
     *     has no process yet
     */
    public static Namespace currentForChildren(NamespaceType type) throws LinuxException {
        return ofPath(own(type.procNameForChildren()));
    }

    // ---- Asking

    /** What it is a namespace of: NS_GET_NSTYPE. */
    public NamespaceType type() {
        return type;
    }

    /** What tells it from all others: device and inode. */
    public NamespaceId id() {
        return id;
    }

    /** The descriptor, which belongs to this object. */
    public Fd fd() {
        return fd;
    }

    /** Whether {@link #close} was not called yet. */
    public boolean isOpen() {
        return fd.isOpen();
    }

    /**
     * Opens the user namespace that owns this one, or that is the parent of this user namespace: NS_GET_USERNS. Who has
     * capabilities there has them over this namespace.
     *
     * @return empty if the owner is neither the caller's user namespace nor one within it ({@code EPERM}): what is outside
     *     one's own user namespace the kernel does not show. The same goes for the parent of the initial user namespace,
     *     which there is not.
     */
    public Optional<Namespace> owner() throws LinuxException {
        return relative(Nsfs.NS_GET_USERNS, NamespaceType.USER, "NS_GET_USERNS");
    }

    /**
     * Opens the PID or user namespace that this one was made in: NS_GET_PARENT.
     *
     * @return empty for other types, which have no parents; if this is the initial namespace; or if the parent is outside
     *     the caller's own PID namespace, or its own user namespace, and the kernel does not show it ({@code EPERM})
     */
    public Optional<Namespace> parent() throws LinuxException {
        return type == NamespaceType.PID || type == NamespaceType.USER
                ? relative(Nsfs.NS_GET_PARENT, type, "NS_GET_PARENT")
                : Optional.empty();
    }

    /**
     * The user who made this user namespace: NS_GET_OWNER_UID.
     *
     * @return the uid in the caller's user namespace, the overflow uid (65534) where it is not mapped there; empty for other
     *     types, whose {@link #owner} tells
     */
    public OptionalLong ownerUid() throws LinuxException {
        if (type != NamespaceType.USER) {
            return OptionalLong.empty();
        }
        long uid = Descriptors.use(fd, NamespaceCalls::ownerUid);
        if (Syscalls.failed(uid)) {
            throw failure("cannot tell the owner of " + this, "NS_GET_OWNER_UID", uid);
        }
        return OptionalLong.of(uid);
    }

    /** Whether the running thread is in this namespace; of a virtual thread, its carrier. */
    public boolean isCurrent() throws LinuxException {
        return id.equals(NamespaceCalls.id(own(type.procName())));
    }

    /**
     * Runs a task in this namespace, as {@link NamespaceThreads#call} does.
     *
     * @return what the task returns
     * @throws X what the task throws
     * @throws LinuxException if this namespace cannot be entered
     * @throws InterruptedException if this thread is interrupted
     * @throws IllegalArgumentException if it is a user, pid or time namespace, which a thread cannot enter
     */
    public <T, X extends Exception> T call(NamespaceThreads.Task<T, X> task)
            throws X, LinuxException, InterruptedException {
        return NamespaceThreads.call(List.of(this), task);
    }

    /** Closes the descriptor; does nothing when called again. A namespace that nothing else holds is gone then. */
    @Override
    public void close() {
        fd.close();
    }

    /** Whether the other stands for the same namespace. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Namespace namespace && id.equals(namespace.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** As the links in {@code /proc/PID/ns} have it: {@code net:[4026531840]}. */
    @Override
    public String toString() {
        return type.procName() + ":[" + id.inode() + "]";
    }

    // ---- Within

    /** A namespace of a process, or null where the kernel has none of this type. */
    static @Nullable Namespace ifAny(Pidfd process, NamespaceType type) throws LinuxException {
        try {
            return openOf(process, type, false);
        } catch (LinuxException e) {
            if (e.errnoNumber() == Errno.EOPNOTSUPP.number() || e.errnoNumber() == Errno.ENOENT.number()) {
                return null;
            }
            throw e;
        }
    }

    /** The namespace that a path leads to, each char a byte. */
    static Namespace ofPath(String path) throws LinuxException {
        long result = NamespaceCalls.open(path);
        if (Syscalls.failed(result)) {
            throw NamespaceCalls.cannotOpen("cannot open the namespace '" + NativeText.text(path) + "'", path, result);
        }
        return adopt(Descriptors.adopt((int) result), null, "'" + NativeText.text(path) + "'");
    }

    /** What to open for a file of the running thread; a virtual thread's is the carrier's. */
    private static String own(String file) {
        return "/proc/thread-self/ns/" + file;
    }

    private static Namespace openOf(Pidfd process, NamespaceType type, boolean forChildren) throws LinuxException {
        long result = Descriptors.use(process.fd(), pidfd -> {
            long opened = NamespaceCalls.openOf(pidfd, type, forChildren);
            return opened == -Errno.ENOTTY.number() ? openInProc(process, pidfd, type, forChildren) : opened;
        });
        if (Syscalls.failed(result)) {
            throw NamespaceCalls.cannotOpenOf(process.pid(), type, forChildren, result);
        }
        return adopt(Descriptors.adopt((int) result), type, "a descriptor of process " + process.pid());
    }

    /** Before Linux 6.11: what was opened by PID is the process's if that has not been waited for by then. */
    private static long openInProc(Pidfd process, int pidfd, NamespaceType type, boolean forChildren)
            throws LinuxException {
        String file = forChildren ? type.procNameForChildren() : type.procName();
        long opened = NamespaceCalls.open("/proc/" + process.pid() + "/ns/" + file);
        if (NamespaceCalls.isThere(pidfd)) {
            return opened;
        }
        if (!Syscalls.failed(opened)) {
            Syscalls.call(Syscall.CLOSE, opened);
        }
        return -Errno.ESRCH.number();
    }

    /**
     * Takes over a descriptor.
     *
     * @param known its type, where that is certain
     * @param what it is, in words
     */
    private static Namespace adopt(Fd fd, @Nullable NamespaceType known, String what) throws LinuxException {
        try {
            int number = Descriptors.number(fd);
            return new Namespace(fd, known == null ? typeOf(number, what) : known, NamespaceCalls.id(number));
        } catch (LinuxException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    private static NamespaceType typeOf(int number, String what) throws LinuxException {
        long flag = NamespaceCalls.type(number);
        for (NamespaceType type : TYPES) {
            if (type.cloneFlag() == flag) {
                return type;
            }
        }
        int errno = Syscalls.failed(flag) ? (int) -flag : Errno.ENOTTY.number();
        throw new LinuxException(
                "not a namespace: " + what,
                "ioctl(" + number + ", NS_GET_NSTYPE)",
                errno,
                "a namespace is a file of nsfs: a link in /proc/PID/ns, or a file that one is bound to");
    }

    private Optional<Namespace> relative(long request, NamespaceType type, String name) throws LinuxException {
        long result = Descriptors.use(fd, number -> Syscalls.call(Syscall.IOCTL, number, request, 0));
        if (result == -Errno.EPERM.number()) {
            return Optional.empty();
        }
        if (Syscalls.failed(result)) {
            throw failure("cannot open what " + this + " belongs to", name, result);
        }
        return Optional.of(adopt(Descriptors.adopt((int) result), type, name));
    }

    private LinuxException failure(String attempt, String request, long result) {
        return new LinuxException(attempt, "ioctl(" + fd + ", " + request + ")", (int) -result, null);
    }
}
