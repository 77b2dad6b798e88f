package dev.alcove.container.image;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.TreeCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Unpacks tars below a directory. Whatever they hold, nothing outside of it is touched: names with {@code ..} are refused, and
 * symbolic links that earlier entries have made lead to where they would lead in a container with that root.
 *
 * <p>As root, owners, devices and all modes are as the tar has them. An ordinary user owns all of it, devices are left out, and
 * the report says so. Others must not get at what is unpacked, since it may hold set-user-ID programs: see to it that only the
 * caller may search a directory above.
 *
 * <p>Directories get their modes and times by {@link #finish}, so that what is in them can be made before. If something fails,
 * what is there by then stays there for the caller to remove. One thread at a time; nobody else should change the directory.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md">OCI image layers</a>
 */
public final class LayerUnpacker implements AutoCloseable {
    private record Directory(long inode, TarEntry entry) {}

    private final RootTree tree;
    private final TreeCalls calls;
    private final UnpackOptions options;
    private final RootTree.Kept made = new RootTree.Kept();
    private final Map<String, Directory> directories = new HashMap<>();
    private final UnpackReport.Builder report = new UnpackReport.Builder();
    private final Attributes attributes;
    private final byte[] buffer = new byte[1 << 16];

    /**
     * @param root an existing directory
     * @throws LinuxException if it cannot be opened
     */
    public LayerUnpacker(Path root, UnpackOptions options) throws LinuxException {
        tree = new RootTree(root, options.privileged());
        calls = tree.calls();
        this.options = options;
        attributes = new Attributes(tree, options, report);
    }

    /**
     * Unpacks a tar over what is there.
     *
     * @throws ImageException if the tar is broken, refused or too large
     * @throws LinuxException if a system call fails
     */
    public void unpack(TarReader tar) throws IOException {
        made.clear();
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            report.entry();
            String path = TarNames.clean(entry.path());
            if (path.isEmpty()) {
                root(entry);
            } else {
                entry(tar, entry, path);
            }
        }
        tar.drain();
    }

    /** Sets the permissions of the root directory, for when no entry does. */
    void rootMode(int mode) throws LinuxException {
        tree.check(calls.changeMode(tree.root(), mode), "fchmod", "");
    }

    /** Gives directories their owners, modes and times. To be called once, behind the last tar. */
    public UnpackReport finish() throws LinuxException {
        List<Map.Entry<String, Directory>> deepestFirst = new ArrayList<>(directories.entrySet());
        deepestFirst.sort(Comparator.comparingInt(
                        (Map.Entry<String, Directory> e) -> e.getKey().length())
                .reversed());
        for (Map.Entry<String, Directory> each : deepestFirst) {
            int fd = tree.existing(each.getKey());
            if (fd < 0) {
                continue; // a later entry has removed it, or made something else of it
            }
            try {
                if (tree.inode(fd) == each.getValue().inode) {
                    attributes.set(each.getValue().entry, fd, ".");
                }
            } finally {
                calls.close(fd);
            }
        }
        directories.clear();
        return report.build();
    }

    @Override
    public void close() {
        tree.close();
    }

    private void root(TarEntry entry) throws IOException {
        if (entry.type() != TarEntry.Type.DIRECTORY) {
            throw new ImageException("the entry " + entry.path() + " would make something else of the root directory");
        }
        directories.put("", new Directory(tree.inode(tree.root()), entry));
    }

    private void entry(TarReader tar, TarEntry entry, String path) throws IOException {
        int parent = tree.directory(TarNames.parent(path));
        String name = TarNames.last(path);
        if (TarNames.isWhiteout(name)) {
            whiteout(entry, parent, name);
            return;
        }
        switch (entry.type()) {
            case DIRECTORY -> directory(entry, parent, name, path);
            case FILE -> file(tar, entry, parent, name);
            case SYMBOLIC_LINK -> {
                replace(parent, name);
                tree.check(calls.symbolicLink(target(entry), parent, name), "symlinkat", path);
                attributes.set(entry, parent, name);
            }
            case HARD_LINK -> hardLink(entry, parent, name);
            case FIFO -> {
                replace(parent, name);
                tree.check(calls.makeNode(parent, name, Stat.S_IFIFO | 0600, 0, 0), "mknodat", path);
                attributes.set(entry, parent, name);
            }
            case CHARACTER_DEVICE, BLOCK_DEVICE -> {
                if (!device(entry, parent, name)) {
                    return;
                }
            }
        }
        if (options.whiteouts() == UnpackOptions.Whiteouts.APPLY) {
            made.add(tree.inode(parent), name);
        }
    }

    private static String target(TarEntry entry) throws ImageException {
        if (entry.link().isEmpty()) {
            throw new ImageException("the link " + entry.path() + " has no target");
        }
        return entry.link();
    }

    private void directory(TarEntry entry, int parent, String name, String path) throws IOException {
        int result = calls.stat(parent, name);
        boolean there = result == 0 && (calls.mode() & Stat.S_IFMT) == Stat.S_IFDIR;
        boolean hidesLower =
                result == 0 && options.whiteouts() == UnpackOptions.Whiteouts.OVERLAY && calls.isWhiteout();
        if (!there) {
            replace(parent, name);
            tree.check(calls.makeDirectory(parent, name, 0700), "mkdirat", path);
        } else if (!options.privileged()) {
            tree.check(calls.changeMode(parent, name, 0700), "fchmodat", path);
        }
        int fd = calls.openDirectory(parent, name);
        tree.check(fd, "openat", path);
        try {
            if (hidesLower) {
                opaque(fd, entry);
            }
            directories.put(tree.canonical(fd, path), new Directory(tree.inode(fd), entry));
        } finally {
            calls.close(fd);
        }
    }

    private void file(TarReader tar, TarEntry entry, int parent, String name) throws IOException {
        replace(parent, name);
        int fd = calls.open(parent, name, Open.O_WRONLY | Open.O_CREAT | Open.O_EXCL, 0600);
        tree.check(fd, "openat", entry.path());
        try {
            for (int count = tar.read(buffer); count > 0; count = tar.read(buffer)) {
                tree.check(calls.write(fd, buffer, 0, count), "write", entry.path());
                report.bytes(count);
            }
        } finally {
            calls.close(fd);
        }
        attributes.set(entry, parent, name);
    }

    /** Its target is found as its name is: below the root, through links that lead nowhere else. */
    private void hardLink(TarEntry entry, int parent, String name) throws IOException {
        String target = TarNames.clean(target(entry));
        String last = TarNames.last(target);
        int from = calls.openIn(tree.root(), TarNames.parent(target), Open.O_PATH);
        try {
            int result = from < 0 ? from : calls.stat(from, last);
            if (target.isEmpty() || result < 0 || (calls.mode() & Stat.S_IFMT) == Stat.S_IFDIR) {
                throw new ImageException(
                        "the hard link " + entry.path() + " is to " + entry.link() + ", which is no file of this root");
            }
            long inode = calls.inode();
            if (calls.stat(parent, name) == 0 && calls.inode() == inode) {
                return;
            }
            replace(parent, name);
            tree.check(calls.hardLink(from, last, parent, name), "linkat", entry.path());
        } finally {
            if (from >= 0) {
                calls.close(from);
            }
        }
    }

    private boolean device(TarEntry entry, int parent, String name) throws IOException {
        boolean character = entry.type() == TarEntry.Type.CHARACTER_DEVICE;
        if (character && entry.major() == 0 && entry.minor() == 0) {
            report.skip(entry, "the device 0:0 would tell overlayfs what only Alcove may tell it");
            return false;
        }
        if (!options.privileged()) {
            report.skip(entry, "a device, which takes root to make");
            return false;
        }
        replace(parent, name);
        int type = character ? Stat.S_IFCHR : Stat.S_IFBLK;
        int result = calls.makeNode(parent, name, type | 0600, entry.major(), entry.minor());
        if (result == -Errno.EPERM.number()) {
            report.skip(entry, "a device, which takes CAP_MKNOD in the first user namespace to make");
            return false;
        }
        tree.check(result, "mknodat", entry.path());
        attributes.set(entry, parent, name);
        return true;
    }

    private void whiteout(TarEntry entry, int parent, String name) throws IOException {
        if (TarNames.isOfAufs(name)) {
            report.skip(entry, "a file of aufs");
            return;
        }
        boolean apply = options.whiteouts() == UnpackOptions.Whiteouts.APPLY;
        if (TarNames.isOpaque(name)) {
            if (apply) {
                int fd = calls.openDirectory(parent, ".");
                tree.check(fd, "openat", entry.path());
                tree.forgetUnless(parent);
                tree.empty(fd, made);
            } else {
                opaque(parent, entry);
            }
            return;
        }
        String deleted = TarNames.deleted(name);
        if (apply) {
            tree.remove(parent, deleted, made);
            return;
        }
        int result = calls.stat(parent, deleted);
        if (result == 0) {
            // This layer has such a file itself, which hides the lower one; a directory would show what is in the
            // lower.
            if ((calls.mode() & Stat.S_IFMT) == Stat.S_IFDIR) {
                int fd = calls.openDirectory(parent, deleted);
                tree.check(fd, "openat", entry.path());
                try {
                    opaque(fd, entry);
                } finally {
                    calls.close(fd);
                }
            }
            return;
        }
        tree.check(calls.makeNode(parent, deleted, Stat.S_IFCHR, 0, 0), "mknodat", entry.path());
    }

    private void opaque(int directory, TarEntry entry) throws LinuxException {
        String attribute = options.privileged() ? "trusted.overlay.opaque" : "user.overlay.opaque";
        byte[] yes = "y".getBytes(StandardCharsets.ISO_8859_1);
        int result = calls.setAttribute(directory, ".", attribute, yes);
        if (result < 0) {
            throw tree.failure(
                    "cannot hide what is below " + entry.path(),
                    "lsetxattr(…, \"" + attribute + "\", \"y\", 1, 0)",
                    result);
        }
    }

    private void replace(int parent, String name) throws LinuxException {
        tree.remove(parent, name, null);
    }
}
