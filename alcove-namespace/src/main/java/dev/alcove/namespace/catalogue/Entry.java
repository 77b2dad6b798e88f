package dev.alcove.namespace.catalogue;

import dev.alcove.linux.NamespaceId;
import dev.alcove.namespace.NamespaceType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A namespace, as it was when the catalogue was made. */
public final class Entry {
    /** {@link #netnsid}: the caller's network namespace has no number for this one. */
    public static final int NETNSID_UNASSIGNED = -1;

    /** {@link #netnsid}: not asked for, not a network namespace, or the kernel would not tell. */
    public static final int NETNSID_UNKNOWN = -2;

    /** {@link #ownerUid}: not asked for, not a user namespace, or not known. */
    public static final long UID_UNKNOWN = -1;

    private final NamespaceType type;
    private final NamespaceId id;
    private final Source source;
    private final List<Member> processes;
    private final long parentInode;
    private final long ownerInode;
    private final long ownerUid;
    private final int netnsid;
    private final List<String> mountPoints;
    private final List<Name> names;
    private final @Nullable Container container;
    private final @Nullable String unit;
    private final @Nullable Traffic traffic;
    private @Nullable Entry parent;
    private @Nullable Entry owner;

    Entry(Found found, NamespaceId id) {
        this.type = found.type;
        this.id = id;
        this.source = found.source;
        this.processes = List.copyOf(found.processes);
        this.parentInode = found.parentInode;
        this.ownerInode = found.ownerInode;
        this.ownerUid = found.ownerUid;
        this.netnsid = found.netnsid;
        this.mountPoints = List.copyOf(found.mountPoints);
        this.names = List.copyOf(found.names);
        this.container = found.container;
        this.unit = found.unit;
        this.traffic = found.traffic;
    }

    /** Once, before anybody else sees the entry. */
    void relate(@Nullable Entry itsParent, @Nullable Entry itsOwner) {
        this.parent = itsParent;
        this.owner = itsOwner;
    }

    public NamespaceType type() {
        return type;
    }

    public NamespaceId id() {
        return id;
    }

    /** The inode, by which lsns calls it. */
    public long inode() {
        return id.inode();
    }

    /** By what it was found. */
    public Source source() {
        return source;
    }

    /** The processes in it, by ascending PID. A process counts with the namespaces of its first thread. */
    public List<Member> processes() {
        return processes;
    }

    /** The process in it with the lowest PID. */
    public Optional<Member> lowest() {
        return processes.isEmpty() ? Optional.empty() : Optional.of(processes.get(0));
    }

    /**
     * The inode of the namespace that it is nested in: of a PID or a user namespace. 0 for other types, for the outermost,
     * where the parent is out of the caller's sight, and where it was not asked for.
     */
    public long parentInode() {
        return parentInode;
    }

    /** The inode of the user namespace that owns it; for a user namespace its parent. 0 as for {@link #parentInode}. */
    public long ownerInode() {
        return ownerInode;
    }

    /** The entry of {@link #parentInode}, where the catalogue has it. */
    public Optional<Entry> parent() {
        return Optional.ofNullable(parent);
    }

    /** The entry of {@link #ownerInode}, where the catalogue has it. */
    public Optional<Entry> owner() {
        return Optional.ofNullable(owner);
    }

    /** The user id, in the caller's user namespace, of who made this user namespace; or {@link #UID_UNKNOWN}. */
    public long ownerUid() {
        return ownerUid;
    }

    /**
     * The user id that lsns shows: of the lowest process; without a process, of a user namespace's owner, and 0 for any other
     * type.
     */
    public long uid() {
        return processes.isEmpty() ? Math.max(ownerUid, 0) : processes.get(0).uid();
    }

    /**
     * The number that the caller's network namespace has for this network namespace: 0 or more, {@link
     * #NETNSID_UNASSIGNED} or {@link #NETNSID_UNKNOWN}. Asked for by {@link Detail#NETNSID}.
     */
    public int netnsid() {
        return netnsid;
    }

    /** The paths that it is bound to, in the order of {@code /proc/self/mountinfo}, none twice. */
    public List<String> mountPoints() {
        return mountPoints;
    }

    /** The names that it is kept under, Alcove's first. Asked for by {@link Detail#NAMES}. */
    public List<Name> names() {
        return names;
    }

    /** The container of the lowest process. Asked for by {@link Detail#CONTAINERS}. */
    public Optional<Container> container() {
        return Optional.ofNullable(container);
    }

    /** The systemd unit of the lowest process, {@code ssh.service}. Asked for by {@link Detail#UNITS}. */
    public Optional<String> unit() {
        return Optional.ofNullable(unit);
    }

    /** Interfaces and bytes of a network namespace. Asked for by {@link Detail#TRAFFIC}; empty where the caller may not know. */
    public Optional<Traffic> traffic() {
        return Optional.ofNullable(traffic);
    }

    /** The threads of all its processes. */
    public long threads() {
        long sum = 0;
        for (int i = 0; i < processes.size(); i++) {
            sum += processes.get(i).threads();
        }
        return sum;
    }

    /** The resident memory of all its processes; what they share counts for each. */
    public long residentBytes() {
        long sum = 0;
        for (int i = 0; i < processes.size(); i++) {
            sum += processes.get(i).residentBytes();
        }
        return sum;
    }

    /** How long all its processes ran. Those that have ended do not count. */
    public long cpuMillis() {
        long sum = 0;
        for (int i = 0; i < processes.size(); i++) {
            sum += processes.get(i).cpuMillis();
        }
        return sum;
    }

    /** {@code net:[4026531840]}, as the links in {@code /proc/PID/ns} say. */
    @Override
    public String toString() {
        return type.procName() + ":[" + id.inode() + "]";
    }
}
