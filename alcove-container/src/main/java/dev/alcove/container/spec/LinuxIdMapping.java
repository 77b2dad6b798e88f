package dev.alcove.container.spec;

/**
 * A range of ids: user_namespaces(7).
 *
 * @param containerID the first one inside
 * @param hostID the first one outside
 * @param size how many
 */
public record LinuxIdMapping(long containerID, long hostID, long size) {}
