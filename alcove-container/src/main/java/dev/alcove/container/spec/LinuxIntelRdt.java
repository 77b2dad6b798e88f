package dev.alcove.container.spec;

import org.jspecify.annotations.Nullable;

/**
 * Resource director technology, which Alcove refuses by name.
 *
 * @param closID the class of service
 * @param l3CacheSchema the schema of the cache
 * @param memBwSchema the schema of memory bandwidth
 * @param enableCMT cache monitoring
 * @param enableMBM bandwidth monitoring
 */
public record LinuxIntelRdt(
        @Nullable String closID,
        @Nullable String l3CacheSchema,
        @Nullable String memBwSchema,
        boolean enableCMT,
        boolean enableMBM) {}
