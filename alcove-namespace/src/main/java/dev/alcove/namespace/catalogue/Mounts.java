package dev.alcove.namespace.catalogue;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.MountInfo;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Stat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds the namespaces that are bound to paths of the calling thread's mount namespace, and the paths of all of them. */
final class Mounts {
    private static final byte[] MARK = " - nsfs ".getBytes(StandardCharsets.ISO_8859_1);

    private final Finds finds;
    private final FileCalls files;
    private final Relations relations;
    private final Proc proc;

    Mounts(Finds finds, FileCalls files, Relations relations, Proc proc) {
        this.finds = finds;
        this.files = files;
        this.relations = relations;
        this.proc = proc;
    }

    /** After all processes, since what is known by then is not looked at again. */
    void read() {
        List<MountInfo> mounts = mounts();
        for (int i = 0; i < mounts.size(); i++) {
            MountInfo mount = mounts.get(i);
            long inode = inode(mount.root());
            if (inode == 0) {
                continue;
            }
            if (finds.get(inode) == null) {
                open(mount.mountPoint(), inode);
            }
            Found found = finds.get(inode);
            if (found != null && !found.mountPoints.contains(mount.mountPoint())) {
                found.mountPoints.add(mount.mountPoint());
            }
        }
    }

    /** Not if another mount covers it: then the path may lead to anything, even to what blocks whoever opens it. */
    private void open(String path, long inode) {
        if (files.stat(path, 0, Stat.STATX_INO) < 0 || files.inode() != inode || files.device() != proc.nsfsDevice) {
            return;
        }
        Relations.OPEN.readLock().lock();
        try {
            int fd = files.open(path, Open.O_RDONLY);
            if (fd >= 0) {
                relations.add(fd, inode, Source.MOUNT, Relations.Follow.NEW, true);
                files.close(fd);
            }
        } finally {
            Relations.OPEN.readLock().unlock();
        }
    }

    /** The lines about namespaces only: there may be thousands of others. */
    private List<MountInfo> mounts() {
        int length = files.read("/proc/thread-self/mountinfo");
        List<MountInfo> mounts = new ArrayList<>();
        ByteBuffer text = files.data();
        int start = 0;
        for (int at = 0; at < length; at++) {
            if (text.get(at) == '\n') {
                if (marked(text, start, at)) {
                    add(mounts, files.bytes(start, at));
                }
                start = at + 1;
            }
        }
        return mounts;
    }

    private static void add(List<MountInfo> mounts, byte[] line) {
        try {
            mounts.addAll(MountInfo.parse(line));
        } catch (MalformedException e) {
            throw new IllegalStateException("/proc/thread-self/mountinfo", e);
        }
    }

    private static boolean marked(ByteBuffer text, int start, int end) {
        for (int at = start; at + MARK.length <= end; at++) {
            int i = 0;
            while (i < MARK.length && text.get(at + i) == MARK[i]) {
                i++;
            }
            if (i == MARK.length) {
                return true;
            }
        }
        return false;
    }

    /** The number in {@code net:[4026531840]}; 0 if there is none. */
    private static long inode(String root) {
        int start = root.indexOf('[') + 1;
        int end = root.length() - 1;
        if (start == 0 || end <= start || root.charAt(end) != ']') {
            return 0;
        }
        long inode = 0;
        for (int i = start; i < end; i++) {
            char c = root.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            inode = inode * 10 + c - '0';
        }
        return inode;
    }
}
