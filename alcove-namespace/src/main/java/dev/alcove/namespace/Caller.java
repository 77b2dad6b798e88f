package dev.alcove.namespace;

import dev.alcove.linux.Syscall;
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
    /** The running JVM. */
    public static Caller current() {
        return new Caller(
                (int) Syscalls.call(Syscall.GETPID),
                Syscalls.call(Syscall.GETUID),
                Syscalls.call(Syscall.GETEUID),
                Syscalls.call(Syscall.GETEGID));
    }
}
