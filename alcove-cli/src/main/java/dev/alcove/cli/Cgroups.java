package dev.alcove.cli;

import dev.alcove.container.store.StoredContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Freezes and thaws a container by its cgroups. */
final class Cgroups {
    private Cgroups() {}

    static void thaw(StoredContainer container) throws IOException {
        write(container, "0", "THAWED");
    }

    /** Freezes it; says whether it has a cgroup that can. */
    static boolean freeze(StoredContainer container) throws IOException {
        return write(container, "1", "FROZEN");
    }

    private static boolean write(StoredContainer container, String v2, String v1) throws IOException {
        boolean found = false;
        for (String cgroup : container.record().cgroups()) {
            found |= write(Path.of(cgroup, "cgroup.freeze"), v2) || write(Path.of(cgroup, "freezer.state"), v1);
        }
        return found;
    }

    private static boolean write(Path file, String word) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Files.writeString(file, word);
        return true;
    }
}
