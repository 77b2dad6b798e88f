package dev.alcove.container.spec;

/**
 * An offset of a clock: time_namespaces(7).
 *
 * @param secs seconds
 * @param nanosecs nanoseconds, 0 to 999999999
 */
public record LinuxTimeOffset(long secs, long nanosecs) {}
