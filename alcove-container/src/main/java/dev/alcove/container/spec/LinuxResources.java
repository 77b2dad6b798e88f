package dev.alcove.container.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits: cgroups(7).
 *
 * @param devices which devices it may use, the last rule that fits counts
 * @param memory memory and swap
 * @param cpu processor time
 * @param pids how many tasks
 * @param blockIO block devices
 * @param hugepageLimits huge pages, by their size
 * @param network net_cls and net_prio, which only cgroup v1 has
 * @param rdma RDMA resources by device
 * @param unified files of cgroup v2 and what is written to them
 */
public record LinuxResources(
        List<LinuxDeviceCgroup> devices,
        @Nullable LinuxMemory memory,
        @Nullable LinuxCpu cpu,
        @Nullable LinuxPids pids,
        @Nullable LinuxBlockIo blockIO,
        List<LinuxHugepageLimit> hugepageLimits,
        @Nullable LinuxNetwork network,
        Map<String, LinuxRdma> rdma,
        Map<String, String> unified) {
    public LinuxResources {
        devices = List.copyOf(devices);
        hugepageLimits = List.copyOf(hugepageLimits);
        rdma = Map.copyOf(rdma);
        unified = Map.copyOf(unified);
    }
}
