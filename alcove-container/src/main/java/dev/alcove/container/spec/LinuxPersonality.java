package dev.alcove.container.spec;

import java.util.List;

/**
 * The execution domain: personality(2).
 *
 * @param domain {@code LINUX} or {@code LINUX32}
 * @param flags none is defined so far
 */
public record LinuxPersonality(String domain, List<String> flags) {
    public LinuxPersonality {
        flags = List.copyOf(flags);
    }
}
