package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import java.util.List;

/** Checks ranges of ids as the kernel does: user_namespaces(7). */
final class IdMappings {
    /** The kernel's UID_GID_MAP_MAX_EXTENTS. */
    private static final int MAX = 340;

    private IdMappings() {}

    static void check(String path, List<LinuxIdMapping> mappings, Problems problems) {
        problems.require(mappings.size() <= MAX, path, "must be at most " + MAX + " ranges, are " + mappings.size());
        for (int i = 0; i < mappings.size() && i < MAX; i++) {
            LinuxIdMapping mapping = mappings.get(i);
            String at = JsonText.element(path, i);
            problems.range(at + ".size", mapping.size(), 1, Fields.UINT32);
            range(at + ".containerID", mapping.containerID(), mapping.size(), problems);
            range(at + ".hostID", mapping.hostID(), mapping.size(), problems);
            for (int j = 0; j < i; j++) {
                LinuxIdMapping other = mappings.get(j);
                overlap(
                        at + ".containerID",
                        mapping.containerID(),
                        mapping.size(),
                        other.containerID(),
                        other.size(),
                        j,
                        problems);
                overlap(at + ".hostID", mapping.hostID(), mapping.size(), other.hostID(), other.size(), j, problems);
            }
        }
    }

    private static void range(String at, long first, long size, Problems problems) {
        if (first < 0 || first > Fields.ID) {
            problems.range(at, first, 0, Fields.ID);
        } else if (size > 0 && size <= Fields.UINT32) {
            problems.require(
                    first + size <= Fields.UINT32,
                    at,
                    "the range of " + size + " ids from " + first + " on ends beyond the last id " + Fields.ID);
        }
    }

    private static void overlap(
            String at, long first, long size, long otherFirst, long otherSize, int other, Problems problems) {
        problems.require(
                first >= otherFirst + otherSize || otherFirst >= first + size,
                at,
                "the range of " + size + " ids from " + first + " on overlaps with range " + other + ", " + otherSize
                        + " from " + otherFirst + " on");
    }
}
