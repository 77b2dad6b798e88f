package dev.alcove.container.spec;

/**
 * The root file system.
 *
 * @param path the directory that becomes {@code /}, absolute or relative to the bundle
 * @param readonly whether it is mounted read-only
 */
public record Root(String path, boolean readonly) {}
