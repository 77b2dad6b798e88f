package dev.alcove.net.netns;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.Syscalls;

/** A file that a network namespace is bound to, step by step. The file comes first and goes last, so it can be watched for. */
final class NetnsBinding {
    private NetnsBinding() {}

    /** Makes the file. */
    static void create(NetnsCalls calls, String path) throws LinuxException {
        long result = calls.create(path);
        if (Syscalls.failed(result)) {
            throw NetnsCalls.failure(
                    "Cannot create namespace file \"" + path + "\"",
                    "openat(AT_FDCWD, \"" + path + "\", O_RDONLY|O_CREAT|O_EXCL|O_CLOEXEC, 0)",
                    result,
                    NetnsMount.remedy(result));
        }
    }

    /** Binds a namespace to the file. */
    static void bind(NetnsCalls calls, String namespace, String path) throws LinuxException {
        long result = calls.mount(namespace, path, Mount.MS_BIND);
        if (Syscalls.failed(result)) {
            throw NetnsCalls.failure(
                    "Bind " + namespace + " -> " + path + " failed",
                    "mount(\"" + namespace + "\", \"" + path + "\", \"none\", MS_BIND, NULL)",
                    result,
                    NetnsMount.remedy(result));
        }
    }

    /** Detaches the namespace, if one is bound there, and removes the file. */
    static void remove(NetnsCalls calls, String path) throws LinuxException {
        long unmounted = calls.unmount(path); // EINVAL: nothing is mounted there, a stale file or a link
        long result = calls.unlink(path);
        if (Syscalls.failed(result)) {
            throw NetnsCalls.failure(
                    "Cannot remove namespace file \"" + path + "\"",
                    "unlinkat(AT_FDCWD, \"" + path + "\", 0)",
                    result,
                    // Who may not unmount it hears from unlink that it is busy.
                    NetnsMount.remedy(result == -Errno.EBUSY.number() ? unmounted : result));
        }
    }
}
