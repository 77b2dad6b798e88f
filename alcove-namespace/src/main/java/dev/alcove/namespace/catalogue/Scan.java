package dev.alcove.namespace.catalogue;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NamespaceId;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.namespace.NamespaceType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One look at the machine: processes, by several threads where there are many; then mounts; then what else was asked for. */
final class Scan {
    /** So many processes keep a thread busy for several times as long as it takes to start. */
    private static final int PROCESSES_PER_THREAD = 200;

    private static final NamespaceType[] TYPES = NamespaceType.values();

    private final Request request;
    private final Finds finds = new Finds();

    Scan(Request request) {
        this.request = request;
    }

    Catalogue run() throws LinuxException {
        try (FileCalls files = new FileCalls()) {
            Proc proc = new Proc(files);
            try (Worker worker = new Worker(request, proc, finds, files)) {
                List<Member> members = readProcesses(proc, worker);
                assign(members);
                new Mounts(finds, files, worker.relations, proc).read();
                if (request.wants(Detail.NAMES)) {
                    new NameReader(finds).read();
                }
                new Details(request, files, members).collect(finds.sorted());
                return new Catalogue(entries(proc), members);
            } finally {
                files.close(proc.directory);
            }
        }
    }

    /** This thread reads too, so it does not matter when the others begin, or whether they do. */
    private List<Member> readProcesses(Proc proc, Worker worker) {
        @Nullable Member[] read = new Member[proc.pids.length];
        AtomicInteger taken = new AtomicInteger();
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), read.length / PROCESSES_PER_THREAD + 1);
        List<Helper> helpers = new ArrayList<>(threads - 1);
        for (int i = 1; i < threads; i++) {
            helpers.add(Helper.start(request, proc, finds, taken, read));
        }
        try {
            worker.read(taken, read);
        } finally {
            for (int i = 0; i < helpers.size(); i++) {
                helpers.get(i).await();
            }
        }
        List<Member> members = new ArrayList<>(read.length);
        for (Member member : read) {
            if (member != null) {
                members.add(member);
            }
        }
        return members;
    }

    private void assign(List<Member> members) {
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            for (NamespaceType type : TYPES) {
                long inode = member.inode(type);
                if (inode != 0) {
                    finds.add(type, inode, Source.PROCESS).processes.add(member);
                }
            }
        }
    }

    private List<Entry> entries(Proc proc) {
        List<Found> found = finds.sorted();
        List<Entry> entries = new ArrayList<>(found.size());
        LongMap<Entry> byInode = new LongMap<>();
        for (int i = 0; i < found.size(); i++) {
            Entry entry = new Entry(found.get(i), new NamespaceId(proc.nsfsDevice, found.get(i).inode));
            entries.add(entry);
            byInode.put(entry.inode(), entry);
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            entry.relate(related(byInode, entry.parentInode()), related(byInode, entry.ownerInode()));
        }
        return entries;
    }

    private static @Nullable Entry related(LongMap<Entry> byInode, long inode) {
        return inode == 0 ? null : byInode.get(inode);
    }
}
