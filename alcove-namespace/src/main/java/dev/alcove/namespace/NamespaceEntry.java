package dev.alcove.namespace;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.process.ParentThread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a thread gets into namespaces, and back into those of the JVM. It enters them one by one by their descriptors: by a
 * pidfd they could be entered all in one call, but only as long as a process lives that is in just these. It comes back in
 * one call, by a pidfd of the JVM (Linux 5.8), into the namespaces that its process has.
 */
final class NamespaceEntry {
    private final List<Namespace> namespaces;
    private final int types;

    /** The number of a descriptor of the JVM, which has the namespaces of its first thread: those that all start in. */
    private final int jvm;

    private NamespaceEntry(List<Namespace> namespaces, int types, int jvm) {
        this.namespaces = namespaces;
        this.types = types;
        this.jvm = jvm;
    }

    /**
     * The way into these namespaces, which stay the caller's.
     *
     * @throws IllegalArgumentException if there are none, two of one type, or one that no thread can enter
     * @throws LinuxException if the JVM itself cannot be opened ({@code EMFILE})
     */
    static NamespaceEntry into(Collection<Namespace> namespaces) throws LinuxException {
        if (namespaces.isEmpty()) {
            throw new IllegalArgumentException("no namespace to enter");
        }
        Set<NamespaceType> seen = EnumSet.noneOf(NamespaceType.class);
        long types = 0;
        for (Namespace namespace : namespaces) {
            checkType(namespace);
            if (!seen.add(namespace.type())) {
                throw new IllegalArgumentException("two " + namespace.type().procName() + " namespaces to enter");
            }
            types |= namespace.type().cloneFlag();
        }
        List<Namespace> inOrder = new ArrayList<>(namespaces);
        inOrder.sort(Comparator.comparing(Namespace::type)); // mnt last: whoever has entered that cannot go back
        return new NamespaceEntry(inOrder, (int) types, ParentThread.pidfd());
    }

    /** The same way, by descriptors of its own, which {@link #close} closes. */
    NamespaceEntry copy() throws LinuxException {
        List<Namespace> copies = new ArrayList<>();
        try {
            for (Namespace namespace : namespaces) {
                copies.add(Namespace.of(namespace.fd()));
            }
            return new NamespaceEntry(copies, types, jvm);
        } catch (LinuxException | RuntimeException e) {
            copies.forEach(Namespace::close);
            throw e;
        }
    }

    void close() {
        namespaces.forEach(Namespace::close);
    }

    /**
     * Takes the running worker into the namespaces. On failure it may be in some of them, which it knows then.
     *
     * @throws LinuxException if one cannot be entered
     */
    void enter(NamespaceWorkers.Worker worker) throws LinuxException {
        if (isFinal()) {
            // The kernel moves nobody to other mounts who shares root and working directory with another thread.
            long result = Syscalls.call(Syscall.UNSHARE, Clone.CLONE_FS);
            if (Syscalls.failed(result)) {
                throw new LinuxException(
                        "cannot separate a thread's working directory", "unshare(CLONE_FS)", (int) -result, null);
            }
            worker.inside(true);
        }
        for (int i = 0; i < namespaces.size(); i++) {
            enter(namespaces.get(i));
            worker.inside(true);
        }
    }

    private static void enter(Namespace namespace) throws LinuxException {
        long flag = namespace.type().cloneFlag();
        long result = Descriptors.use(namespace.fd(), number -> Syscalls.call(Syscall.SETNS, number, flag));
        if (Syscalls.failed(result)) {
            String call = "setns(" + namespace.fd() + ", " + Clone.Names.FLAGS.render(flag) + ")";
            int errno = (int) -result;
            String remedy = errno == Errno.EPERM.number() ? noPrivilege(namespace.type()) : null;
            throw new LinuxException("cannot enter " + namespace, call, errno, remedy);
        }
    }

    private static String noPrivilege(NamespaceType type) {
        return "to enter a " + type.procName()
                + " namespace needs CAP_SYS_ADMIN in the user namespace that owns it and in"
                + " the JVM's own: run as root, or start a process there with NamespaceProcessBuilder.enter";
    }

    /**
     * Takes the running thread back into the JVM's own namespaces.
     *
     * @return whether it is there. A thread that has been in a mount namespace is not: it has a root and a working
     *     directory of its own. Nor is one that came from where it has no privilege, say in a user namespace whose
     *     creator did not make a new net namespace along with it.
     */
    boolean leave() {
        return !isFinal() && Syscalls.call(Syscall.SETNS, jvm, types) == 0;
    }

    /** Whether no thread comes back. */
    private boolean isFinal() {
        return (types & Clone.CLONE_NEWNS) != 0;
    }

    private static void checkType(Namespace namespace) {
        String why = switch (namespace.type()) {
            case USER, TIME -> "the kernel lets only a process of a single thread do that";
            case PID -> "a process stays in the PID namespace that it was born into";
            case CGROUP, IPC, UTS, NET, MNT -> "";
        };
        if (!why.isEmpty()) {
            throw new IllegalArgumentException("no thread of a JVM can enter " + namespace + ", " + why
                    + ": start a process there, with NamespaceProcessBuilder.enter or alcove nsenter");
        }
    }
}
