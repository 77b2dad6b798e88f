package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.InitProgram;
import dev.alcove.launch.Label;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.Remedies;
import dev.alcove.namespace.steps.Signals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What unshare(1) does, as a launch program, in unshare(1)'s order: helpers that stay outside, the new namespaces, maps,
 * clocks, the fork, the set-up inside, and the command.
 */
public final class UnshareProgram {
    private static final int SIGKILL = 9;
    private static final Arg SIGCHLD = new Arg.Symbol(17, "SIGCHLD");
    private static final Arg SIGINT = new Arg.Symbol(2, "SIGINT");
    private static final Arg SIGTERM = new Arg.Symbol(15, "SIGTERM");

    private final UnshareOptions options;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final ForkSteps forks;
    private final IdMapSteps maps;
    private final ExecSteps exec;
    private final Self self;
    private final List<IdRange> uidMap;
    private final List<IdRange> gidMap;

    private UnshareProgram(UnshareOptions options, Caller caller, String name, boolean compiled) {
        this.options = options;
        builder = new ProgramBuilder(name);
        calls = new Calls(builder);
        forks = new ForkSteps(builder, calls);
        maps = new IdMapSteps(builder, calls);
        exec = new ExecSteps(builder, calls);
        self = compiled
                ? new UnknownSelf(builder, calls, exec, name, caller)
                : new KnownSelf(builder, calls, exec, caller);
        uidMap = options.uidMap(caller.euid());
        gidMap = options.gidMap(caller.egid());
    }

    /**
     * The program for the process that is to become it.
     *
     * @param caller that process
     * @param name what messages start with: {@code unshare}
     */
    public static Program of(UnshareOptions options, Caller caller, String name) {
        return new UnshareProgram(options, caller, name, false).build();
    }

    /**
     * The program for a file that anybody may run, any number of times. Its own arguments follow those of the command;
     * PATH and SHELL are those of whoever runs it.
     *
     * @param compiler whose ids stand in maps of many ids; only that user can run a launcher with such a map of their own id
     */
    public static Program compiled(UnshareOptions options, Caller compiler, String name) {
        return new UnshareProgram(options, compiler, name, true).build();
    }

    private Program build() {
        calls.defaultAction(SIGCHLD, new Failure("signal handler reset failed"));
        self.begin();
        self.checkOwnIds(
                !uidMap.isEmpty() && options.mapUser().isPresent(),
                !gidMap.isEmpty() && options.mapGroup().isPresent());
        BindSteps binds = options.binds() ? new BindSteps(options, self, builder, calls, forks) : null;
        if (binds != null) {
            binds.startHelper();
        }
        MapHelperSteps mapHelper = uidMap.isEmpty() && gidMap.isEmpty()
                ? null
                : new MapHelperSteps(self, builder, calls, forks, exec, maps, uidMap, gidMap);
        if (mapHelper != null) {
            mapHelper.start();
        }
        InsideSteps.becomeOwner(options, calls);
        calls.unshare(options.namespaces(), new Failure("unshare failed", Remedies.creating(options.namespaces())));
        if (mapHelper != null) {
            mapHelper.complete();
        }
        ClockSteps.append(options, calls, maps);
        if (options.fork()) {
            fork(binds);
        } else if (binds != null) {
            binds.complete();
        }
        new InsideSteps(options, self, builder, calls, maps)
                .append(
                        uidMap.isEmpty() && options.mapUser().isPresent(),
                        gidMap.isEmpty() && options.mapGroup().isPresent());
        if (options.init()) {
            init();
        }
        self.execute(options);
        return builder.build();
    }

    /**
     * Goes on in a child. The parent holds SIGINT and SIGTERM back or passes them on, waits, and ends as the child did. The
     * child goes on only when the namespaces are bound: a command must not run in namespaces that will not be kept.
     */
    private void fork(@Nullable BindSteps binds) {
        Slot child = builder.slot("child");
        Slot parent = builder.slot("parent");
        Label inChild = builder.label("child");
        Arg saved = new Arg.Described(builder.buffer(Long.BYTES).address(), "old");
        Arg blocked = blocked().block(builder, calls, saved);
        ForkSteps.Gate bound = binds == null ? null : forks.gate("bound");
        if (options.killChild() != 0) {
            forks.openSelf(parent);
        }
        boolean newPid = options.isNew(UnshareOptions.CLONE_NEWPID);
        builder.add(
                new Step.Fork(child, forkFlags(binds), inChild, new Failure("fork failed", Remedies.forking(newPid))));
        if (binds != null && bound != null) {
            binds.complete();
            forks.open(bound);
        }
        if (options.forwardSignals() || options.init()) {
            forks.waitForwarding(child, blocked, !options.forwardSignals(), false);
        } else {
            builder.add(new Step.Wait(child, forks.status(), new Failure("waitpid failed")));
        }
        forks.dieLikeAwaited();
        builder.bind(inChild);
        if (options.forwardSignals()) {
            // What is passed on must arrive, even where it was ignored before.
            calls.defaultAction(SIGINT, new Failure("signal handler reset failed"));
            calls.defaultAction(SIGTERM, new Failure("signal handler reset failed"));
        }
        calls.sigprocmask(ForkSteps.SIG_SETMASK, saved, Arg.NULL, new Failure("sigprocmask restore failed"));
        if (bound != null) {
            forks.await(bound);
        }
        if (options.killChild() != 0) {
            forks.dieWith(parent, options.killChild());
        }
    }

    private Signals blocked() {
        return options.init() ? Signals.TELLING : options.forwardSignals() ? Signals.INT_TERM_CHLD : Signals.INT_TERM;
    }

    /**
     * Where nothing is left to do here until the child has called exec, this process sleeps until then and lends it its
     * memory, as vfork(2) does, which takes less time than to copy it. A new time namespace is entered by a fork alone
     * before Linux 6.0.
     */
    private long forkFlags(@Nullable BindSteps binds) {
        boolean busy = binds != null || options.init() || options.forwardSignals();
        return busy || options.isNew(UnshareOptions.CLONE_NEWTIME) ? 0 : Clone.CLONE_VM | Clone.CLONE_VFORK;
    }

    /** The command goes on in a child; this process reaps, passes signals on, and ends as the command does. */
    private void init() {
        Slot main = builder.slot("main");
        Label child = builder.label("command");
        Arg saved = new Arg.Described(builder.buffer(Long.BYTES).address(), "old");
        if (!options.isNew(UnshareOptions.CLONE_NEWPID)) {
            // Orphans come to PID 1 by themselves, to any other process when it asks for them.
            calls.prctl(
                    new Arg.Symbol(Prctl.PR_SET_CHILD_SUBREAPER, "PR_SET_CHILD_SUBREAPER"),
                    new Arg.Number(1),
                    new Failure("cannot become a subreaper"));
        }
        calls.sigprocmask(
                ForkSteps.SIG_SETMASK,
                new Arg.Described(InitProgram.allSignals(builder).address(), "~[]"),
                saved,
                new Failure("sigprocmask block failed"));
        builder.add(new Step.Fork(main, 0, child, new Failure("fork failed", Remedies.forking(false))));
        InitProgram.append(builder, main);
        builder.bind(child);
        calls.sigprocmask(ForkSteps.SIG_SETMASK, saved, Arg.NULL, new Failure("sigprocmask restore failed"));
        if (options.killChild() != 0 && !options.isNew(UnshareOptions.CLONE_NEWPID)) {
            ForkSteps.parentDeathSignal(calls, SIGKILL);
        }
    }
}
