package dev.alcove.container.cgroup;

import dev.alcove.container.spec.LinuxBlockIo;
import dev.alcove.container.spec.LinuxCpu;
import dev.alcove.container.spec.LinuxMemory;
import dev.alcove.container.spec.LinuxThrottleDevice;
import dev.alcove.container.spec.LinuxWeightDevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of cgroup v2, with the conversions that runc and crun made common. */
final class UnifiedLimits {
    private static final long MAX_SHARES = 262_144;
    private static final String DEFAULT_PERIOD = "100000";

    private UnifiedLimits() {}

    static void memory(Limits out, CgroupHierarchy to, LinuxMemory memory) throws CgroupException {
        if (memory.swappiness() != null) {
            throw Limits.refused("memory.swappiness", to);
        }
        if (Boolean.TRUE.equals(memory.disableOOMKiller())) {
            throw Limits.refused("memory.disableOOMKiller", to);
        }
        if (memory.kernelTCP() != null && memory.kernelTCP() >= 0) {
            throw Limits.refused("memory.kernelTCP", to);
        }
        out.add(to, "memory", "memory.max", orMax(memory.limit()));
        out.add(to, "memory", "memory.swap.max", swap(memory.limit(), memory.swap()));
        out.add(to, "memory", "memory.low", orMax(memory.reservation()));
    }

    /** The spec's swap is of memory and swap together, the file's of swap alone. */
    private static @Nullable Object swap(@Nullable Long limit, @Nullable Long swap) throws CgroupException {
        if (swap == null || swap == 0) {
            return null;
        }
        if (swap < 0) {
            return "max";
        }
        if (limit == null || limit < 0 || swap < limit) {
            throw new CgroupException("linux.resources.memory.swap " + swap
                    + " is of memory and swap together, so it needs a limit of memory that is not above it");
        }
        return swap - limit;
    }

    static void cpu(Limits out, CgroupHierarchy to, LinuxCpu cpu) throws CgroupException {
        if (cpu.realtimeRuntime() != null && cpu.realtimeRuntime() != 0) {
            throw Limits.refused("cpu.realtimeRuntime", to);
        }
        if (cpu.realtimePeriod() != null && cpu.realtimePeriod() != 0) {
            throw Limits.refused("cpu.realtimePeriod", to);
        }
        out.add(to, "cpu", "cpu.idle", cpu.idle());
        if (cpu.shares() != null && cpu.shares() != 0) {
            out.add(to, "cpu", "cpu.weight", weight(cpu.shares()));
        }
        if (cpu.quota() != null || cpu.period() != null) {
            String[] now = out.now(to, "cpu.max", "max " + DEFAULT_PERIOD).split(" ", -1);
            String quota =
                    cpu.quota() == null ? now[0] : cpu.quota() > 0 ? cpu.quota().toString() : "max";
            String period = cpu.period() == null || cpu.period() == 0
                    ? now[1]
                    : cpu.period().toString();
            out.add(to, "cpu", "cpu.max", quota + " " + period);
        }
        out.add(to, "cpu", "cpu.max.burst", cpu.burst());
    }

    /**
     * The weight, 1 to 10000, for shares of 2 to 262144. A curve through (2, 1), (1024, 100) and (262144, 10000), as runc 1.4
     * and crun 1.23 have it, so that the two defaults meet; older ones had a straight line.
     */
    static long weight(long shares) {
        if (shares <= 2) {
            return 1;
        }
        if (shares >= MAX_SHARES) {
            return 10_000;
        }
        double log = Math.log((double) shares) / Math.log(2);
        double exponent = (log * log + 125 * log) / 612 - 7.0 / 34;
        // A hair less, since rounding would make 101 of the exact 100.
        return (long) Math.ceil(Math.pow(10, exponent) - 1e-6);
    }

    static void blockIo(Limits out, CgroupHierarchy to, LinuxBlockIo io) throws CgroupException {
        if (io.leafWeight() != null) {
            throw Limits.refused("blockIO.leafWeight", to);
        }
        boolean bfq = out.has(to, "io.bfq.weight");
        String file = bfq ? "io.bfq.weight" : "io.weight";
        if (io.weight() != null) {
            String value = "" + weight(io.weight(), bfq);
            out.addLine(to, "io", file, "default", value, "100");
        }
        for (LinuxWeightDevice device : io.weightDevice()) {
            if (device.leafWeight() != null) {
                throw Limits.refused("blockIO.weightDevice.leafWeight", to);
            }
            if (device.weight() != null) {
                String key = device.major() + ":" + device.minor();
                out.addLine(to, "io", file, key, "" + weight(device.weight(), bfq), "default");
            }
        }
        throttle(out, to, "rbps", io.throttleReadBpsDevice());
        throttle(out, to, "wbps", io.throttleWriteBpsDevice());
        throttle(out, to, "riops", io.throttleReadIOPSDevice());
        throttle(out, to, "wiops", io.throttleWriteIOPSDevice());
    }

    /** BFQ takes 1 to 1000 as the spec's 10 to 1000 are; {@code io.weight} takes 1 to 10000. */
    static long weight(int weight, boolean bfq) {
        return bfq ? weight : 1 + (weight - 10L) * 9999 / 990;
    }

    private static void throttle(Limits out, CgroupHierarchy to, String name, List<LinuxThrottleDevice> devices) {
        for (LinuxThrottleDevice device : devices) {
            String rate = device.rate() == 0 ? "max" : "" + device.rate();
            out.addLine(to, "io", "io.max", device.major() + ":" + device.minor(), name + "=" + rate, name + "=max");
        }
    }

    private static @Nullable Object orMax(@Nullable Long limit) {
        return limit == null ? null : limit < 0 ? "max" : limit;
    }
}
