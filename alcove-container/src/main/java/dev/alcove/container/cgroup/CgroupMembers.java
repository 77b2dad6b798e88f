package dev.alcove.container.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hierarchies in which a cgroup has a directory: those its limits need, and those to freeze, count and kill with. With
 * v1 these are freezer and pids; without v1's freezer, the tree of v2. The first is the one that tells the processes.
 */
final class CgroupMembers {
    private CgroupMembers() {}

    static List<CgroupHierarchy> of(CgroupHierarchies hierarchies, List<Limit> limits) throws CgroupException {
        List<CgroupHierarchy> members = new ArrayList<>();
        CgroupHierarchy freezer = hierarchies.find("freezer");
        CgroupHierarchy unified = hierarchies.unified();
        if (freezer != null) {
            members.add(freezer);
            add(members, hierarchies, "pids");
        } else if (unified != null) {
            members.add(unified);
        } else {
            throw new CgroupException("no cgroups: neither cgroup v2 nor the freezer of cgroup v1 is mounted here");
        }
        for (Limit limit : limits) {
            if (!members.contains(limit.hierarchy())) {
                members.add(limit.hierarchy());
            }
            if ("cpu".equals(limit.controller()) && !limit.hierarchy().unified()) {
                add(members, hierarchies, "cpuacct");
            }
        }
        return members;
    }

    private static void add(List<CgroupHierarchy> members, CgroupHierarchies hierarchies, String controller) {
        CgroupHierarchy hierarchy = hierarchies.find(controller);
        if (hierarchy != null && !hierarchy.unified() && !members.contains(hierarchy)) {
            members.add(hierarchy);
        }
    }

    /** What has to be enabled above a cgroup of v2. */
    static Set<String> controllers(CgroupHierarchy unified, List<Limit> limits) {
        Set<String> needed = new TreeSet<>();
        for (Limit limit : limits) {
            if (limit.hierarchy().equals(unified) && limit.controller() != null) {
                needed.add(limit.controller());
            }
        }
        return needed;
    }

    /** Refuses paths that leave their place, and those that are meant for systemd. */
    static void check(String cgroupsPath) throws CgroupException {
        String named = "linux.cgroupsPath \"" + cgroupsPath + "\"";
        if (!cgroupsPath.startsWith("/") && cgroupsPath.split(":", -1).length == 3) {
            throw new CgroupException(named + " is of the form slice:prefix:name, for systemd to make; give a path");
        }
        boolean any = false;
        for (String part : cgroupsPath.split("/", -1)) {
            if (part.equals("..") || part.equals(".")) {
                throw new CgroupException(named + " has a part \"" + part + "\"");
            }
            any |= !part.isEmpty();
        }
        if (!any || cgroupsPath.indexOf('\n') >= 0 || cgroupsPath.indexOf('\0') >= 0) {
            throw new CgroupException(named + " names no cgroup below the root of the hierarchy");
        }
    }
}
