package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Environ;
import dev.alcove.namespace.NsenterOptions.Select;
import dev.alcove.namespace.steps.CapabilitySteps;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.KnownCommand;
import dev.alcove.namespace.steps.Signals;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What nsenter(1) does, as a launch program, in nsenter(1)'s order: everything is opened that belongs to the target or to the
 * outside, then come the namespaces, root and working directory, cgroup, the fork, ids, capabilities, and the command.
 */
public final class NsenterProgram {
    private static final Arg SIGCHLD = new Arg.Symbol(17, "SIGCHLD");
    private static final String NAME = "nsenter";

    private final NsenterOptions options;
    private final Caller caller;
    private final Target target;
    private final long types;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final EnterRemedies remedies;
    private final ExecSteps exec;

    private NsenterProgram(NsenterOptions options, Caller caller, String name) throws LinuxException {
        this.options = options;
        this.caller = caller;
        target = new Target(options.target());
        types = types(options, target);
        builder = new ProgramBuilder(name);
        calls = new Calls(builder);
        remedies = new EnterRemedies(options, target, types);
        exec = new ExecSteps(builder, calls);
    }

    /**
     * The program for the process that is to become it. What {@code /proc} tells of the target is asked now.
     *
     * @param caller that process
     * @param name what messages start with: {@code nsenter}
     * @throws LinuxException if something of the target cannot be read that has to be known now: its environment, its
     *     cgroup, its SELinux label, whether its user namespace is the caller's
     * @throws IllegalArgumentException if the cgroup is to be joined and there is no cgroup v2, or the SELinux label is to be
     *     taken over where SELinux is not active
     */
    public static Program of(NsenterOptions options, Caller caller, String name) throws LinuxException {
        return new NsenterProgram(options, caller, name).build();
    }

    /** The types that are entered, with those that {@link NsenterOptions#select} leaves open. */
    private static long types(NsenterOptions options, Target target) throws LinuxException {
        long types = options.namespaces();
        if (options.select() == Select.NAMED) {
            return types;
        }
        for (NamespaceType type : NamespaceType.values()) {
            if (!options.enters(type) && Target.own(type.procName()) != null) {
                boolean any = options.select() == Select.ALL && type != NamespaceType.USER;
                types |= any || target.isInAnother(type) ? type.cloneFlag() : 0;
            }
        }
        return types;
    }

    private Program build() throws LinuxException {
        KnownCommand command = new KnownCommand(builder, calls, exec, NAME);
        OuterSteps outer = new OuterSteps(options, target, types, builder, calls, remedies);
        outer.followContext();
        EnterSteps enter = outer.open();
        boolean user = enter.enters(NamespaceType.USER);
        boolean ids = user && !options.preserveCredentials();
        Slot groups = ids ? builder.slot("result of setgroups") : null;
        if (groups != null) {
            // With the privileges of now or with those inside: it has to succeed once.
            builder.attempt(groups, Syscall.SETGROUPS, new Arg.Number(0), Arg.NULL);
        }
        enter.enter();
        outer.directories();
        outer.joinCgroup(caller.pid());
        Slot followed = outer.followIds();
        if (options.fork() && enter.enters(NamespaceType.PID)) {
            fork();
        }
        credentials(ids, groups, followed);
        if (options.keepCaps() && user) {
            new CapabilitySteps(builder).permittedToAmbient(false);
        }
        execute(command, user);
        return builder.build();
    }

    /** Goes on in a child. The parent passes signals on, stops and goes on as the child does, and ends as the child did. */
    private void fork() {
        ForkSteps forks = new ForkSteps(builder, calls);
        Slot child = builder.slot("child");
        Label inChild = builder.label("child");
        Arg saved = new Arg.Described(builder.buffer(Long.BYTES).address(), "old");
        calls.defaultAction(SIGCHLD, new Failure("signal handler reset failed"));
        Arg blocked = Signals.TELLING.block(builder, calls, saved);
        builder.add(new Step.Fork(child, 0, inChild, new Failure("fork failed", remedies.forking())));
        forks.waitForwarding(child, blocked, true, true);
        forks.dieLikeAwaited();
        builder.bind(inChild);
        calls.sigprocmask(ForkSteps.SIG_SETMASK, saved, Arg.NULL, new Failure("sigprocmask restore failed"));
    }

    /**
     * @param ids whether a user namespace was entered whose ids the program gets, 0 unless others are asked for
     * @param groups what the attempt to drop groups outside returned; null if there was none
     * @param followed where the target's ids are, behind one another; null if they are not asked for
     */
    private void credentials(boolean ids, @Nullable Slot groups, @Nullable Slot followed) {
        OptionalLong gid = ids && options.setgid().isEmpty() ? OptionalLong.of(0) : options.setgid();
        OptionalLong uid = ids && options.setuid().isEmpty() ? OptionalLong.of(0) : options.setuid();
        if (gid.isPresent()) {
            dropGroups(groups);
            builder.call(
                    new Failure("setgid() failed", remedies.settingId("gid")),
                    Syscall.SETGID,
                    id(gid.getAsLong(), followed, "GID", 4));
        }
        if (uid.isPresent()) {
            builder.call(
                    new Failure("setuid() failed", remedies.settingId("uid")),
                    Syscall.SETUID,
                    id(uid.getAsLong(), followed, "UID", 0));
        }
    }

    private void dropGroups(@Nullable Slot outside) {
        if (outside == null) {
            builder.attempt(Syscall.SETGROUPS, new Arg.Number(0), Arg.NULL);
            return;
        }
        Label dropped = builder.label("groups dropped");
        Label needed = builder.label("groups must be dropped");
        builder.jumpIf(outside, Step.Comparison.NOT_EQUAL, 0, needed)
                .attempt(Syscall.SETGROUPS, new Arg.Number(0), Arg.NULL)
                .jump(dropped)
                .bind(needed);
        calls.clearGroups(new Failure("setgroups failed", remedies.settingGroups()));
        builder.bind(dropped);
    }

    private Arg id(long id, @Nullable Slot followed, String name, int offset) {
        if (id != NsenterOptions.FOLLOW || followed == null) {
            return new Arg.Number(id);
        }
        Slot own = builder.slot(name);
        builder.compute(own, followed, Step.Operator.ADD, offset).load(own, own, Step.Width.INT);
        return new Arg.Value(own);
    }

    private void execute(KnownCommand known, boolean user) throws LinuxException {
        List<String> environment = options.env() ? TargetEnvironment.of(target) : null;
        Arg variables = environment == null ? known.environment() : builder.strings(environment);
        if (options.command().isEmpty()) {
            String shell = variable(environment, "SHELL");
            if (shell == null || shell.isEmpty()) {
                shell = Shells.of(uidInside(user), root());
            }
            known.executeShell(shell, variables, remedies.executing(shell));
        } else {
            String program = options.command().get(0);
            known.execute(options.command(), variables, variable(environment, "PATH"), remedies.executing(program));
        }
    }

    private static @Nullable String variable(@Nullable List<String> environment, String name) {
        return environment == null ? Environ.get(name) : TargetEnvironment.get(environment, name);
    }

    /** The user whose shell it is, as far as that is known now. */
    private long uidInside(boolean user) {
        long uid = options.setuid().orElse(user && !options.preserveCredentials() ? 0 : NsenterOptions.FOLLOW);
        if (uid != NsenterOptions.FOLLOW) {
            return uid;
        }
        boolean ofTarget = user && !options.userParent() && options.file(NamespaceType.USER) == null;
        return ofTarget ? target.uidInside(caller.uid()) : caller.uid();
    }

    /** Where the passwd file of the inside is to be found now; null: here. */
    private @Nullable String root() {
        boolean inside = (types & NamespaceType.MNT.cloneFlag()) != 0 || options.targetRoot();
        return inside && target.pid() != 0 ? "/proc/" + target.pid() + "/root" : options.root();
    }
}
