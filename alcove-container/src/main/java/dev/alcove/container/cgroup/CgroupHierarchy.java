package dev.alcove.container.cgroup;

import java.nio.file.Path;
import java.util.List;

/**
 * One mounted tree of cgroups.
 *
 * @param unified whether it is the one of cgroup v2
 * @param controllers that it has: {@code cpu}, {@code memory}; {@code name=systemd} for a named one of v1; none for a v2 tree
 *     whose controllers are all taken by v1
 * @param mountPoint where it is mounted
 * @param root the cgroup that is seen at the mount point; {@code /} but for a bind mount of a part
 * @param own the cgroup of this process in it, as {@code /proc/self/cgroup} has it
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public record CgroupHierarchy(boolean unified, List<String> controllers, Path mountPoint, String root, String own) {
    public CgroupHierarchy {
        controllers = List.copyOf(controllers);
    }

    /**
     * The directory of a cgroup: an absolute path is taken below the mount point, a relative one below this process's cgroup.
     *
     * @throws CgroupException the own cgroup is not below the mount point
     */
    public Path directory(String cgroupsPath) throws CgroupException {
        Path below = cgroupsPath.startsWith("/") ? mountPoint : ownDirectory();
        int start = 0;
        while (start < cgroupsPath.length() && cgroupsPath.charAt(start) == '/') {
            start++;
        }
        return below.resolve(cgroupsPath.substring(start)).normalize();
    }

    private Path ownDirectory() throws CgroupException {
        boolean below = root.equals("/") || own.equals(root) || own.startsWith(root + "/");
        if (!below || own.startsWith("/..")) {
            throw new CgroupException("the own cgroup " + own + " is not visible below " + mountPoint + ", where "
                    + root + " is mounted; give an absolute cgroupsPath");
        }
        String rest = root.equals("/") ? own : own.substring(root.length());
        return rest.length() <= 1 ? mountPoint : mountPoint.resolve(rest.substring(1));
    }
}
