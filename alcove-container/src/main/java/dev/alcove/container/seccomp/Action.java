package dev.alcove.container.seccomp;

import dev.alcove.container.spec.SpecException;
import dev.alcove.linux.raw.Seccomp;
import org.jspecify.annotations.Nullable;

/** What a filter returns for the actions of a spec. */
final class Action {
    static final int ENOSYS = 38;

    private static final int EPERM = 1;

    private Action() {}

    /**
     * The {@code SECCOMP_RET_*} of an action.
     *
     * @param errno the error of {@code SCMP_ACT_ERRNO}, or the message of {@code SCMP_ACT_TRACE}; null for EPERM
     */
    static long of(String path, String action, @Nullable Integer errno) {
        long data = (errno == null ? EPERM : errno) & Seccomp.SECCOMP_RET_DATA;
        return switch (action) {
            case "SCMP_ACT_ALLOW" -> Seccomp.SECCOMP_RET_ALLOW;
            case "SCMP_ACT_ERRNO" -> Seccomp.SECCOMP_RET_ERRNO | data;
            case "SCMP_ACT_TRAP" -> Seccomp.SECCOMP_RET_TRAP;
            case "SCMP_ACT_TRACE" -> Seccomp.SECCOMP_RET_TRACE | data;
            case "SCMP_ACT_LOG" -> Seccomp.SECCOMP_RET_LOG;
            case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> Seccomp.SECCOMP_RET_KILL_THREAD;
            case "SCMP_ACT_KILL_PROCESS" -> Seccomp.SECCOMP_RET_KILL_PROCESS;
            default -> throw new SpecException(path, "unknown or unsupported action " + action);
        };
    }
}
