package dev.alcove.container.cgroup;

import dev.alcove.container.spec.LinuxResources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A cgroup: a directory of the same path in each hierarchy that it needs. Nothing is removed unless {@link #remove} is called,
 * so that a cgroup can outlive the process that made it.
 *
 * <p>Files are read and written without the foreign-function interface, but for {@link #kill} on kernels before 5.14 and with
 * v1. Safe for use by several threads as far as the kernel's files are.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/index.html">Control Groups version 1</a>
 */
public final class Cgroup {
    private final CgroupHierarchies hierarchies;
    private final String path;
    private final List<CgroupHierarchy> members;

    private Cgroup(CgroupHierarchies hierarchies, String path, List<CgroupHierarchy> members) {
        this.hierarchies = hierarchies;
        this.path = path;
        this.members = List.copyOf(members);
    }

    /**
     * Makes a cgroup with limits. When that fails, whatever was made is removed again.
     *
     * @param cgroupsPath absolute, below the roots of the hierarchies; or relative, below this process's own cgroups
     * @throws CgroupException the path is not one, or there already; a controller is missing; this user may not: all told
     *     before anything is made. Or the kernel refuses a value.
     */
    public static Cgroup create(CgroupHierarchies hierarchies, String cgroupsPath, LinuxResources resources)
            throws CgroupException {
        CgroupMembers.check(cgroupsPath);
        List<Limit> limits = Limits.of(hierarchies, resources, null);
        List<CgroupHierarchy> members = CgroupMembers.of(hierarchies, limits);
        for (CgroupHierarchy member : members) {
            CgroupMaker.check(member, cgroupsPath, CgroupMembers.controllers(member, limits));
        }
        CgroupMaker maker = new CgroupMaker();
        try {
            for (CgroupHierarchy member : members) {
                maker.make(member, cgroupsPath, CgroupMembers.controllers(member, limits));
            }
            LimitWriter.write(Limits.of(hierarchies, resources, cgroupsPath), cgroupsPath);
        } catch (CgroupException e) {
            maker.undo(e);
            throw e;
        }
        return new Cgroup(hierarchies, cgroupsPath, members);
    }

    /**
     * One that is there already, in the hierarchies in which it is.
     *
     * @throws CgroupException it is in none that processes can be counted in
     */
    public static Cgroup open(CgroupHierarchies hierarchies, String cgroupsPath) throws CgroupException {
        CgroupMembers.check(cgroupsPath);
        CgroupHierarchy first = CgroupMembers.of(hierarchies, List.of()).getFirst();
        if (!Files.isDirectory(first.directory(cgroupsPath))) {
            throw new CgroupException("there is no cgroup " + first.directory(cgroupsPath));
        }
        List<CgroupHierarchy> members = new ArrayList<>();
        members.add(first);
        for (CgroupHierarchy hierarchy : hierarchies.hierarchies()) {
            if (!hierarchy.equals(first) && Files.isDirectory(hierarchy.directory(cgroupsPath))) {
                members.add(hierarchy);
            }
        }
        return new Cgroup(hierarchies, cgroupsPath, members);
    }

    /**
     * Changes limits; those that {@code resources} leaves out stay. When a write fails, the ones before it are taken back, but
     * for rules of devices, which come last.
     *
     * @throws CgroupException a limit is of a hierarchy in which the cgroup is not; the kernel refuses a value
     */
    public void update(LinuxResources resources) throws CgroupException {
        for (Limit limit : Limits.of(hierarchies, resources, path)) {
            Path directory = limit.hierarchy().directory(path);
            if (!members.contains(limit.hierarchy()) || !Files.exists(directory.resolve(limit.file()))) {
                throw new CgroupException("cannot change " + limit.file() + ": the cgroup " + directory
                        + " was made without the controller " + limit.controller() + ", or the kernel lacks the file");
            }
        }
        LimitWriter.write(Limits.of(hierarchies, resources, path), path);
    }

    /** The files to which a process writes {@code 0} to join, or another's PID to move that. */
    public List<String> procsFiles() throws CgroupException {
        List<String> files = new ArrayList<>();
        for (CgroupHierarchy member : members) {
            files.add(member.directory(path).resolve("cgroup.procs").toString());
        }
        return files;
    }

    /** The directories to remove in the end, deepest first, with the cgroups that were made below by others. */
    public List<String> directories() throws CgroupException {
        List<String> directories = new ArrayList<>();
        for (CgroupHierarchy member : members) {
            for (Path directory : CgroupFiles.tree(member.directory(path))) {
                directories.add(directory.toString());
            }
        }
        return directories;
    }

    /** The processes in it and in the cgroups below, by PID as this process sees them. */
    public Set<Integer> processes() throws CgroupException {
        return CgroupProcesses.of(main());
    }

    /**
     * Stops every process, also below, and waits until all have.
     *
     * @throws CgroupException some do not stop within ten seconds, as when they wait for a device; it is thawed then
     */
    public void freeze() throws CgroupException {
        freezer().freeze();
    }

    /** Lets the processes run on. */
    public void thaw() throws CgroupException {
        freezer().thaw();
    }

    /**
     * Kills every process, also below, frozen or not, and waits until they have ended. Whoever is their parent still reaps them.
     *
     * @throws CgroupException some have not ended within ten seconds
     */
    public void kill() throws CgroupException {
        new CgroupProcesses(main(), freezer()).kill();
    }

    /** What it uses, as far as its hierarchies tell. */
    public CgroupStats stats() throws CgroupException {
        return new StatsReader(members, path).read();
    }

    /**
     * Removes its directories and those below, but not those above. Retries for five seconds while processes are leaving.
     *
     * @throws CgroupException there still are processes
     */
    public void remove() throws CgroupException {
        for (CgroupHierarchy member : members) {
            CgroupProcesses.remove(member.directory(path));
        }
    }

    private Path main() throws CgroupException {
        return members.getFirst().directory(path);
    }

    private CgroupFreezer freezer() throws CgroupException {
        return new CgroupFreezer(main(), members.getFirst().unified());
    }
}
