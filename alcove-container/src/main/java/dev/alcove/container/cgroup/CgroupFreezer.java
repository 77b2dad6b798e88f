package dev.alcove.container.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Stops the processes of a cgroup: {@code freezer.state} in v1, {@code cgroup.freeze} (Linux 5.2) in v2. */
record CgroupFreezer(Path directory, boolean unified) {
    void freeze() throws CgroupException {
        Patience patience = new Patience(10);
        set(true);
        while (!frozen()) {
            if (!patience.more()) {
                CgroupException failure = new CgroupException(
                        "the processes of the cgroup " + directory + " do not stop within ten seconds");
                try {
                    set(false);
                } catch (CgroupException e) {
                    failure.addSuppressed(e);
                }
                throw failure;
            }
            if (!unified) {
                // In v1 a process that forked meanwhile may have got away; writing again catches it.
                set(true);
            }
        }
    }

    void thaw() throws CgroupException {
        set(false);
    }

    private void set(boolean frozen) throws CgroupException {
        if (unified) {
            CgroupFiles.write(directory.resolve("cgroup.freeze"), frozen ? "1" : "0");
        } else {
            CgroupFiles.write(directory.resolve("freezer.state"), frozen ? "FROZEN" : "THAWED");
        }
    }

    private boolean frozen() throws CgroupException {
        if (!unified) {
            return CgroupFiles.read(directory.resolve("freezer.state")).equals("FROZEN");
        }
        Path events = directory.resolve("cgroup.events");
        return !Files.exists(events)
                || List.of(CgroupFiles.read(events).split("\n", -1)).contains("frozen 1");
    }
}
