package dev.alcove.namespace.catalogue;

/**
 * The container that a process belongs to.
 *
 * @param engine {@code podman}, {@code docker}, {@code cri-o} or {@code containerd}
 * @param id 64 hexadecimal digits
 * @param name what its owner calls it; empty where that cannot be found out
 */
public record Container(String engine, String id, String name) {}
