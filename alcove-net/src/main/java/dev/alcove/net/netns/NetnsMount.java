package dev.alcove.net.netns;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.Syscalls;
import org.jspecify.annotations.Nullable;

/**
 * Makes the directory a mount of its own that is shared: what is bound and unbound in it is so in every mount namespace that
 * has it, so that a namespace ends when its name is deleted. Others who do the same at the same time wait, or the directory
 * would be mounted onto itself again and again.
 */
final class NetnsMount {
    private static final String NO_DIRECTORY =
            "it takes root; you can have namespaces with names in user and mount namespaces of your own, with a tmpfs on /run";
    private static final String NO_RIGHT =
            "it takes CAP_SYS_ADMIN: root has it, and so have you in user and mount namespaces"
                    + " of your own, with a tmpfs on /run";

    private final NetnsCalls calls;
    private final String directory;

    NetnsMount(NetnsCalls calls, String directory) {
        this.calls = calls;
        this.directory = directory;
    }

    /** Makes the directory, if it is not there. */
    void create() throws LinuxException {
        long result = calls.mkdir(directory);
        if (Syscalls.failed(result) && result != -Errno.EEXIST.number()) {
            throw NetnsCalls.failure(
                    "mkdir " + directory + " failed",
                    "mkdirat(AT_FDCWD, \"" + directory + "\", 0755)",
                    result,
                    remedy(result));
        }
    }

    /** Makes it, and what it has to be. */
    void prepare() throws LinuxException {
        create();
        long lock = calls.open(directory, true);
        if (Syscalls.failed(lock)) {
            throw NetnsCalls.failure(
                    "Cannot open netns runtime directory \"" + directory + "\"",
                    "openat(AT_FDCWD, \"" + directory + "\", O_RDONLY|O_CLOEXEC|O_DIRECTORY)",
                    lock,
                    remedy(lock));
        }
        try {
            calls.lock(lock); // a file system without locks is no reason not to go on
            share();
        } finally {
            calls.close(lock);
        }
    }

    private void share() throws LinuxException {
        long result = calls.mount("", directory, Mount.MS_SHARED | Mount.MS_REC);
        if (result == -Errno.EINVAL.number()) {
            // It is no mount yet. Where it comes from is shared or not; this one is to have peers of its own.
            change("--bind " + directory, Mount.MS_BIND | Mount.MS_REC);
            change("--make-private", Mount.MS_PRIVATE | Mount.MS_REC);
            result = calls.mount("", directory, Mount.MS_SHARED | Mount.MS_REC);
        }
        check("--make-shared", result);
    }

    private void change(String what, int flags) throws LinuxException {
        check(what, calls.mount(directory, directory, flags));
    }

    private void check(String what, long result) throws LinuxException {
        if (Syscalls.failed(result)) {
            throw NetnsCalls.failure(
                    "mount " + what + " " + directory + " failed",
                    "mount(..., \"" + directory + "\", ...)",
                    result,
                    remedy(result));
        }
    }

    /** What helps whoever may not do this. */
    static @Nullable String remedy(long result) {
        if (result == -Errno.EPERM.number()) {
            return NO_RIGHT;
        }
        return result == -Errno.EACCES.number() ? NO_DIRECTORY : null;
    }
}
