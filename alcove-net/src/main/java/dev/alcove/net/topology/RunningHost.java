package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import java.util.List;

/**
 * A host of a topology that is up.
 *
 * @param name of the host
 * @param namespace the path that its network namespace is found at
 * @param links the names of its network interfaces
 * @param addresses that they have
 */
public record RunningHost(String name, String namespace, List<String> links, List<InetPrefix> addresses) {
    /** A host. */
    public RunningHost {
        links = List.copyOf(links);
        addresses = List.copyOf(addresses);
    }
}
