package dev.alcove.namespace;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NamespaceId;
import dev.alcove.linux.Pidfd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Open namespaces, at most one of each type: those of one process, or any others that belong together. They are closed
 * together, and the types and ids can be asked for still then.
 */
public final class NamespaceSet implements AutoCloseable, Iterable<Namespace> {
    private final Map<NamespaceType, Namespace> namespaces;

    private NamespaceSet(Map<NamespaceType, Namespace> namespaces) {
        this.namespaces = namespaces;
    }

    // ---- Opening

    /**
     * Opens all namespaces of the process that has this PID now.
     *
     * @throws LinuxException as {@link #ofProcess(Pidfd)}
     */
    public static NamespaceSet ofProcess(int pid) throws LinuxException {
        try (Pidfd process = Pidfd.open(pid)) {
            return ofProcess(process);
        }
    }

    /**
     * Opens all namespaces of a process, and of no other that has got its PID meanwhile.
     *
     * @throws LinuxException as {@link #ofProcess(Pidfd)}
     */
    public static NamespaceSet ofProcess(ProcessHandle process) throws LinuxException {
        try (Pidfd pidfd = ProcessPidfd.open(process)) {
            return ofProcess(pidfd);
        }
    }

    /**
     * Opens all namespaces of a process, of each type that the kernel has. One that changes its namespaces meanwhile may
     * be seen half-way. Needs leave to trace the process: PTRACE_MODE_READ_FSCREDS, see ptrace(2).
     *
     * @throws LinuxException {@code ESRCH}: the process has ended; {@code EACCES}: it may not be traced. Nothing stays open
     *     then.
     */
    public static NamespaceSet ofProcess(Pidfd process) throws LinuxException {
        Map<NamespaceType, Namespace> opened = new EnumMap<>(NamespaceType.class);
        try {
            for (NamespaceType type : NamespaceType.values()) {
                Namespace namespace = Namespace.ifAny(process, type);
                if (namespace != null) {
                    opened.put(type, namespace);
                }
            }
            return new NamespaceSet(opened);
        } catch (LinuxException | RuntimeException e) {
            close(opened.values());
            throw e;
        }
    }

    /**
     * Opens all namespaces that are kept by a name, as {@link Namespace#ofName} does.
     *
     * @throws IllegalArgumentException if the name cannot be one
     * @throws LinuxException {@code ENOENT}: nothing is kept by that name
     * @throws IOException if Alcove's own record of the name cannot be read
     */
    public static NamespaceSet ofName(String name) throws IOException {
        return KeptHandles.openAll(name);
    }

    /**
     * Makes a set of namespaces, which belong to it from now on.
     *
     * @throws IllegalArgumentException if two are of one type; then nothing is taken over
     */
    public static NamespaceSet of(Collection<Namespace> namespaces) {
        Map<NamespaceType, Namespace> byType = new EnumMap<>(NamespaceType.class);
        for (Namespace namespace : namespaces) {
            Namespace other = byType.put(namespace.type(), namespace);
            if (other != null) {
                throw new IllegalArgumentException(
                        "two " + namespace.type().procName() + " namespaces: " + other + ", " + namespace);
            }
        }
        return new NamespaceSet(byType);
    }

    // ---- Asking

    /** The namespace of this type, which stays the set's; empty if there is none. */
    public Optional<Namespace> get(NamespaceType type) {
        return Optional.ofNullable(namespaces.get(type));
    }

    /**
     * The namespaces of these types, in this order. They stay the set's.
     *
     * @throws IllegalArgumentException if there is none of a type
     */
    public List<Namespace> only(NamespaceType... types) {
        List<Namespace> found = new ArrayList<>();
        for (NamespaceType type : types) {
            Namespace namespace = namespaces.get(type);
            if (namespace == null) {
                throw new IllegalArgumentException("no " + type.procName() + " namespace in " + this);
            }
            found.add(namespace);
        }
        return found;
    }

    /** The types of which there is a namespace. */
    public Set<NamespaceType> types() {
        return Collections.unmodifiableSet(namespaces.keySet());
    }

    /** The namespaces, in the order of {@link NamespaceType}. They stay the set's. */
    @Override
    public Iterator<Namespace> iterator() {
        return Collections.unmodifiableCollection(namespaces.values()).iterator();
    }

    /** What this set and another have in common, and what not; with no system call. */
    public NamespaceDifference difference(NamespaceSet other) {
        Set<NamespaceType> shared = EnumSet.noneOf(NamespaceType.class);
        Set<NamespaceType> different = EnumSet.noneOf(NamespaceType.class);
        Set<NamespaceType> onlyFirst = EnumSet.noneOf(NamespaceType.class);
        Set<NamespaceType> onlySecond = EnumSet.noneOf(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            NamespaceId mine = id(type);
            NamespaceId its = other.id(type);
            if (mine != null && its != null) {
                (mine.equals(its) ? shared : different).add(type);
            } else if (mine != null) {
                onlyFirst.add(type);
            } else if (its != null) {
                onlySecond.add(type);
            }
        }
        return new NamespaceDifference(shared, different, onlyFirst, onlySecond);
    }

    /** Closes all of them; does nothing when called again. */
    @Override
    public void close() {
        close(namespaces.values());
    }

    @Override
    public String toString() {
        return namespaces.values().toString();
    }

    private @Nullable NamespaceId id(NamespaceType type) {
        Namespace namespace = namespaces.get(type);
        return namespace == null ? null : namespace.id();
    }

    /** Closes every one of them, whatever closing another throws. */
    private static void close(Collection<Namespace> namespaces) {
        RuntimeException failure = null;
        for (Namespace namespace : namespaces) {
            try {
                namespace.close();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
