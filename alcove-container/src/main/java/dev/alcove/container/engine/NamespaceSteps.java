package dev.alcove.container.engine;

import dev.alcove.container.spec.LinuxIdMapping;
import dev.alcove.container.spec.LinuxNamespace;
import dev.alcove.container.spec.LinuxTimeOffset;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Slot;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Open;
import dev.alcove.namespace.steps.ProcessRemedies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which namespaces a container has, and the steps that bring a process there. As far as possible it is born into the new ones, by
 * clone(2); what it joins it joins then.
 */
final class NamespaceSteps {
    private final Frame frame;
    private final long created;
    private final List<LinuxNamespace> joined = new ArrayList<>();
    private final Map<LinuxNamespace, Slot> files = new HashMap<>();

    NamespaceSteps(Frame frame) {
        this.frame = frame;
        long flags = 0;
        for (LinuxNamespace namespace : frame.plan.linux().namespaces()) {
            if (namespace.path() == null) {
                flags |= flag(namespace.type());
            } else {
                joined.add(namespace);
            }
        }
        created = flags;
    }

    /** The flag of clone(2) for a type of the spec. */
    static long flag(String type) {
        return switch (type) {
            case "pid" -> Clone.CLONE_NEWPID;
            case "network" -> Clone.CLONE_NEWNET;
            case "mount" -> Clone.CLONE_NEWNS;
            case "ipc" -> Clone.CLONE_NEWIPC;
            case "uts" -> Clone.CLONE_NEWUTS;
            case "user" -> Clone.CLONE_NEWUSER;
            case "cgroup" -> Clone.CLONE_NEWCGROUP;
            case "time" -> Clone.CLONE_NEWTIME;
            default -> throw new IllegalArgumentException("no type of namespace: " + type);
        };
    }

    /**
     * Whether the process must be born outside and make the new namespaces itself: what it joins outside of a new user namespace it
     * may join only from there, and who joins a PID namespace needs a child that is in it.
     */
    boolean joinsFirst() {
        return joined.stream()
                .anyMatch(namespace -> isNew("user")
                        || namespace.type().equals("user")
                        || namespace.type().equals("pid"));
    }

    /** The namespaces that clone(2) makes: not that of cgroups, whose root is the cgroup that is joined first, nor that of time. */
    long born() {
        long later = Clone.CLONE_NEWTIME | (frame.plan.cgroupProcs().isEmpty() ? 0 : Clone.CLONE_NEWCGROUP);
        return joinsFirst() ? 0 : created & ~later;
    }

    /** Whether there is a new namespace of this type. */
    boolean isNew(String type) {
        return (created & flag(type)) != 0;
    }

    /** Whether the container has a user namespace that is not the caller's. */
    boolean hasUser() {
        return frame.plan.namespace("user") != null;
    }

    /** Opens the files of namespaces that are joined, while their paths are still the caller's. */
    void open() {
        for (LinuxNamespace namespace : joined) {
            Slot file = frame.builder.slot(namespace.type() + " namespace");
            String path = frame.plan.hostPath(String.valueOf(namespace.path()));
            frame.calls.open(
                    file,
                    frame.files.text(path),
                    Open.O_RDONLY | Open.O_CLOEXEC,
                    Failures.of("cannot open the " + namespace.type() + " namespace " + path));
            files.put(namespace, file);
        }
    }

    /** Joins, and where it was not born into them makes, all namespaces but a new one of cgroups or of time. */
    void enter() {
        for (LinuxNamespace namespace : joined) {
            if (namespace.type().equals("user")) {
                join(namespace);
            }
        }
        for (LinuxNamespace namespace : joined) {
            if (!namespace.type().equals("user")) {
                join(namespace);
            }
        }
        if (joinsFirst()) {
            long rest = created & ~(Clone.CLONE_NEWTIME | Clone.CLONE_NEWCGROUP);
            if (rest != 0) {
                frame.calls.unshare(rest, Failures.of("cannot create namespaces", ProcessRemedies.creating(rest)));
            }
        }
    }

    private void join(LinuxNamespace namespace) {
        Slot file = java.util.Objects.requireNonNull(files.get(namespace), "open comes first");
        long type = flag(namespace.type());
        if (type == Clone.CLONE_NEWNS) {
            // What is shared with nobody; a process from vfork may share it with the JVM.
            frame.calls.unshare(Clone.CLONE_FS, Failures.of("cannot leave the shared working directory"));
        }
        frame.builder.call(
                Failures.of(
                        "cannot join the " + namespace.type() + " namespace " + namespace.path(),
                        ProcessRemedies.entering(type)),
                Syscall.SETNS,
                new Arg.Value(file),
                new Arg.Flags(type, Arg.Family.CLONE));
    }

    /** Makes the namespaces that come last: that of cgroups in the cgroup that has been joined, that of time with its offsets. */
    void complete() {
        boolean bornCgroup = (born() & Clone.CLONE_NEWCGROUP) != 0;
        if (isNew("cgroup") && !bornCgroup) {
            frame.calls.unshare(
                    Clone.CLONE_NEWCGROUP,
                    Failures.of("cannot create a cgroup namespace", ProcessRemedies.creating(Clone.CLONE_NEWCGROUP)));
        }
        if (isNew("time")) {
            frame.calls.unshare(
                    Clone.CLONE_NEWTIME,
                    Failures.of("cannot create a time namespace", ProcessRemedies.creating(Clone.CLONE_NEWTIME)));
            frame.plan.linux().timeOffsets().forEach(this::offset);
        }
    }

    private void offset(String clock, LinuxTimeOffset offset) {
        String path = "/proc/self/timens_offsets";
        Failure failure = Failures.of(
                "cannot set the offset of the clock " + clock + " to " + offset.secs() + " s",
                ProcessRemedies.timeOffsets());
        frame.writeFile(path, clock + " " + offset.secs() + " " + offset.nanosecs(), failure);
    }

    /** Whether both maps are of the caller's own id alone, which the process may write itself. */
    boolean mapsOwnIdsOnly() {
        return isOwn(frame.plan.linux().uidMappings(), frame.plan.caller().euid())
                && isOwn(frame.plan.linux().gidMappings(), frame.plan.caller().egid());
    }

    private static boolean isOwn(List<LinuxIdMapping> mappings, long id) {
        return mappings.isEmpty()
                || mappings.size() == 1
                        && mappings.get(0).hostID() == id
                        && mappings.get(0).size() == 1;
    }

    /** Whether somebody outside must write the maps. */
    boolean needsMapWriter() {
        return isNew("user") && !mapsOwnIdsOnly();
    }

    /** Writes the maps of the caller's own ids, from inside. */
    void writeOwnMaps() {
        if (!isNew("user") || needsMapWriter()) {
            return;
        }
        List<LinuxIdMapping> users = frame.plan.linux().uidMappings();
        List<LinuxIdMapping> groups = frame.plan.linux().gidMappings();
        if (!users.isEmpty()) {
            write("uid_map", users);
        }
        if (!groups.isEmpty()) {
            frame.writeFile("/proc/self/setgroups", "deny", Failures.of("cannot deny setgroups"));
            write("gid_map", groups);
        }
    }

    private void write(String map, List<LinuxIdMapping> mappings) {
        frame.writeFile(
                "/proc/self/" + map,
                lines(mappings),
                Failures.of("cannot write /proc/self/" + map, ProcessRemedies.writingMap()));
    }

    /** A map as the kernel takes it. */
    static String lines(List<LinuxIdMapping> mappings) {
        StringBuilder lines = new StringBuilder();
        for (LinuxIdMapping mapping : mappings) {
            lines.append(mapping.containerID())
                    .append(' ')
                    .append(mapping.hostID())
                    .append(' ')
                    .append(mapping.size())
                    .append('\n');
        }
        return lines.toString();
    }
}
