package dev.alcove.container.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which system calls a container may make: seccomp(2).
 *
 * @param defaultAction what happens to a call that no rule names: {@code SCMP_ACT_ERRNO} and the like
 * @param defaultErrnoRet the error of a default {@code SCMP_ACT_ERRNO}; null for EPERM
 * @param architectures {@code SCMP_ARCH_X86_64} and the like, besides the native one
 * @param flags {@code SECCOMP_FILTER_FLAG_LOG} and the like
 * @param listenerPath refused by name: Alcove does not hand a notification descriptor on
 * @param listenerMetadata refused by name with it
 * @param syscalls the rules
 */
public record LinuxSeccomp(
        String defaultAction,
        @Nullable Integer defaultErrnoRet,
        List<String> architectures,
        List<String> flags,
        @Nullable String listenerPath,
        @Nullable String listenerMetadata,
        List<LinuxSyscall> syscalls) {
    public LinuxSeccomp {
        architectures = List.copyOf(architectures);
        flags = List.copyOf(flags);
        syscalls = List.copyOf(syscalls);
    }
}
