package dev.alcove.container.spec;

/**
 * A rate for a block device.
 *
 * @param major its major number
 * @param minor its minor number
 * @param rate bytes or operations in a second
 */
public record LinuxThrottleDevice(long major, long minor, long rate) {}
