package dev.alcove.container.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Makes the directories of a cgroup, and those above it; knows how to take back what it made. */
final class CgroupMaker {
    private static final String SUBTREE = "cgroup.subtree_control";

    private final Deque<Path> made = new ArrayDeque<>();
    private final Deque<Enabled> enabled = new ArrayDeque<>();

    private record Enabled(Path file, String controller) {}

    /** Checks what can be told before anything is made. */
    static void check(CgroupHierarchy hierarchy, String path, Set<String> controllers) throws CgroupException {
        Path directory = hierarchy.directory(path);
        if (Files.exists(directory)) {
            throw new CgroupException("the cgroup " + directory + " exists already");
        }
        for (Path above : above(hierarchy, directory)) {
            if (!Files.exists(above)) {
                return;
            }
            if (hierarchy.unified()) {
                checkControllers(above, controllers);
            }
            boolean last = !Files.exists(next(above, directory));
            if (last && !Files.isWritable(above)) {
                throw new CgroupException(
                        "cannot make the cgroup " + directory + ": this user may not write in " + above
                                + "; have it delegated, by systemd's Delegate=yes or by the owner, or do without limits");
            }
        }
    }

    private static void checkControllers(Path above, Set<String> controllers) throws CgroupException {
        List<String> available = CgroupFiles.words(above.resolve("cgroup.controllers"));
        List<String> on = CgroupFiles.words(above.resolve(SUBTREE));
        for (String controller : controllers) {
            if (!available.contains(controller)) {
                throw new CgroupException("the controller " + controller + " is not to be had in " + above
                        + ": the cgroups above do not hand it down; it is missing from "
                        + above.resolve("cgroup.controllers"));
            }
            if (!on.contains(controller) && !Files.isWritable(above.resolve(SUBTREE))) {
                throw new CgroupException("this user may not enable the controller " + controller + " in "
                        + above.resolve(SUBTREE) + "; have that cgroup delegated, or the controller enabled");
            }
            if (!on.contains(controller) && hasOwnProcesses(above)) {
                throw internalProcesses(above, controller);
            }
        }
    }

    /** The root of the whole tree may have both; it alone has no {@code cgroup.type}. */
    private static boolean hasOwnProcesses(Path directory) throws CgroupException {
        return Files.exists(directory.resolve("cgroup.type"))
                && !CgroupFiles.words(directory.resolve("cgroup.procs")).isEmpty();
    }

    private static CgroupException internalProcesses(Path directory, String controller) {
        return new CgroupException("cannot enable the controller " + controller + " below " + directory
                + ": it has processes of its own, and a cgroup of v2 either has processes or hands controllers down"
                + " (no internal processes); move them to a cgroup below it first, or take another cgroupsPath");
    }

    void make(CgroupHierarchy hierarchy, String path, Set<String> controllers) throws CgroupException {
        Path directory = hierarchy.directory(path);
        for (Path above : above(hierarchy, directory)) {
            if (!above.equals(hierarchy.mountPoint()) && !Files.exists(above)) {
                makeOne(hierarchy, above);
            }
            if (hierarchy.unified()) {
                enable(above, controllers);
            }
        }
        makeOne(hierarchy, directory);
    }

    private void makeOne(CgroupHierarchy hierarchy, Path directory) throws CgroupException {
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            throw new CgroupException("cannot make the cgroup " + directory, e);
        }
        made.push(directory);
        if (hierarchy.controllers().contains("cpuset") && !hierarchy.unified()) {
            // In v1 a new cgroup has neither processors nor memory nodes, and no process can join it without.
            inherit(directory, "cpuset.cpus");
            inherit(directory, "cpuset.mems");
        }
    }

    private static void inherit(Path directory, String file) throws CgroupException {
        if (CgroupFiles.read(directory.resolve(file)).isEmpty()) {
            Path from = directory.resolveSibling(file);
            CgroupFiles.write(directory.resolve(file), CgroupFiles.read(from));
        }
    }

    private void enable(Path above, Set<String> controllers) throws CgroupException {
        List<String> on = CgroupFiles.words(above.resolve(SUBTREE));
        for (String controller : controllers) {
            if (on.contains(controller)) {
                continue;
            }
            try {
                CgroupFiles.write(above.resolve(SUBTREE), "+" + controller);
            } catch (CgroupException e) {
                throw hasOwnProcesses(above) ? internalProcesses(above, controller) : e;
            }
            enabled.push(new Enabled(above.resolve(SUBTREE), controller));
        }
    }

    /** Removes what was made, newest first, and disables what was enabled. What fails is added to {@code failure}. */
    void undo(CgroupException failure) {
        for (Path directory : made) {
            try {
                Files.deleteIfExists(directory);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        for (Enabled one : enabled) {
            try {
                if (Files.exists(one.file())) {
                    CgroupFiles.write(one.file(), "-" + one.controller());
                }
            } catch (CgroupException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** From the mount point down to the cgroup's parent. */
    private static List<Path> above(CgroupHierarchy hierarchy, Path directory) {
        List<Path> found = new ArrayList<>();
        Path at = hierarchy.mountPoint();
        while (!at.equals(directory)) {
            found.add(at);
            at = next(at, directory);
        }
        return found;
    }

    private static Path next(Path above, Path directory) {
        return above.resolve(directory.getName(above.getNameCount()));
    }
}
