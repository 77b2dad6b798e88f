package dev.alcove.namespace.catalogue;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Socket;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.NamespaceType;
import java.util.concurrent.locks.Lock;

/**
 * Finds the namespaces that processes hold without being in them: they have them open, or a socket that is of a network
 * namespace. A socket that several processes have is looked at once, and so is each namespace. For one thread.
 */
final class DescriptorReader {
    private static final int MASK = Stat.STATX_INO | Stat.STATX_TYPE;
    private static final int NONE = -1;

    private final Finds finds;
    private final FileCalls files;
    private final Relations relations;
    private final LongMap<Boolean> sockets = new LongMap<>();
    private final boolean wantsSockets;
    private final Proc proc;
    private final long fdPath;
    private long network;

    DescriptorReader(Request request, Proc proc, Finds finds, FileCalls files, Relations relations) {
        this.finds = finds;
        this.files = files;
        this.relations = relations;
        this.wantsSockets = request.wants(NamespaceType.NET);
        this.proc = proc;
        this.fdPath = files.keep("fd");
    }

    /** Looks through the descriptors of the process whose directory is open, and which is in {@code network}, 0 if unknown. */
    void read(int directory, int pid, long network) {
        this.network = network;
        int fds = files.openDirectory(directory, fdPath);
        if (fds < 0) {
            return;
        }
        Lock lock = pid == proc.self ? Relations.OPEN.writeLock() : Relations.OPEN.readLock();
        lock.lock();
        try {
            list(fds, pid);
        } finally {
            lock.unlock();
            files.close(fds);
        }
    }

    private void list(int fds, int pid) {
        int pidfd = NONE;
        while (files.list(fds) > 0) {
            for (int name = files.nextName(); name >= 0; name = files.nextName()) {
                int fd = files.number(name);
                if (fd < 0 || files.stat(fds, files.decimal(fd), 0, MASK) < 0) {
                    continue;
                }
                if (files.device() == proc.nsfsDevice) {
                    namespace(fds, fd);
                } else if (wantsSockets && isSocket() && sockets.get(files.inode()) == null) {
                    pidfd = pidfd == NONE ? (int) Syscalls.call(Syscall.PIDFD_OPEN, pid, 0) : pidfd;
                    socket(pidfd, fd, files.inode());
                }
            }
        }
        if (pidfd >= 0) {
            files.close(pidfd);
        }
    }

    private boolean isSocket() {
        return (files.mode() & Stat.S_IFMT) == Stat.S_IFSOCK;
    }

    private void namespace(int fds, int number) {
        if (finds.done(files.inode(), true)) {
            return;
        }
        int fd = files.open(fds, files.decimal(number), Open.O_RDONLY);
        if (fd >= 0) {
            add(fd, Source.DESCRIPTOR);
            files.close(fd);
        }
    }

    /** Fetches a socket out of the process. That it may not be had is no failure: this is only about what else there is. */
    private void socket(int pidfd, int number, long inode) {
        int socket = pidfd < 0 ? NONE : (int) Syscalls.call(Syscall.PIDFD_GETFD, pidfd, number, 0);
        if (socket < 0) {
            return;
        }
        int namespace = (int) Syscalls.call(Syscall.IOCTL, socket, Socket.SIOCGSKNS, 0);
        files.close(socket);
        sockets.put(inode, Boolean.TRUE);
        if (namespace >= 0) {
            add(namespace, Source.SOCKET);
            files.close(namespace);
        }
    }

    private void add(int fd, Source source) {
        if (files.stat(fd, Stat.STATX_INO) == 0 && !finds.done(files.inode(), true)) {
            relations.add(fd, files.inode(), source, Relations.Follow.ALL, files.inode() != network);
        }
    }
}
