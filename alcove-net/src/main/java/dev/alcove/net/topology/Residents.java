package dev.alcove.net.topology;

import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes in a host. They end with it, as those of a machine do that is switched off. */
final class Residents {
    private static final int ROUNDS = 10;

    private Residents() {}

    /** Kills all processes in a network namespace that the caller may look at; gives a line for each. */
    static List<String> kill(Namespace net, String place) throws IOException {
        List<String> killed = new ArrayList<>();
        String link = "net:[" + net.id().inode() + "]";
        // While some are being killed, others may be born.
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> found = ProcessHandle.allProcesses()
                    .filter(process -> isIn(process.pid(), link))
                    .toList();
            if (found.isEmpty()) {
                return killed;
            }
            for (ProcessHandle process : found) {
                Optional<TopologyState.Started> started = Holder.of((int) process.pid());
                if (started.isPresent() && isIn(process.pid(), link)) {
                    killed.add(place + ": ended process " + process.pid() + command(process));
                    Holder.kill(started.get());
                }
            }
        }
        throw new IOException("processes in " + place + " keep making others");
    }

    private static boolean isIn(long pid, String link) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net"))
                    .toString()
                    .equals(link);
        } catch (IOException e) {
            return false; // it has ended, or it is somebody else's
        }
    }

    private static String command(ProcessHandle process) {
        return process.info().command().map(command -> ", " + command).orElse("");
    }
}
