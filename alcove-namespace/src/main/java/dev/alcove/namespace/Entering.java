package dev.alcove.namespace;

import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Pidfd;
import dev.alcove.linux.raw.Descriptors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The existing namespaces that a process enters before its command runs: descriptors, open as long as this is. */
final class Entering implements AutoCloseable {
    /**
     * What a builder was asked for: a namespace, or some of a process.
     *
     * @param namespace a handle; null for those of a process
     * @param pid the process
     * @param process its handle, if there is one, which tells it from another with its PID
     * @param types {@code CLONE_NEW*} flags; 0 for all of the process that are not the caller's own
     */
    record Wish(
            @Nullable Namespace namespace,
            int pid,
            @Nullable ProcessHandle process,
            long types) {}

    /**
     * The arguments of one setns(2).
     *
     * @param fd of a namespace or of a process
     * @param types {@code CLONE_NEW*} flags
     * @param shown the descriptor in words
     */
    record Target(int fd, long types, String shown) {
        boolean has(NamespaceType type) {
            return (types & type.cloneFlag()) != 0;
        }
    }

    private final List<Target> targets = new ArrayList<>();
    private final List<Fd> opened = new ArrayList<>();
    private long types;

    private Entering() {}

    /**
     * Opens what is wished for.
     *
     * @throws LinuxException {@code ESRCH}: a process has ended
     * @throws IllegalStateException if two namespaces are of one type, or a handle is closed
     */
    static Entering open(List<Wish> wishes) throws LinuxException {
        Entering entering = new Entering();
        try {
            for (Wish wish : wishes) {
                if (wish.namespace != null) {
                    entering.add(wish.namespace);
                } else {
                    entering.add(wish);
                }
            }
            return entering;
        } catch (LinuxException | RuntimeException e) {
            entering.close();
            throw e;
        }
    }

    List<Target> targets() {
        return targets;
    }

    /** All types that are entered: {@code CLONE_NEW*} flags. */
    long types() {
        return types;
    }

    boolean has(NamespaceType type) {
        return (types & type.cloneFlag()) != 0;
    }

    @Override
    public void close() {
        opened.forEach(Fd::close);
    }

    private void add(Namespace namespace) throws LinuxException {
        Fd copy = NamespaceCalls.copy(namespace.fd());
        opened.add(copy);
        add(new Target(Descriptors.number(copy), namespace.type().cloneFlag(), "<" + namespace + ">"));
    }

    /** A pidfd enters any number of namespaces in one call: Linux 5.8. */
    private void add(Wish wish) throws LinuxException {
        Pidfd process = wish.process == null ? Pidfd.open(wish.pid) : ProcessPidfd.open(wish.process);
        opened.add(process.fd());
        long wanted = wish.types == 0 ? differing(process) : wish.types;
        if (wanted != 0) {
            add(new Target(Descriptors.number(process.fd()), wanted, "<process " + wish.pid + ">"));
        }
    }

    private void add(Target target) {
        for (NamespaceType type : NamespaceType.values()) {
            if (has(type) && target.has(type)) {
                throw new IllegalStateException("two " + type.procName() + " namespaces to enter");
            }
        }
        targets.add(target);
        types |= target.types;
    }

    /** Of which types the process has other namespaces than the running thread. */
    private static long differing(Pidfd process) throws LinuxException {
        long differing = 0;
        try (NamespaceSet its = NamespaceSet.ofProcess(process)) {
            for (Namespace namespace : its) {
                if (!namespace.isCurrent()) {
                    differing |= namespace.type().cloneFlag();
                }
            }
        }
        return differing;
    }
}
