package dev.alcove.namespace.catalogue;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.namespace.NamespaceType;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a request wants beyond the namespaces and their processes. */
final class Details {
    private final Request request;
    private final FileCalls files;
    private final List<Member> members;

    Details(Request request, FileCalls files, List<Member> members) {
        this.request = request;
        this.files = files;
        this.members = members;
    }

    void collect(List<Found> all) {
        if (request.wants(Detail.ALL_COMMANDS)) {
            for (int i = 0; i < members.size(); i++) {
                readCommand(members.get(i));
            }
        } else if (request.wants(Detail.COMMANDS)) {
            for (int i = 0; i < all.size(); i++) {
                if (!all.get(i).processes.isEmpty()) {
                    readCommand(all.get(i).processes.get(0));
                }
            }
        }
        if (request.wants(Detail.CONTAINERS) || request.wants(Detail.UNITS)) {
            readCgroups(all);
        }
        if (request.wants(Detail.TRAFFIC)) {
            readTraffic(all);
        }
    }

    /** As lsns has it: a space for each NUL, but nothing for the last. One without a command line is called by its name. */
    private void readCommand(Member member) {
        int length = member.hasCommand() ? 0 : files.read("/proc/" + member.pid() + "/cmdline");
        if (length > 0) {
            ByteBuffer text = files.data();
            int end = text.get(length - 1) == 0 ? length - 1 : length;
            member.setCommand(files.text(0, end).replace('\0', ' '));
        }
    }

    private void readCgroups(List<Found> all) {
        Containers containers = new Containers(files, members);
        LongMap<Found> done = new LongMap<>();
        for (int i = 0; i < all.size(); i++) {
            Found found = all.get(i);
            if (found.processes.isEmpty()) {
                continue;
            }
            Member lowest = found.processes.get(0);
            Found same = done.get(lowest.pid());
            if (same != null) {
                found.container = same.container;
                found.unit = same.unit;
                continue;
            }
            CgroupPath cgroup = cgroup(lowest.pid());
            found.container = request.wants(Detail.CONTAINERS) ? containers.of(lowest, cgroup) : null;
            found.unit = request.wants(Detail.UNITS) && cgroup != null ? cgroup.unit() : null;
            done.put(lowest.pid(), found);
        }
    }

    private @Nullable CgroupPath cgroup(int pid) {
        int length = files.read("/proc/" + pid + "/cgroup");
        if (length <= 0) {
            return null;
        }
        try {
            return new CgroupPath(files.bytes(0, length));
        } catch (MalformedException e) {
            throw new IllegalStateException("/proc/" + pid + "/cgroup", e);
        }
    }

    /** Those without a process were entered when they were found. */
    private void readTraffic(List<Found> all) {
        for (int i = 0; i < all.size(); i++) {
            Found found = all.get(i);
            if (found.type == NamespaceType.NET) {
                for (int member = 0; member < found.processes.size() && found.traffic == null; member++) {
                    found.traffic = TrafficReader.of(files, found.processes.get(member));
                }
            }
        }
    }
}
