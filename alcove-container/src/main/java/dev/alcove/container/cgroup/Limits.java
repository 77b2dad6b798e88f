package dev.alcove.container.cgroup;

import dev.alcove.container.spec.LinuxCpu;
import dev.alcove.container.spec.LinuxHugepageLimit;
import dev.alcove.container.spec.LinuxInterfacePriority;
import dev.alcove.container.spec.LinuxMemory;
import dev.alcove.container.spec.LinuxNetwork;
import dev.alcove.container.spec.LinuxRdma;
import dev.alcove.container.spec.LinuxResources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What resources come to in files: each part goes to the hierarchy that has its controller, in the terms of that version.
 * Some depend on what files there are, so the list is made twice: before a cgroup is made, to refuse what cannot be had, and
 * with its directories.
 */
final class Limits {
    private final CgroupHierarchies hierarchies;
    private final LinuxResources resources;
    private final @Nullable String path;
    private final List<Limit> limits = new ArrayList<>();

    private Limits(CgroupHierarchies hierarchies, LinuxResources resources, @Nullable String path) {
        this.hierarchies = hierarchies;
        this.resources = resources;
        this.path = path;
    }

    /** The writes, in an order that suits. {@code path} is the cgroup's, null while it is not there. */
    static List<Limit> of(CgroupHierarchies hierarchies, LinuxResources resources, @Nullable String path)
            throws CgroupException {
        Limits made = new Limits(hierarchies, resources, path);
        made.memory();
        made.cpu();
        made.cpuset();
        made.pids();
        made.blockIo();
        made.hugepages();
        made.rdma();
        made.network();
        made.unified();
        made.limits.addAll(DeviceRules.limits(resources.devices(), hierarchies));
        return made.limits;
    }

    void add(CgroupHierarchy to, String controller, String file, @Nullable Object value) {
        if (value != null) {
            limits.add(Limit.of(to, controller, file, value.toString()));
        }
    }

    void addLine(CgroupHierarchy to, String controller, String file, String key, String value, String unset) {
        limits.add(new Limit(to, controller, file, key + " " + value, key, key + " " + unset));
    }

    /** Whether the cgroup has the file; false while it is not there. */
    boolean has(CgroupHierarchy hierarchy, String file) throws CgroupException {
        return path != null && Files.exists(hierarchy.directory(path).resolve(file));
    }

    /** What the cgroup's file holds; {@code otherwise} where there is none yet. */
    String now(CgroupHierarchy hierarchy, String file, String otherwise) throws CgroupException {
        if (path == null) {
            return otherwise;
        }
        Path found = hierarchy.directory(path).resolve(file);
        return Files.exists(found) ? CgroupFiles.read(found) : otherwise;
    }

    static CgroupException refused(String field, CgroupHierarchy hierarchy) {
        return new CgroupException("linux.resources." + field + " has nothing to go to in cgroup v"
                + (hierarchy.unified() ? 2 : 1) + ", which has its controller here; leave it out");
    }

    private void memory() throws CgroupException {
        LinuxMemory memory = resources.memory();
        if (memory == null) {
            return;
        }
        CgroupHierarchy to = hierarchies.require("memory", "linux.resources.memory");
        if (memory.kernel() != null && memory.kernel() >= 0) {
            throw new CgroupException("linux.resources.memory.kernel limits nothing since Linux 5.16; leave it out");
        }
        if (Boolean.FALSE.equals(memory.useHierarchy())) {
            throw new CgroupException("linux.resources.memory.useHierarchy cannot be false since Linux 5.11");
        }
        checkBeforeUpdate(memory, to);
        if (to.unified()) {
            UnifiedLimits.memory(this, to, memory);
        } else {
            LegacyLimits.memory(this, to, memory);
        }
    }

    private void checkBeforeUpdate(LinuxMemory memory, CgroupHierarchy to) throws CgroupException {
        Long limit = memory.limit();
        if (!Boolean.TRUE.equals(memory.checkBeforeUpdate()) || limit == null || limit < 0) {
            return;
        }
        long used = Long.parseLong(now(to, to.unified() ? "memory.current" : "memory.usage_in_bytes", "0"));
        if (used > limit) {
            throw new CgroupException("linux.resources.memory.limit " + limit + " is below the " + used
                    + " bytes in use, and checkBeforeUpdate asks that it not be");
        }
    }

    private void cpu() throws CgroupException {
        LinuxCpu cpu = resources.cpu();
        boolean any = cpu != null
                && (cpu.shares() != null
                        || cpu.quota() != null
                        || cpu.burst() != null
                        || cpu.period() != null
                        || cpu.realtimeRuntime() != null
                        || cpu.realtimePeriod() != null
                        || cpu.idle() != null);
        if (cpu == null || !any) {
            return;
        }
        CgroupHierarchy to = hierarchies.require("cpu", "linux.resources.cpu");
        if (to.unified()) {
            UnifiedLimits.cpu(this, to, cpu);
        } else {
            LegacyLimits.cpu(this, to, cpu);
        }
    }

    private void cpuset() throws CgroupException {
        LinuxCpu cpu = resources.cpu();
        if (cpu == null || empty(cpu.cpus()) && empty(cpu.mems())) {
            return;
        }
        CgroupHierarchy to = hierarchies.require("cpuset", "linux.resources.cpu.cpus and mems");
        add(to, "cpuset", "cpuset.cpus", empty(cpu.cpus()) ? null : cpu.cpus());
        add(to, "cpuset", "cpuset.mems", empty(cpu.mems()) ? null : cpu.mems());
    }

    private static boolean empty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private void pids() throws CgroupException {
        if (resources.pids() != null) {
            long limit = resources.pids().limit();
            add(hierarchies.require("pids", "linux.resources.pids"), "pids", "pids.max", limit > 0 ? limit : "max");
        }
    }

    private void blockIo() throws CgroupException {
        if (resources.blockIO() == null) {
            return;
        }
        CgroupHierarchy to = hierarchies.find("blkio");
        if (to == null) {
            UnifiedLimits.blockIo(this, hierarchies.require("io", "linux.resources.blockIO"), resources.blockIO());
        } else {
            LegacyLimits.blockIo(this, to, resources.blockIO());
        }
    }

    private void hugepages() throws CgroupException {
        for (LinuxHugepageLimit huge : resources.hugepageLimits()) {
            CgroupHierarchy to = hierarchies.require("hugetlb", "linux.resources.hugepageLimits");
            String prefix = "hugetlb." + huge.pageSize();
            String suffix = to.unified() ? ".max" : ".limit_in_bytes";
            add(to, "hugetlb", prefix + suffix, huge.limit());
            if (has(to, prefix + ".rsvd" + suffix)) {
                add(to, "hugetlb", prefix + ".rsvd" + suffix, huge.limit());
            }
        }
    }

    private void rdma() throws CgroupException {
        for (Map.Entry<String, LinuxRdma> entry : resources.rdma().entrySet()) {
            CgroupHierarchy to = hierarchies.require("rdma", "linux.resources.rdma");
            Long handles = entry.getValue().hcaHandles();
            Long objects = entry.getValue().hcaObjects();
            String value = (handles == null ? "" : "hca_handle=" + handles)
                    + (handles == null || objects == null ? "" : " ")
                    + (objects == null ? "" : "hca_object=" + objects);
            addLine(to, "rdma", "rdma.max", entry.getKey(), value, "hca_handle=max hca_object=max");
        }
    }

    private void network() throws CgroupException {
        LinuxNetwork network = resources.network();
        if (network == null) {
            return;
        }
        if (network.classID() != null) {
            CgroupHierarchy to = hierarchies.require("net_cls", "linux.resources.network.classID");
            add(to, "net_cls", "net_cls.classid", network.classID());
        }
        for (LinuxInterfacePriority priority : network.priorities()) {
            CgroupHierarchy to = hierarchies.require("net_prio", "linux.resources.network.priorities");
            addLine(to, "net_prio", "net_prio.ifpriomap", priority.name(), "" + priority.priority(), "0");
        }
    }

    private void unified() throws CgroupException {
        for (Map.Entry<String, String> entry : resources.unified().entrySet()) {
            String file = entry.getKey();
            String field = "linux.resources.unified \"" + file + "\"";
            CgroupHierarchy to = hierarchies.unified();
            int dot = file.indexOf('.');
            if (dot <= 0 || file.indexOf('/') >= 0) {
                throw new CgroupException(field + " is not the name of a file of a cgroup");
            }
            if (to == null) {
                throw new CgroupException(field + " needs cgroup v2, which is not mounted");
            }
            String controller = file.substring(0, dot);
            boolean core = controller.equals("cgroup") || file.endsWith(".pressure");
            if (!core && !to.controllers().contains(controller)) {
                throw new CgroupException(field + " needs the controller " + controller + ", which cgroup v2 at "
                        + to.mountPoint() + " does not have");
            }
            for (String line : entry.getValue().strip().split("\n", -1)) {
                limits.add(new Limit(to, core ? null : controller, file, line, null, null));
            }
        }
    }
}
