package dev.alcove.container.image;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.TreeCalls;
import java.util.Map;
import java.util.Set;

/** Gives what was made its owner, extended attributes, mode and time, in an order in which none undoes another. */
final class Attributes {
    /** For a file system, a user or a kernel that does not have such an attribute: not what an image fails of. */
    private static final Set<Errno> LACKING =
            Set.of(Errno.EPERM, Errno.EACCES, Errno.EOPNOTSUPP, Errno.EINVAL, Errno.ERANGE, Errno.E2BIG, Errno.ENOSPC);

    private final RootTree tree;
    private final UnpackOptions options;
    private final UnpackReport.Builder report;

    Attributes(RootTree tree, UnpackOptions options, UnpackReport.Builder report) {
        this.tree = tree;
        this.options = options;
        this.report = report;
    }

    /**
     * Sets all that an entry says.
     *
     * @param directory where it is
     * @param name its name there, one that is no symbolic link unless the entry is one
     */
    void set(TarEntry entry, int directory, String name) throws LinuxException {
        TreeCalls calls = tree.calls();
        if (options.privileged()) {
            tree.check(calls.changeOwner(directory, name, entry.uid(), entry.gid()), "fchownat", entry.path());
        }
        for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
            extended(entry, directory, name, attribute.getKey(), attribute.getValue());
        }
        // Before the mode, which may forbid an ordinary user to look up the directory's own name.
        int result = calls.setTime(directory, name, entry.seconds(), entry.nanoseconds());
        tree.check(result, "utimensat", entry.path());
        if (entry.type() != TarEntry.Type.SYMBOLIC_LINK) {
            tree.check(calls.stat(directory, name), "statx", entry.path());
            if ((calls.mode() & Stat.S_IFMT) == Stat.S_IFLNK) {
                throw new AssertionError("a link where an entry was made that is none: " + entry.path());
            }
            tree.check(calls.changeMode(directory, name, entry.mode()), "fchmodat", entry.path());
        }
    }

    private void extended(TarEntry entry, int directory, String name, String attribute, byte[] value)
            throws LinuxException {
        if (attribute.startsWith("trusted.overlay.") || attribute.startsWith("user.overlay.")) {
            report.skip(entry, "the attribute " + attribute + " would tell overlayfs what only Alcove may tell it");
            return;
        }
        if (attribute.equals("security.selinux")) {
            report.skip(entry, "the attribute security.selinux is of the policy of the machine it was made on");
            return;
        }
        int result = tree.calls().setAttribute(directory, name, attribute, value);
        if (result < 0) {
            Errno errno = Errno.of(-result).orElse(Errno.EIO);
            if (!LACKING.contains(errno)) {
                throw tree.failure(
                        "cannot set " + attribute + " of " + entry.path(),
                        "lsetxattr(…, \"" + attribute + "\", …)",
                        result);
            }
            report.skip(entry, "the attribute " + attribute + " could not be set: " + errno.text());
        }
    }
}
