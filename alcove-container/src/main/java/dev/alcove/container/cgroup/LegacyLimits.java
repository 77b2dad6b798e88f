package dev.alcove.container.cgroup;

import dev.alcove.container.spec.LinuxBlockIo;
import dev.alcove.container.spec.LinuxCpu;
import dev.alcove.container.spec.LinuxMemory;
import dev.alcove.container.spec.LinuxThrottleDevice;
import dev.alcove.container.spec.LinuxWeightDevice;
import java.util.List;

/** The files of cgroup v1, which the OCI spec's fields are named after. */
final class LegacyLimits {
    private LegacyLimits() {}

    static void memory(Limits out, CgroupHierarchy to, LinuxMemory memory) throws CgroupException {
        Long limit = memory.limit();
        Long swap = memory.swap();
        out.add(to, "memory", "memory.limit_in_bytes", limit);
        boolean unlimited = swap == null && limit != null && limit < 0;
        if (unlimited && out.has(to, "memory.memsw.limit_in_bytes")) {
            // Memory cannot rise above what it and swap may have together.
            out.add(to, "memory", "memory.memsw.limit_in_bytes", -1L);
        }
        if (swap != null && swap != 0) {
            out.add(to, "memory", "memory.memsw.limit_in_bytes", swap);
        }
        out.add(to, "memory", "memory.soft_limit_in_bytes", memory.reservation());
        out.add(to, "memory", "memory.kmem.tcp.limit_in_bytes", memory.kernelTCP());
        out.add(to, "memory", "memory.swappiness", memory.swappiness());
        if (memory.disableOOMKiller() != null) {
            out.add(to, "memory", "memory.oom_control", memory.disableOOMKiller() ? 1 : 0);
        }
    }

    static void cpu(Limits out, CgroupHierarchy to, LinuxCpu cpu) {
        out.add(to, "cpu", "cpu.idle", cpu.idle());
        out.add(to, "cpu", "cpu.shares", cpu.shares() == null || cpu.shares() == 0 ? null : cpu.shares());
        out.add(to, "cpu", "cpu.rt_period_us", cpu.realtimePeriod());
        out.add(to, "cpu", "cpu.rt_runtime_us", cpu.realtimeRuntime());
        out.add(to, "cpu", "cpu.cfs_period_us", cpu.period() == null || cpu.period() == 0 ? null : cpu.period());
        if (cpu.quota() != null) {
            out.add(to, "cpu", "cpu.cfs_quota_us", cpu.quota() > 0 ? cpu.quota() : -1L);
        }
        out.add(to, "cpu", "cpu.cfs_burst_us", cpu.burst());
    }

    static void blockIo(Limits out, CgroupHierarchy to, LinuxBlockIo io) throws CgroupException {
        String prefix = out.has(to, "blkio.bfq.weight") ? "blkio.bfq." : "blkio.";
        out.add(to, "blkio", prefix + "weight", io.weight());
        out.add(to, "blkio", "blkio.leaf_weight", io.leafWeight());
        for (LinuxWeightDevice device : io.weightDevice()) {
            String key = device.major() + ":" + device.minor();
            if (device.weight() != null) {
                out.addLine(to, "blkio", prefix + "weight_device", key, "" + device.weight(), "0");
            }
            if (device.leafWeight() != null) {
                out.addLine(to, "blkio", "blkio.leaf_weight_device", key, "" + device.leafWeight(), "0");
            }
        }
        throttle(out, to, "read_bps_device", io.throttleReadBpsDevice());
        throttle(out, to, "write_bps_device", io.throttleWriteBpsDevice());
        throttle(out, to, "read_iops_device", io.throttleReadIOPSDevice());
        throttle(out, to, "write_iops_device", io.throttleWriteIOPSDevice());
    }

    private static void throttle(Limits out, CgroupHierarchy to, String file, List<LinuxThrottleDevice> devices) {
        for (LinuxThrottleDevice device : devices) {
            String key = device.major() + ":" + device.minor();
            out.addLine(to, "blkio", "blkio.throttle." + file, key, "" + device.rate(), "0");
        }
    }
}
