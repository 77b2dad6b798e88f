package dev.alcove.container.spec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Process} of a spec step by step. It starts with user and group 0, the working directory {@code /}, and no command.
 * Not for many threads at once.
 */
public final class SpecProcessBuilder {
    /** User and group 0. */
    static final User ROOT = new User(0, 0, null, List.of());

    private boolean terminal;
    private @Nullable Box consoleSize;
    private User user = ROOT;
    private List<String> args = new ArrayList<>();
    private List<String> env = new ArrayList<>();
    private String cwd = "/";
    private @Nullable LinuxCapabilities capabilities;
    private List<PosixRlimit> rlimits = new ArrayList<>();
    private boolean noNewPrivileges;
    private @Nullable String apparmorProfile;
    private @Nullable Integer oomScoreAdj;
    private @Nullable Scheduler scheduler;
    private @Nullable String selinuxLabel;
    private @Nullable LinuxIoPriority ioPriority;

    /** Starts with user and group 0, the working directory {@code /}, and no command. */
    public SpecProcessBuilder() {}

    /** Starts with what Process says, all of it. */
    public static SpecProcessBuilder from(Process process) {
        return new SpecProcessBuilder()
                .terminal(process.terminal())
                .consoleSize(process.consoleSize())
                .user(process.user())
                .args(process.args())
                .env(process.env())
                .cwd(process.cwd())
                .capabilities(process.capabilities())
                .rlimits(process.rlimits())
                .noNewPrivileges(process.noNewPrivileges())
                .apparmorProfile(process.apparmorProfile())
                .oomScoreAdj(process.oomScoreAdj())
                .scheduler(process.scheduler())
                .selinuxLabel(process.selinuxLabel())
                .ioPriority(process.ioPriority());
    }

    /** Whether it gets a terminal of its own. */
    public SpecProcessBuilder terminal(boolean terminal) {
        this.terminal = terminal;
        return this;
    }

    /** The terminal's size. */
    public SpecProcessBuilder consoleSize(@Nullable Box consoleSize) {
        this.consoleSize = consoleSize;
        return this;
    }

    /** Who it runs as. */
    public SpecProcessBuilder user(User user) {
        this.user = user;
        return this;
    }

    /** Sets all of {@code args}: the command and its arguments. */
    public SpecProcessBuilder args(List<String> args) {
        this.args = new ArrayList<>(args);
        return this;
    }

    /** Sets all of {@code args}. */
    public SpecProcessBuilder args(String... args) {
        return args(List.of(args));
    }

    /** Sets all of {@code env}: its environment, each {@code NAME=value}. */
    public SpecProcessBuilder env(List<String> env) {
        this.env = new ArrayList<>(env);
        return this;
    }

    /** Sets one variable, in place of one of the same name. */
    public SpecProcessBuilder putEnv(String name, String value) {
        env.removeIf(entry -> entry.startsWith(name + "="));
        env.add(name + "=" + value);
        return this;
    }

    /** Its working directory, an absolute path in the container. */
    public SpecProcessBuilder cwd(String cwd) {
        this.cwd = cwd;
        return this;
    }

    /** Its sets of capabilities; null keeps those that the runtime has. */
    public SpecProcessBuilder capabilities(@Nullable LinuxCapabilities capabilities) {
        this.capabilities = capabilities;
        return this;
    }

    /** Sets all of {@code rlimits}: its resource limits. */
    public SpecProcessBuilder rlimits(List<PosixRlimit> rlimits) {
        this.rlimits = new ArrayList<>(rlimits);
        return this;
    }

    /** Adds one, as the last. */
    public SpecProcessBuilder addRlimit(PosixRlimit rlimit) {
        rlimits.add(rlimit);
        return this;
    }

    /** Whether no exec may give it more privileges than it has: prctl(2), PR_SET_NO_NEW_PRIVS. */
    public SpecProcessBuilder noNewPrivileges(boolean noNewPrivileges) {
        this.noNewPrivileges = noNewPrivileges;
        return this;
    }

    /** The AppArmor profile that its exec changes to. */
    public SpecProcessBuilder apparmorProfile(@Nullable String apparmorProfile) {
        this.apparmorProfile = apparmorProfile;
        return this;
    }

    /** -1000 to 1000, added to its badness when memory runs out: proc_pid_oom_score_adj(5). */
    public SpecProcessBuilder oomScoreAdj(@Nullable Integer oomScoreAdj) {
        this.oomScoreAdj = oomScoreAdj;
        return this;
    }

    /** Its scheduling policy: sched_setattr(2). */
    public SpecProcessBuilder scheduler(@Nullable Scheduler scheduler) {
        this.scheduler = scheduler;
        return this;
    }

    /** The SELinux context of its exec. */
    public SpecProcessBuilder selinuxLabel(@Nullable String selinuxLabel) {
        this.selinuxLabel = selinuxLabel;
        return this;
    }

    /** Its I/O priority: ioprio_set(2). */
    public SpecProcessBuilder ioPriority(@Nullable LinuxIoPriority ioPriority) {
        this.ioPriority = ioPriority;
        return this;
    }

    /** The record, which later changes of the builder do not reach. */
    public Process build() {
        return new Process(
                terminal,
                consoleSize,
                user,
                args,
                env,
                cwd,
                capabilities,
                rlimits,
                noNewPrivileges,
                apparmorProfile,
                oomScoreAdj,
                scheduler,
                selinuxLabel,
                ioPriority);
    }
}
