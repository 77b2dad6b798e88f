package dev.alcove.container.seccomp;

import dev.alcove.linux.raw.Seccomp;
import dev.alcove.linux.raw.SyscallAbi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The OCI's words for what a filter returns, for its flags and for architectures, as the kernel's numbers. */
final class Words {
    private static final int EPERM = 1;

    private Words() {}

    /** What a filter returns for {@code action}. */
    static long result(String action, @Nullable Integer data) {
        long low = (data == null ? EPERM : data) & Seccomp.SECCOMP_RET_DATA;
        return switch (action) {
            case "SCMP_ACT_ALLOW" -> Seccomp.SECCOMP_RET_ALLOW;
            case "SCMP_ACT_ERRNO" -> Seccomp.SECCOMP_RET_ERRNO | low;
            case "SCMP_ACT_TRACE" -> Seccomp.SECCOMP_RET_TRACE | low;
            case "SCMP_ACT_TRAP" -> Seccomp.SECCOMP_RET_TRAP;
            case "SCMP_ACT_LOG" -> Seccomp.SECCOMP_RET_LOG;
            case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> Seccomp.SECCOMP_RET_KILL_THREAD;
            case "SCMP_ACT_KILL_PROCESS" -> Seccomp.SECCOMP_RET_KILL_PROCESS;
            default -> throw new IllegalArgumentException("no action of a seccomp filter: " + action);
        };
    }

    static long flags(List<String> words) {
        long flags = 0;
        for (int i = 0; i < words.size(); i++) {
            flags |= switch (words.get(i)) {
                case "SECCOMP_FILTER_FLAG_TSYNC" -> Seccomp.SECCOMP_FILTER_FLAG_TSYNC;
                case "SECCOMP_FILTER_FLAG_LOG" -> Seccomp.SECCOMP_FILTER_FLAG_LOG;
                case "SECCOMP_FILTER_FLAG_SPEC_ALLOW" -> Seccomp.SECCOMP_FILTER_FLAG_SPEC_ALLOW;
                default -> throw new IllegalArgumentException("no flag of a seccomp filter: " + words.get(i));
            };
        }
        return flags;
    }

    /** The ABI that the word names; null for one of another machine, which never calls the host's kernel. */
    static @Nullable SyscallAbi abi(String word) {
        return switch (word) {
            case "SCMP_ARCH_X86_64" -> SyscallAbi.X86_64;
            case "SCMP_ARCH_X86" -> SyscallAbi.X86;
            case "SCMP_ARCH_X32" -> SyscallAbi.X32;
            case "SCMP_ARCH_AARCH64" -> SyscallAbi.AARCH64;
            case "SCMP_ARCH_ARM" -> SyscallAbi.ARM;
            default -> null;
        };
    }
}
