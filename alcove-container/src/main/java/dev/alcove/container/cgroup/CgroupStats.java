package dev.alcove.container.cgroup;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a cgroup uses, with those below it. What its hierarchies or the kernel do not tell is empty.
 *
 * @param io for each device with any
 * @param hugetlb for each page size
 * @param cpuPressure of v2 with {@code CONFIG_PSI}, as the next two
 */
public record CgroupStats(
        Optional<Memory> memory,
        Optional<Cpu> cpu,
        Optional<Pids> pids,
        List<Io> io,
        List<HugeTlb> hugetlb,
        Optional<Pressure> cpuPressure,
        Optional<Pressure> memoryPressure,
        Optional<Pressure> ioPressure) {
    public CgroupStats {
        io = List.copyOf(io);
        hugetlb = List.copyOf(hugetlb);
    }

    /**
     * Memory, in bytes.
     *
     * @param current in use, with the page cache
     * @param peak the most since the cgroup was made; with v2 from Linux 5.19
     * @param limit empty for none
     * @param oomKills processes killed for want of memory; with v1 from Linux 4.13
     */
    public record Memory(long current, OptionalLong peak, OptionalLong limit, OptionalLong oomKills) {}

    /**
     * Processor time, in nanoseconds.
     *
     * @param usage in all
     * @param user of it in user mode
     * @param system of it in the kernel
     * @param throttled for how long the quota held it up
     */
    public record Cpu(long usage, OptionalLong user, OptionalLong system, OptionalLong throttled) {}

    /**
     * Threads, each of which has a PID.
     *
     * @param limit empty for none
     */
    public record Pids(long current, OptionalLong limit) {}

    /** Bytes and operations of the block device with these numbers. */
    public record Io(int major, int minor, long readBytes, long writtenBytes, long reads, long writes) {}

    /**
     * Huge pages, in bytes.
     *
     * @param pageSize such as {@code 2MB}
     * @param limit empty for none
     */
    public record HugeTlb(String pageSize, long current, OptionalLong limit) {}

    /**
     * Pressure stall information: how much of the time was lost to waiting.
     *
     * @param some when at least one process waited
     * @param full when all did
     * @see <a href="https://docs.kernel.org/accounting/psi.html">PSI</a>
     */
    public record Pressure(Stall some, Optional<Stall> full) {}

    /**
     * Time lost to waiting.
     *
     * @param avg10 percent of the last ten seconds
     * @param avg60 of the last minute
     * @param avg300 of the last five
     * @param totalMicros in all, in microseconds
     */
    public record Stall(double avg10, double avg60, double avg300, long totalMicros) {}
}
