package dev.alcove.container.spec;

import org.jspecify.annotations.Nullable;

/**
 * A rule for devices.
 *
 * @param allow whether it allows
 * @param type {@code a} for all, {@code c} or {@code b}; null for all
 * @param major null for all
 * @param minor null for all
 * @param access some of {@code rwm}; null for all of it
 */
public record LinuxDeviceCgroup(
        boolean allow,
        @Nullable String type,
        @Nullable Long major,
        @Nullable Long minor,
        @Nullable String access) {}
