package dev.alcove.cli.ip;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.net.netns.NetnsDirectory;

/** {@code -netns}: has the calling thread, and the sockets that it opens, in another network namespace. */
final class NetnsSwitch {
    private static final String NO_RIGHT =
            "it takes CAP_SYS_ADMIN, here and in the user namespace that owns the network"
                    + " namespace: run as root, or where it was made";

    private NetnsSwitch() {}

    /** Goes into a network namespace by its name. */
    static void enter(String name) throws IpException, LinuxException {
        try (FileCalls files = new FileCalls()) {
            int fd = files.open(NetnsDirectory.PATH + "/" + name, Open.O_RDONLY);
            if (fd < 0) {
                throw IpException.usage("Cannot open network namespace \"" + name + "\": " + IpException.text(-fd));
            }
            long result = Syscalls.call(Syscall.SETNS, fd, Clone.CLONE_NEWNET);
            files.close(fd);
            if (Syscalls.failed(result)) {
                int errno = (int) -result;
                throw IpException.usage(
                        "setting the network namespace \"" + name + "\" failed: " + IpException.text(errno),
                        errno == Errno.EPERM.number() ? NO_RIGHT : null);
            }
        }
    }
}
