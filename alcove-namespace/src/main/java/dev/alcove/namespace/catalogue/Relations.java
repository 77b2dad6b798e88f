package dev.alcove.namespace.catalogue;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Nsfs;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.NamespaceType;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks open namespaces, by the calls of ioctl_ns(2), for their parents and owners, and follows these: a user namespace
 * without a process may be found in no other way. For one thread.
 */
final class Relations {
    /**
     * Whoever has a namespace open for a moment reads, whoever looks at this process's own descriptors writes: it must not
     * find what only the catalogue, or another one that is made at the same time, holds.
     */
    static final ReentrantReadWriteLock OPEN = new ReentrantReadWriteLock();

    /** How far to go from a namespace to its relatives. */
    enum Follow {
        NO,
        /** To those that were not found yet. */
        NEW,
        /** To all, for one that was found may have others behind it. */
        ALL
    }

    private static final NamespaceType[] TYPES = NamespaceType.values();

    private final Finds finds;
    private final FileCalls files;
    private final Request request;
    private final @Nullable NetnsIds netnsIds;

    Relations(Finds finds, FileCalls files, Request request, @Nullable NetnsIds netnsIds) {
        this.finds = finds;
        this.files = files;
        this.request = request;
        this.netnsIds = netnsIds;
    }

    /**
     * Takes a namespace that was found open, whatever its type, if it is wanted.
     *
     * @param enter whether a network namespace is entered for its traffic: nobody may be in it
     */
    void add(int fd, long inode, Source source, Follow follow, boolean enter) {
        NamespaceType type = type(fd);
        if (type != null && request.wants(type)) {
            ask(fd, type, inode, source, follow);
            if (enter && type == NamespaceType.NET && request.wants(Detail.TRAFFIC)) {
                finds.add(type, inode, source).traffic = TrafficReader.of(fd);
            }
        }
    }

    /** Asks a namespace that is open. */
    void ask(int fd, NamespaceType type, long inode, Source source, Follow follow) {
        boolean nested = type == NamespaceType.USER || type == NamespaceType.PID;
        int parentFd = nested ? ioctl(fd, Nsfs.NS_GET_PARENT) : -1;
        int ownerFd = ioctl(fd, Nsfs.NS_GET_USERNS);
        long parent = inode(parentFd);
        long owner = inode(ownerFd);
        int netnsid = netnsIds != null && type == NamespaceType.NET ? netnsIds.of(fd) : Entry.NETNSID_UNKNOWN;
        Found found = finds.add(type, inode, source);
        finds.answer(found, parent, owner, ownerUid(fd, type), netnsid, follow != Follow.NO);
        if (follow != Follow.NO) {
            follow(parentFd, parent, follow);
            follow(ownerFd, owner, follow);
        }
        close(parentFd);
        close(ownerFd);
    }

    private void follow(int fd, long inode, Follow follow) {
        if (inode == 0 || (follow == Follow.NEW ? finds.get(inode) != null : finds.done(inode, true))) {
            return;
        }
        add(fd, inode, Source.RELATION, follow, false);
    }

    private long ownerUid(int fd, NamespaceType type) {
        boolean known = type == NamespaceType.USER
                && Syscalls.call(Syscall.IOCTL, fd, Nsfs.NS_GET_OWNER_UID, files.word()) == 0;
        return known ? files.wordInt() : Entry.UID_UNKNOWN;
    }

    /** The inode of an open file; 0 for a descriptor that is none. */
    private long inode(int fd) {
        return fd >= 0 && files.stat(fd, Stat.STATX_INO) == 0 ? files.inode() : 0;
    }

    private void close(int fd) {
        if (fd >= 0) {
            files.close(fd);
        }
    }

    private static int ioctl(int fd, long request) {
        return (int) Syscalls.call(Syscall.IOCTL, fd, request, 0);
    }

    private static @Nullable NamespaceType type(int fd) {
        long flag = Syscalls.call(Syscall.IOCTL, fd, Nsfs.NS_GET_NSTYPE, 0);
        for (NamespaceType type : TYPES) {
            if (type.cloneFlag() == flag) {
                return type;
            }
        }
        return null;
    }
}
