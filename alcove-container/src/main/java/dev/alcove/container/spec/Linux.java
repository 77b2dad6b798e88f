package dev.alcove.container.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to Linux.
 *
 * @param uidMappings the user ids of a new user namespace
 * @param gidMappings its group ids
 * @param sysctl values of kernel parameters that belong to a namespace, by name with dots
 * @param resources limits, set in its cgroup
 * @param cgroupsPath its cgroup: absolute below the root of the hierarchy, or relative to where the runtime likes
 * @param namespaces new ones, and ones to join; a type that is not here is shared with the runtime
 * @param devices device nodes in /dev, besides those that every container has
 * @param seccomp which system calls it may make
 * @param rootfsPropagation {@code shared}, {@code slave}, {@code private}, {@code unbindable}, or one of them with an {@code r} in front
 * @param maskedPaths what cannot be read: a directory is empty, a file is /dev/null
 * @param readonlyPaths what cannot be written
 * @param mountLabel the SELinux context of its mounts
 * @param intelRdt refused by name: Alcove does not manage resctrl
 * @param personality the execution domain: personality(2)
 * @param timeOffsets offsets of the clocks {@code monotonic} and {@code boottime} of a new time namespace
 */
public record Linux(
        List<LinuxIdMapping> uidMappings,
        List<LinuxIdMapping> gidMappings,
        Map<String, String> sysctl,
        @Nullable LinuxResources resources,
        @Nullable String cgroupsPath,
        List<LinuxNamespace> namespaces,
        List<LinuxDevice> devices,
        @Nullable LinuxSeccomp seccomp,
        @Nullable String rootfsPropagation,
        List<String> maskedPaths,
        List<String> readonlyPaths,
        @Nullable String mountLabel,
        @Nullable LinuxIntelRdt intelRdt,
        @Nullable LinuxPersonality personality,
        Map<String, LinuxTimeOffset> timeOffsets) {
    public Linux {
        uidMappings = List.copyOf(uidMappings);
        gidMappings = List.copyOf(gidMappings);
        sysctl = Map.copyOf(sysctl);
        namespaces = List.copyOf(namespaces);
        devices = List.copyOf(devices);
        maskedPaths = List.copyOf(maskedPaths);
        readonlyPaths = List.copyOf(readonlyPaths);
        timeOffsets = Map.copyOf(timeOffsets);
    }
}
