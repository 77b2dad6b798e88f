package dev.alcove.container.spec;

import org.jspecify.annotations.Nullable;

/**
 * Limits of memory, in bytes; -1 for none.
 *
 * @param limit memory that may be used
 * @param reservation memory that is tried to be left: v2 {@code memory.low}
 * @param swap memory and swap together, as cgroup v1 counts
 * @param kernel kernel memory, v1; deprecated by the specification and by the kernel
 * @param kernelTCP kernel memory of TCP, v1
 * @param swappiness 0 to 100, v1
 * @param disableOOMKiller whether tasks wait instead of being killed, v1
 * @param useHierarchy whether children count too, v1; v2 always does
 * @param checkBeforeUpdate whether a new limit below what is used is refused
 */
public record LinuxMemory(
        @Nullable Long limit,
        @Nullable Long reservation,
        @Nullable Long swap,
        @Nullable Long kernel,
        @Nullable Long kernelTCP,
        @Nullable Long swappiness,
        @Nullable Boolean disableOOMKiller,
        @Nullable Boolean useHierarchy,
        @Nullable Boolean checkBeforeUpdate) {}
