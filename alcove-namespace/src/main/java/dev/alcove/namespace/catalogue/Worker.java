package dev.alcove.namespace.catalogue;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.namespace.NamespaceType;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one thread needs to look at processes, and the loop in which it does. */
final class Worker implements AutoCloseable {
    private static final int CHUNK = 16;

    final FileCalls files;
    final Relations relations;

    private final Proc proc;
    private final ProcessReader processes;
    private final @Nullable NetnsIds netnsIds;

    /** To be used, and closed, by one thread; {@code files} are its own, and are closed by whoever made them. */
    Worker(Request request, Proc proc, Finds finds, FileCalls files) throws LinuxException {
        this.proc = proc;
        this.files = files;
        netnsIds = request.wants(Detail.NETNSID) && request.wants(NamespaceType.NET) ? new NetnsIds() : null;
        relations = new Relations(finds, files, request, netnsIds);
        processes = new ProcessReader(request, proc, finds, files, relations);
    }

    /** Reads processes as long as there are any that no thread has taken, and puts each where its number stands. */
    void read(AtomicInteger taken, @Nullable Member[] members) {
        int count = proc.pids.length;
        for (int from = taken.getAndAdd(CHUNK); from < count; from = taken.getAndAdd(CHUNK)) {
            for (int i = from; i < Math.min(from + CHUNK, count); i++) {
                members[i] = processes.read(proc.pids[i]);
            }
        }
    }

    @Override
    public void close() {
        if (netnsIds != null) {
            netnsIds.close();
        }
    }
}
