package dev.alcove.container.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule for system calls.
 *
 * @param names the calls
 * @param action what happens to them
 * @param errnoRet the error of {@code SCMP_ACT_ERRNO}, or the message of {@code SCMP_ACT_TRACE}; null for EPERM
 * @param args what their arguments must be, all of it, for the rule to count
 */
public record LinuxSyscall(
        List<String> names, String action, @Nullable Integer errnoRet, List<LinuxSeccompArg> args) {
    public LinuxSyscall {
        names = List.copyOf(names);
        args = List.copyOf(args);
    }
}
