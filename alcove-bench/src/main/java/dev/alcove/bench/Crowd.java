package dev.alcove.bench;

import dev.alcove.namespace.NamespaceProcessBuilder;
import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.catalogue.Catalogue;
import dev.alcove.namespace.catalogue.Entry;
import dev.alcove.namespace.catalogue.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fifty groups of forty processes, each group in six namespaces of its own, as containers would be: 2,000 processes in 300
 * namespaces, for as long as it is open. Each group ends with its first process, which is PID 1 of its PID namespace.
 */
final class Crowd implements AutoCloseable {
    static final int GROUPS = 50;
    static final int PROCESSES = 40;
    static final int NAMESPACES = 6;

    private static final NamespaceType[] TYPES = {
        NamespaceType.PID, NamespaceType.MNT, NamespaceType.UTS, NamespaceType.IPC, NamespaceType.NET
    };

    /** Starts the others, says so, and waits. They hold descriptors like other processes do, but hardly any memory. */
    private static final String SCRIPT = "i=1; while [ $i -lt " + PROCESSES
            + " ]; do sleep infinity >/dev/null & i=$((i+1)); done; echo ready; wait";

    private final List<Process> groups = new ArrayList<>();

    Crowd() throws IOException {
        try {
            for (int group = 0; group < GROUPS; group++) {
                groups.add(new NamespaceProcessBuilder("/bin/sh", "-c", SCRIPT)
                        .unshare(TYPES)
                        .mapRootUser()
                        .init(false)
                        .killOnParentDeath()
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
            }
            for (Process group : groups) {
                // Read to the line's end only: the group goes on holding the pipe.
                if (group.getInputStream().read() != 'r') {
                    throw new IOException("a group of processes did not start");
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** How many namespaces with all the processes of a group there are in a catalogue. */
    int seen(Catalogue catalogue) {
        int count = 0;
        for (Process group : groups) {
            for (Entry entry : catalogue.namespaces()) {
                Member lowest = entry.lowest().orElse(null);
                boolean own = lowest != null && lowest.pid() == group.pid();
                count += own && entry.processes().size() == PROCESSES ? 1 : 0;
            }
        }
        return count;
    }

    /** Ends all of them, and waits until the kernel has ended their namespaces' processes. */
    @Override
    public void close() throws IOException {
        for (Process group : groups) {
            group.destroyForcibly();
        }
        try {
            for (Process group : groups) {
                group.waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a crowd of processes was ending", e);
        }
    }
}
