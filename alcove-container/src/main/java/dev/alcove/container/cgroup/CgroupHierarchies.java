package dev.alcove.container.cgroup;

import dev.alcove.linux.CgroupEntry;
import dev.alcove.linux.MountInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trees of cgroups that are mounted: one of v2, several of v1, or both (hybrid), where v2 has what v1 leaves.
 *
 * @param hierarchies each once, v2 last
 */
public record CgroupHierarchies(List<CgroupHierarchy> hierarchies) {
    public CgroupHierarchies {
        hierarchies = List.copyOf(hierarchies);
    }

    /** Those that this process sees. No system call is made through the foreign-function interface for it. */
    public static CgroupHierarchies current() throws IOException {
        List<MountInfo> mounts = MountInfo.parse(Files.readAllBytes(Path.of("/proc/self/mountinfo")));
        List<CgroupEntry> entries = CgroupEntry.parse(Files.readAllBytes(Path.of("/proc/self/cgroup")));
        List<CgroupHierarchy> found = new ArrayList<>();
        @Nullable CgroupHierarchy unified = null;
        for (CgroupEntry entry : entries) {
            MountInfo mount = mountOf(entry, mounts);
            if (mount == null) {
                continue;
            }
            Path point = Path.of(mount.mountPoint());
            if (entry.unified()) {
                List<String> controllers = CgroupFiles.words(point.resolve("cgroup.controllers"));
                unified = new CgroupHierarchy(true, controllers, point, mount.root(), entry.path());
            } else {
                found.add(new CgroupHierarchy(false, entry.controllers(), point, mount.root(), entry.path()));
            }
        }
        if (unified != null) {
            found.add(unified);
        }
        return new CgroupHierarchies(found);
    }

    /** The tree of cgroup v2, with or without controllers; null if it is not mounted. */
    public @Nullable CgroupHierarchy unified() {
        for (CgroupHierarchy hierarchy : hierarchies) {
            if (hierarchy.unified()) {
                return hierarchy;
            }
        }
        return null;
    }

    /** The tree that has the controller; null if none has. */
    public @Nullable CgroupHierarchy find(String controller) {
        for (CgroupHierarchy hierarchy : hierarchies) {
            if (hierarchy.controllers().contains(controller)) {
                return hierarchy;
            }
        }
        return null;
    }

    /** The tree that has the controller, which {@code field} of the spec needs. */
    CgroupHierarchy require(String controller, String field) throws CgroupException {
        CgroupHierarchy hierarchy = find(controller);
        if (hierarchy == null) {
            throw new CgroupException(
                    field + " needs the cgroup controller " + controller
                            + ", which no mounted hierarchy has; the kernel lacks it, or it is not delegated to this cgroup namespace");
        }
        return hierarchy;
    }

    /** The first mount of the tree: the usual one, while later ones tend to be bind mounts of parts. */
    private static @Nullable MountInfo mountOf(CgroupEntry entry, List<MountInfo> mounts) {
        String type = entry.unified() ? "cgroup2" : "cgroup";
        for (MountInfo mount : mounts) {
            boolean same = mount.fsType().equals(type)
                    && (entry.unified()
                            || List.of(mount.superOptions().split(",")).containsAll(entry.controllers()));
            if (same) {
                return mount;
            }
        }
        return null;
    }
}
