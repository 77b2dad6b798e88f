package dev.alcove.container.spec;

/**
 * The priority of traffic on a network interface.
 *
 * @param name the interface
 * @param priority 32 bits
 */
public record LinuxInterfacePriority(String name, long priority) {}
