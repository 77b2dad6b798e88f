package dev.alcove.namespace;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Planning;
import dev.alcove.linux.raw.Syscalls;

/**
 * Who asks for new namespaces.
 *
 * @param pid the process, in its own PID namespace
 * @param uid the real user id
 * @param euid the effective user id
 * @param egid the effective group id
 */
public record Caller(int pid, long uid, long euid, long egid) {
    /** The running JVM, or the launcher that waits for what it plans. */
    public static Caller current() {
        if (Planning.active()) {
            return new Caller(
                    (int) Planning.status("PPid", 0),
                    Planning.status("Uid", 0),
                    Planning.status("Uid", 1),
                    Planning.status("Gid", 1));
        }
        return new Caller(
                (int) Syscalls.call(Syscall.GETPID),
                Syscalls.call(Syscall.GETUID),
                Syscalls.call(Syscall.GETEUID),
                Syscalls.call(Syscall.GETEGID));
    }
}
