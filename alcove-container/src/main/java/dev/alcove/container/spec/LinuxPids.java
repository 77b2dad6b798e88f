package dev.alcove.container.spec;

/**
 * How many tasks there may be.
 *
 * @param limit 0 or less for no limit
 */
public record LinuxPids(long limit) {}
