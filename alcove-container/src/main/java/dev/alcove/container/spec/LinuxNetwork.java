package dev.alcove.container.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What cgroup v1 says of network traffic.
 *
 * @param classID the class of net_cls, 32 bits
 * @param priorities priorities of net_prio
 */
public record LinuxNetwork(@Nullable Long classID, List<LinuxInterfacePriority> priorities) {
    public LinuxNetwork {
        priorities = List.copyOf(priorities);
    }
}
