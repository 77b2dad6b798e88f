package dev.alcove.namespace.catalogue;

import dev.alcove.linux.Arch;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.StatLine;
import dev.alcove.namespace.NamespaceType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads processes one after the other: what {@code /proc/PID/stat} says, which namespaces they are in, what they have open.
 * The directory of a process is held while it is read, so that all of it is about one process. For one thread.
 */
final class ProcessReader {
    private static final NamespaceType[] TYPES = NamespaceType.values();
    private static final int MILLIS_PER_TICK = 10;

    private final Request request;
    private final Finds finds;
    private final FileCalls files;
    private final Relations relations;
    private final DescriptorReader descriptors;
    private final Proc proc;
    private final Relations.Follow follow;
    private final StatLine stat = new StatLine();
    private final LongMap<Boolean> asked = new LongMap<>();
    private final long statPath;
    private final long[] links = new long[TYPES.length];

    ProcessReader(Request request, Proc proc, Finds finds, FileCalls files, Relations relations) {
        this.request = request;
        this.proc = proc;
        this.finds = finds;
        this.files = files;
        this.relations = relations;
        this.descriptors = new DescriptorReader(request, proc, finds, files, relations);
        this.follow = request.wants(Detail.ANCESTORS) ? Relations.Follow.ALL : Relations.Follow.NO;
        statPath = files.keep("stat");
        for (NamespaceType type : TYPES) {
            if (request.wants(type)) {
                links[type.ordinal()] = files.keep("ns/" + type.procName());
            }
        }
    }

    /** Reads a process; null if it is gone. */
    @Nullable Member read(int pid) {
        int directory = files.open(proc.directory, files.decimal(pid), Open.O_PATH | Open.directory(Arch.HOST));
        if (directory < 0) {
            return null;
        }
        Member member = read(directory, pid);
        files.close(directory);
        return member;
    }

    private @Nullable Member read(int directory, int pid) {
        int length = files.read(directory, statPath);
        if (length <= 0 || !stat.read(files.data(), length)) {
            return null;
        }
        String comm = files.text(stat.commStart(), stat.commEnd());
        boolean open = !stat.exiting() && !stat.kernelThread();
        long uid = files.stat(directory, Stat.STATX_UID) == 0 ? files.uid() : 0;
        Member member = new Member(
                pid,
                stat.ppid(),
                uid,
                stat.state(),
                stat.threads(),
                stat.residentPages() * proc.pageSize,
                stat.cpuTicks() * MILLIS_PER_TICK,
                stat.startTime(),
                comm,
                namespaces(directory));
        if (open) {
            descriptors.read(directory, pid, member.inode(NamespaceType.NET));
        }
        return member;
    }

    private long[] namespaces(int directory) {
        long[] inodes = new long[TYPES.length];
        for (int i = 0; i < links.length; i++) {
            if (links[i] == 0) {
                continue;
            }
            int length = files.readLink(directory, links[i]);
            long inode = length > 0 ? inode(files.data(), length) : 0;
            inodes[i] = inode;
            if (inode != 0 && asks(TYPES[i]) && asked.get(inode) == null) {
                ask(directory, TYPES[i], inode);
            }
        }
        return inodes;
    }

    private boolean asks(NamespaceType type) {
        return request.wants(Detail.RELATIONS)
                || request.wants(Detail.ANCESTORS)
                || (type == NamespaceType.NET && request.wants(Detail.NETNSID));
    }

    /** Opens a namespace and asks it, once: not again for the other processes in it. */
    private void ask(int directory, NamespaceType type, long inode) {
        if (!finds.done(inode, follow != Relations.Follow.NO)) {
            Relations.OPEN.readLock().lock();
            try {
                int fd = files.open(directory, links[type.ordinal()], Open.O_RDONLY);
                if (fd < 0) {
                    return;
                }
                relations.ask(fd, type, inode, Source.PROCESS, follow);
                files.close(fd);
            } finally {
                Relations.OPEN.readLock().unlock();
            }
        }
        asked.put(inode, Boolean.TRUE);
    }

    /** The number in {@code net:[4026531840]}; 0 if there is none. */
    static long inode(ByteBuffer text, int length) {
        int at = length - 2;
        long inode = 0;
        long scale = 1;
        while (at > 0 && text.get(at) >= '0' && text.get(at) <= '9') {
            inode += scale * (text.get(at) - '0');
            scale *= 10;
            at--;
        }
        return at > 0 && text.get(at) == '[' ? inode : 0;
    }
}
