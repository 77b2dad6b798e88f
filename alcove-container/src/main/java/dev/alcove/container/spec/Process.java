package dev.alcove.container.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that the container is for.
 *
 * @param terminal whether it gets a terminal of its own
 * @param consoleSize the terminal's size
 * @param user who it runs as
 * @param args the command and its arguments
 * @param env its environment, each {@code NAME=value}
 * @param cwd its working directory, an absolute path in the container
 * @param capabilities its sets of capabilities; null keeps those that the runtime has
 * @param rlimits its resource limits
 * @param noNewPrivileges whether no exec may give it more privileges than it has: prctl(2), PR_SET_NO_NEW_PRIVS
 * @param apparmorProfile the AppArmor profile that its exec changes to
 * @param oomScoreAdj -1000 to 1000, added to its badness when memory runs out: proc_pid_oom_score_adj(5)
 * @param scheduler its scheduling policy: sched_setattr(2)
 * @param selinuxLabel the SELinux context of its exec
 * @param ioPriority its I/O priority: ioprio_set(2)
 */
public record Process(
        boolean terminal,
        @Nullable Box consoleSize,
        User user,
        List<String> args,
        List<String> env,
        String cwd,
        @Nullable LinuxCapabilities capabilities,
        List<PosixRlimit> rlimits,
        boolean noNewPrivileges,
        @Nullable String apparmorProfile,
        @Nullable Integer oomScoreAdj,
        @Nullable Scheduler scheduler,
        @Nullable String selinuxLabel,
        @Nullable LinuxIoPriority ioPriority) {
    public Process {
        args = List.copyOf(args);
        env = List.copyOf(env);
        rlimits = List.copyOf(rlimits);
    }
}
