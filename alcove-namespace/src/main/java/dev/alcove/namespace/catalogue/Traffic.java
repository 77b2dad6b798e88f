package dev.alcove.namespace.catalogue;

/**
 * What went through the interfaces of a network namespace since they were made.
 *
 * @param interfaces how many there are, the loopback interface included
 * @param receivedBytes by all of them
 * @param sentBytes by all of them
 */
public record Traffic(int interfaces, long receivedBytes, long sentBytes) {}
