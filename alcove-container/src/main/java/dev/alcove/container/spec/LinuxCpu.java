package dev.alcove.container.spec;

import org.jspecify.annotations.Nullable;

/**
 * Limits of processor time.
 *
 * @param shares weight against siblings, 2 to 262144, as cgroup v1 counts
 * @param quota microseconds of processor time in a period; -1 for no limit
 * @param burst microseconds that may be saved up, Linux 5.14
 * @param period microseconds, 1000 to 1000000; 100000 unless said otherwise
 * @param realtimeRuntime microseconds of real-time scheduling in its period, v1
 * @param realtimePeriod microseconds, v1
 * @param cpus a list of CPUs, as in {@code 0-3,7}
 * @param mems a list of memory nodes
 * @param idle 1 for SCHED_IDLE, Linux 5.15
 */
public record LinuxCpu(
        @Nullable Long shares,
        @Nullable Long quota,
        @Nullable Long burst,
        @Nullable Long period,
        @Nullable Long realtimeRuntime,
        @Nullable Long realtimePeriod,
        @Nullable String cpus,
        @Nullable String mems,
        @Nullable Long idle) {}
