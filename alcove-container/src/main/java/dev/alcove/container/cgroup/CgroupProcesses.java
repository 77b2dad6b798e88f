package dev.alcove.container.cgroup;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Pidfd;
import dev.alcove.linux.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The processes of a cgroup and of those below it: which they are, and their end. */
record CgroupProcesses(Path directory, CgroupFreezer freezer) {
    static Set<Integer> of(Path directory) throws CgroupException {
        Set<Integer> pids = new TreeSet<>();
        for (Path cgroup : CgroupFiles.tree(directory)) {
            Path procs = cgroup.resolve("cgroup.procs");
            Path type = cgroup.resolve("cgroup.type");
            // The processes of a threaded cgroup are told by the domain that it belongs to.
            if (!Files.exists(procs)
                    || Files.exists(type) && CgroupFiles.read(type).equals("threaded")) {
                continue;
            }
            for (String pid : CgroupFiles.words(procs)) {
                pids.add(Integer.valueOf(pid));
            }
        }
        // Those outside of this PID namespace are told as 0.
        pids.remove(0);
        return pids;
    }

    void kill() throws CgroupException {
        Patience patience = new Patience(10);
        Path file = directory.resolve("cgroup.kill");
        boolean time = true;
        while (time && !of(directory).isEmpty()) {
            if (Files.exists(file)) {
                CgroupFiles.write(file, "1");
            } else {
                killFrozen();
            }
            time = patience.more();
        }
        Set<Integer> left = of(directory);
        if (left.isEmpty()) {
            return;
        }
        throw new CgroupException("processes of the cgroup " + directory + " outlive SIGKILL: " + left);
    }

    /** Frozen processes cannot fork, nor end, so that the PIDs are still theirs when the signal is sent. */
    private void killFrozen() throws CgroupException {
        freezer.freeze();
        try {
            for (int pid : of(directory)) {
                sigkill(pid);
            }
        } finally {
            freezer.thaw();
        }
    }

    private void sigkill(int pid) throws CgroupException {
        try (Pidfd process = Pidfd.open(pid)) {
            process.sendSignal(Signal.SIGKILL);
        } catch (LinuxException e) {
            if (!e.errno().equals(Optional.of(Errno.ESRCH))) {
                throw new CgroupException("cannot kill process " + pid + " of the cgroup " + directory, e);
            }
        }
    }

    static void remove(Path directory) throws CgroupException {
        Patience patience = new Patience(5);
        while (true) {
            IOException failure = null;
            for (Path cgroup : CgroupFiles.tree(directory)) {
                try {
                    Files.deleteIfExists(cgroup);
                } catch (IOException e) {
                    failure = e;
                }
            }
            if (failure == null) {
                return;
            }
            if (!patience.more()) {
                throw new CgroupException(
                        "cannot remove the cgroup " + directory + ", which has the processes " + of(directory),
                        failure);
            }
        }
    }
}
