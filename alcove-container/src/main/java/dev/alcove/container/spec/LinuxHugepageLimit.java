package dev.alcove.container.spec;

/**
 * A limit of huge pages.
 *
 * @param pageSize {@code 2MB}, {@code 1GB} and the like
 * @param limit bytes
 */
public record LinuxHugepageLimit(String pageSize, long limit) {}
