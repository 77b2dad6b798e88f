package dev.alcove.container.spec;

import org.jspecify.annotations.Nullable;

/**
 * A weight for a block device.
 *
 * @param major its major number
 * @param minor its minor number
 * @param weight 10 to 1000
 * @param leafWeight 10 to 1000, v1 with CFQ
 */
public record LinuxWeightDevice(
        long major,
        long minor,
        @Nullable Integer weight,
        @Nullable Integer leafWeight) {}
