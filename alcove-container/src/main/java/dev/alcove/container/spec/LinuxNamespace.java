package dev.alcove.container.spec;

import org.jspecify.annotations.Nullable;

/**
 * A namespace that the container has, new or joined.
 *
 * @param type {@code pid}, {@code network}, {@code mount}, {@code ipc}, {@code uts}, {@code user}, {@code cgroup}, {@code time}
 * @param path a file that stands for the one to join; null for a new one
 */
public record LinuxNamespace(String type, @Nullable String path) {}
