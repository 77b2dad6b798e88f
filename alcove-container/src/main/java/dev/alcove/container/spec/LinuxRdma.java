package dev.alcove.container.spec;

import org.jspecify.annotations.Nullable;

/**
 * Limits of an RDMA device.
 *
 * @param hcaHandles handles
 * @param hcaObjects objects
 */
public record LinuxRdma(@Nullable Long hcaHandles, @Nullable Long hcaObjects) {}
