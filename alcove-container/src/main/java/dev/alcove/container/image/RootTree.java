package dev.alcove.container.image;

import dev.alcove.linux.Arch;
import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.TreeCalls;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is the root of all names: whatever they hold, and whatever links stand in their way, they lead to somewhere
 * below it. Directories are resolved by the kernel with that root ({@code openat2}, {@code RESOLVE_IN_ROOT}); what is made or
 * removed in them is a single name, which is not followed.
 */
final class RootTree implements AutoCloseable {
    private static final int DIRECTORY = Open.directory(Arch.HOST);
    private static final int MISSING = -Errno.ENOENT.number();

    private final TreeCalls calls;
    private final int root;
    private final String where;
    private final boolean privileged;
    private final @Nullable String base;
    private String cachedPath = "";
    private int cached = -1;

    /** Opens an existing directory. */
    RootTree(Path directory, boolean privileged) throws LinuxException {
        this.privileged = privileged;
        where = bytes(directory.toAbsolutePath());
        calls = new TreeCalls();
        root = calls.openDirectory(At.AT_FDCWD, where);
        if (root < 0) {
            calls.close();
            throw failure(
                    "cannot unpack into " + directory, "openat(AT_FDCWD, \"" + directory + "\", O_DIRECTORY)", root);
        }
        base = calls.pathOf(root);
    }

    /** A path of the JDK as the bytes that it is for the kernel. */
    static String bytes(Path path) {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        return new String(path.toString().getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    TreeCalls calls() {
        return calls;
    }

    /** The root's descriptor. */
    int root() {
        return root;
    }

    /**
     * A directory, which is made with those on its way where they are missing. The descriptor is valid until the next call.
     *
     * @param path relative, without {@code ..}; empty for the root
     */
    int directory(String path) throws LinuxException {
        if (path.isEmpty()) {
            return root;
        }
        if (cached >= 0 && cachedPath.equals(path)) {
            return cached;
        }
        int fd = calls.openIn(root, path, Open.O_PATH | DIRECTORY);
        if (fd == MISSING) {
            int slash = path.lastIndexOf('/');
            int parent = directory(slash < 0 ? "" : path.substring(0, slash));
            String name = path.substring(slash + 1);
            check(calls.makeDirectory(parent, name, 0755), "mkdirat", path);
            check(calls.changeMode(parent, name, 0755), "fchmodat", path); // whatever the umask is
            fd = calls.openIn(root, path, Open.O_PATH | DIRECTORY);
        }
        check(fd, "openat2", path);
        forget();
        cached = fd;
        cachedPath = path;
        return fd;
    }

    /** A directory that is there, or a negated errno; the caller closes it. */
    int existing(String path) {
        return calls.openIn(root, path, Open.O_RDONLY | DIRECTORY);
    }

    /** Where an open directory is, below the root; {@code otherwise} if that cannot be told. */
    String canonical(int fd, String otherwise) {
        String path = calls.pathOf(fd);
        if (path == null || base == null) {
            return otherwise;
        }
        if (path.equals(base)) {
            return "";
        }
        String prefix = base.endsWith("/") ? base : base + "/";
        return path.startsWith(prefix) ? path.substring(prefix.length()) : otherwise;
    }

    /**
     * Removes what a name is in a directory, and all below it.
     *
     * @param keep what stays, with the directories it is in; null removes all
     */
    void remove(int directory, String name, @Nullable Kept keep) throws LinuxException {
        forgetUnless(directory);
        long parent = inode(directory);
        if (keep == null || !keep.contains(parent, name)) {
            int result = calls.unlink(directory, name);
            if (result == 0 || result == MISSING) {
                return;
            }
            if (result != -Errno.EISDIR.number()) {
                throw failure("cannot remove " + name, "unlinkat", result);
            }
        }
        int fd = enter(directory, name);
        if (fd == -Errno.ENOTDIR.number() || fd == -Errno.ELOOP.number()) {
            return; // it is kept, and is no directory
        }
        check(fd, "openat", name);
        empty(fd, keep);
        if (keep == null || !keep.contains(parent, name)) {
            removeDirectory(directory, name, keep);
        }
    }

    /** Removes all that is in a directory, but what is kept. The descriptor, which is open for reading, is closed. */
    void empty(int directory, @Nullable Kept keep) throws LinuxException {
        int at = directory;
        Deque<Level> levels = new ArrayDeque<>();
        try {
            levels.push(new Level("", inode(at), calls.list(at)));
            while (true) {
                Level level = levels.element();
                if (level.names.isEmpty()) {
                    levels.pop();
                    if (levels.isEmpty()) {
                        return;
                    }
                    at = move(at, "..");
                    if (keep == null || !keep.contains(levels.element().inode, level.name)) {
                        removeDirectory(at, level.name, keep);
                    }
                    continue;
                }
                String name = level.names.removeLast();
                boolean kept = keep != null && keep.contains(level.inode, name);
                int result = kept ? -Errno.EISDIR.number() : calls.unlink(at, name);
                if (result == -Errno.EISDIR.number()) {
                    int inner = enter(at, name);
                    if (kept && (inner == -Errno.ENOTDIR.number() || inner == -Errno.ELOOP.number())) {
                        continue;
                    }
                    check(inner, "openat", name);
                    calls.close(at);
                    at = inner;
                    levels.push(new Level(name, inode(at), calls.list(at)));
                } else {
                    check(result, "unlinkat", name);
                }
            }
        } finally {
            calls.close(at);
        }
    }

    /** The inode number of an open file. */
    long inode(int fd) throws LinuxException {
        check(calls.stat(fd, ""), "statx", "");
        return calls.inode();
    }

    /** Throws if {@code result} is a negated errno. */
    void check(int result, String call, String path) throws LinuxException {
        if (result < 0) {
            throw failure("cannot unpack " + path, call + "(…, \"" + path + "\", …)", result);
        }
    }

    LinuxException failure(String attempt, String call, int result) {
        String remedy = switch (Errno.of(-result).orElse(Errno.EIO)) {
            case ENOSYS -> "Linux 5.6 is needed";
            case ENOTDIR, ELOOP, EEXIST -> "an earlier entry made something else of a directory on its way";
            case ENOSPC, EDQUOT -> "make room where " + where + " is";
            case EINVAL -> "in a user namespace an owner has to be mapped";
            default -> null;
        };
        return new LinuxException(attempt, call, -result, remedy);
    }

    @Override
    public void close() {
        forget();
        calls.close(root);
        calls.close();
    }

    /** Opens a directory to empty it, which its mode may forbid to whoever is not root. */
    private int enter(int directory, String name) {
        if (!privileged && calls.stat(directory, name) == 0 && (calls.mode() & Stat.S_IFMT) == Stat.S_IFDIR) {
            calls.changeMode(directory, name, 0700);
        }
        return calls.openDirectory(directory, name);
    }

    private int move(int from, String name) throws LinuxException {
        int fd = calls.openDirectory(from, name);
        check(fd, "openat", name);
        calls.close(from);
        return fd;
    }

    private void removeDirectory(int directory, String name, @Nullable Kept keep) throws LinuxException {
        int result = calls.removeDirectory(directory, name);
        if (result != 0 && !(keep != null && result == -Errno.ENOTEMPTY.number())) {
            throw failure("cannot remove " + name, "unlinkat", result);
        }
    }

    /** For when what is below a directory goes away: the one that is kept open may be there. */
    void forgetUnless(int directory) {
        if (directory != cached) {
            forget();
        } // else what is removed is below the directory that is kept open
    }

    private void forget() {
        if (cached >= 0) {
            calls.close(cached);
            cached = -1;
        }
    }

    /** Names that were made, by the inode of their directory, since a directory can have several paths. */
    static final class Kept {
        private record Name(long directory, String name) {}

        private final Set<Name> names = new HashSet<>();

        void add(long directory, String name) {
            names.add(new Name(directory, name));
        }

        boolean contains(long directory, String name) {
            return names.contains(new Name(directory, name));
        }

        void clear() {
            names.clear();
        }
    }

    private static final class Level {
        final String name;
        final long inode;
        final List<String> names;

        Level(String name, long inode, List<String> names) {
            this.name = name;
            this.inode = inode;
            this.names = new ArrayList<>(names);
        }
    }
}
