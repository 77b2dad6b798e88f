package dev.alcove.container.spec;

import org.jspecify.annotations.Nullable;

/**
 * A device node: mknod(2).
 *
 * @param path where, an absolute path in the container
 * @param type {@code c}, {@code b}, {@code u} or {@code p}
 * @param major the major number; nothing for {@code p}
 * @param minor the minor number
 * @param fileMode its permissions; null for 0666
 * @param uid its owner in the container; null for 0
 * @param gid its group in the container; null for 0
 */
public record LinuxDevice(
        String path,
        String type,
        long major,
        long minor,
        @Nullable Integer fileMode,
        @Nullable Long uid,
        @Nullable Long gid) {}
