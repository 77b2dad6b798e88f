package dev.alcove.namespace.catalogue;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Environ;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.NamespaceType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds under which names namespaces are kept: those of {@code alcove ns}, root's and the caller's own, and those of {@code
 * ip netns}. A directory that is not there has no names.
 */
final class NameReader {
    private static final NamespaceType[] TYPES = NamespaceType.values();
    private static final String ROOTS = "/run/alcove/ns";
    private static final String NETNS = "/run/netns";
    private static final int MASK = Stat.STATX_INO | Stat.STATX_UID | Stat.STATX_TYPE;

    private final Proc proc;
    private final Finds finds;
    private final FileCalls files;
    private final List<Member> members;

    NameReader(Proc proc, Finds finds, FileCalls files, List<Member> members) {
        this.proc = proc;
        this.finds = finds;
        this.files = files;
        this.members = members;
    }

    void read() {
        long uid = Syscalls.call(Syscall.GETEUID);
        sets(ROOTS, 0);
        if (uid != 0) {
            sets(runtimeDirectory(uid) + "/alcove/ns", uid);
        }
        List<String> names = list(NETNS);
        for (int i = 0; i < names.size(); i++) {
            note(bound(NETNS + "/" + names.get(i)), Name.Keeper.NETNS, names.get(i));
        }
    }

    private String runtimeDirectory(long uid) {
        String given = Environ.get("XDG_RUNTIME_DIR");
        if (given != null && given.startsWith("/") && belongs(given, uid)) {
            return given;
        }
        String usual = "/run/user/" + uid;
        return belongs(usual, uid) ? usual : "/tmp/alcove-" + uid;
    }

    /** What others could have put there says nothing. */
    private boolean belongs(String directory, long uid) {
        return files.stat(directory, At.AT_SYMLINK_NOFOLLOW, MASK) == 0
                && files.uid() == uid
                && (files.mode() & Stat.S_IFMT) == Stat.S_IFDIR;
    }

    private void sets(String directory, long uid) {
        if (!belongs(directory, uid)) {
            return;
        }
        List<String> names = list(directory);
        for (int i = 0; i < names.size(); i++) {
            set(directory + "/" + names.get(i), names.get(i));
        }
    }

    /** A set has a file for each type: the namespace is bound to it, or the process is in it that {@code init} names. */
    private void set(String directory, String name) {
        Member holder = holder(directory + "/init");
        for (NamespaceType type : TYPES) {
            String file = directory + "/" + type.procName();
            long inode = bound(file);
            if (inode == 0 && holder != null && files.stat(file, At.AT_SYMLINK_NOFOLLOW, MASK) == 0) {
                inode = holder.inode(type);
            }
            note(inode, Name.Keeper.ALCOVE, name);
        }
    }

    private void note(long inode, Name.Keeper keeper, String name) {
        Found found = inode == 0 ? null : finds.get(inode);
        if (found != null) {
            found.names.add(new Name(keeper, name));
        }
    }

    /** The inode of the namespace that is bound to a path; 0 if none is. */
    private long bound(String path) {
        boolean isNamespace = files.stat(path, At.AT_SYMLINK_NOFOLLOW, MASK) == 0 && files.device() == proc.nsfsDevice;
        return isNamespace ? files.inode() : 0;
    }

    /** The process that a file names by PID and start time, if that still is the one. */
    private @Nullable Member holder(String file) {
        int length = files.read(file);
        String line = length > 0 ? files.text(0, length).strip() : "";
        int space = line.indexOf(' ');
        if (space <= 0) {
            return null;
        }
        try {
            Member member = Catalogue.find(members, Integer.parseInt(line.substring(0, space)));
            boolean same = member != null && member.startTime() == Long.parseLong(line.substring(space + 1));
            return same ? member : null;
        } catch (NumberFormatException e) {
            return null; // not a line of Alcove's, so it names nobody
        }
    }

    private List<String> list(String directory) {
        List<String> names = new ArrayList<>();
        int fd = files.openDirectory(directory);
        if (fd < 0) {
            return names;
        }
        while (files.list(fd) > 0) {
            for (int at = files.nextName(); at >= 0; at = files.nextName()) {
                String name = files.name(at);
                if (!name.equals(".") && !name.equals("..")) {
                    names.add(name);
                }
            }
        }
        files.close(fd);
        names.sort(null);
        return names;
    }
}
