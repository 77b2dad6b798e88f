package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.InitProgram;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Mount;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.Remedies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code alcove ns add} does, as a launch program: new namespaces that are kept under a name.
 *
 * <p>Three processes do it, and a fourth remains where one is needed. The <em>keeper</em> stays outside: it prepares a
 * directory in {@code work}, binds the namespaces there, writes down who holds them, and gives the directory its name, by
 * which in one moment the set is there. The <em>maker</em> makes the namespaces. The <em>holder</em>, a child of the maker,
 * holds a PID namespace as its init, and everything of an ordinary user. The first process waits for them and undoes
 * everything if the keeper did not come to its end.
 *
 * <p>Each waits for another on a pipe, and ends when the other has ended. The keeper holds a lock on its directory: a
 * directory in {@code work} that nobody has locked is what a crash left behind.
 */
public final class KeepProgram {
    private static final Arg CWD = new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD");
    private static final Arg SIGCHLD = new Arg.Symbol(17, "SIGCHLD");
    private static final Arg SIGPIPE = new Arg.Symbol(13, "SIGPIPE");
    private static final int RENAME_NOREPLACE = 1;
    private static final int EEXIST = 17;
    private static final List<Remedy> EXISTS = List.of(Remedy.on(
            EEXIST,
            "there are namespaces of that name: choose another one, see what they are with 'alcove ns show', or end"
                    + " them with 'alcove ns delete'"));

    private final NamespaceStore store;
    private final String name;
    private final UnshareOptions options;
    private final Caller caller;
    private final String maker;
    private final String work;
    private final boolean held;
    private final StoreEvent event;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final ForkSteps forks;
    private final IdMapSteps maps;
    private final ExecSteps exec;
    private final ForkedSelf self;
    private final StoreSteps steps;
    private final HolderSteps holder;
    private final EventSteps events;

    private KeepProgram(
            NamespaceStore store, String name, UnshareOptions options, Caller caller, String messages, String maker) {
        this.store = store;
        this.name = name;
        this.options = options;
        this.caller = caller;
        this.maker = maker;
        work = NamespaceStore.WORK + "/" + Long.toHexString(System.nanoTime()) + "-" + caller.pid();
        held = needsHolder(store, options);
        event = StoreEvent.now(caller, "add", name, KeptNamespaces.names(options.namespaces()));
        builder = new ProgramBuilder(messages);
        calls = new Calls(builder);
        forks = new ForkSteps(builder, calls);
        maps = new IdMapSteps(builder, calls);
        exec = new ExecSteps(builder, calls);
        self = new ForkedSelf(builder, calls, exec, caller);
        steps = new StoreSteps(store, builder, calls);
        holder = new HolderSteps(builder, calls);
        events = new EventSteps(builder, calls);
    }

    /**
     * The program.
     *
     * @param name of the set, each char a byte
     * @param options which namespaces, and how they are set up: maps, owner, setgroups, host name, clocks
     * @param caller the process that is to become the program
     * @param messages what its messages start with
     * @throws IllegalArgumentException if the name cannot be one, or no namespace is asked for
     */
    public static Program of(
            NamespaceStore store, String name, UnshareOptions options, Caller caller, String messages) {
        NamespaceStore.checkName(name);
        if (options.namespaces() == 0) {
            throw new IllegalArgumentException("nothing to keep: no type of namespace given, such as --net");
        }
        return new KeepProgram(store, name, options, caller, messages, KeptNamespaces.makerHere(options.namespaces()))
                .build();
    }

    /** Whether a process has to stay: for a PID namespace, and where namespaces cannot be bound to files. */
    static boolean needsHolder(NamespaceStore store, UnshareOptions options) {
        return !store.binds() || options.isNew(UnshareOptions.CLONE_NEWPID);
    }

    private Program build() {
        Slot keeper = builder.slot("keeper");
        Slot making = builder.slot("maker");
        Label inKeeper = builder.label("keeper");
        Label inMaker = builder.label("maker");
        Arg saved = new Arg.Described(builder.buffer(Long.BYTES).address(), "old");
        calls.defaultAction(SIGCHLD, new Failure("signal handler reset failed"));
        self.begin();
        refuseExisting();
        // Who is interrupted here would leave to prune what it can undo itself; the others are interrupted.
        Arg all = new Arg.Described(InitProgram.allSignals(builder).address(), "~[]");
        calls.sigprocmask(ForkSteps.SIG_SETMASK, all, saved, new Failure("sigprocmask block failed"));
        ForkSteps.Gate prepared = forks.gate("prepared");
        ForkSteps.Gate made = forks.gate("made");
        ForkSteps.Gate kept = forks.gate("kept");
        Failure noFork = new Failure("fork failed", Remedies.forking(false));
        // The maker first: without a keeper it ends, and nothing has been made.
        builder.add(new Step.Fork(making, 0, inMaker, noFork)).add(new Step.Fork(keeper, 0, inKeeper, noFork));
        close(prepared.read(), prepared.write(), made.write(), kept.read(), kept.write());
        awaitBoth(keeper, making, made);
        builder.bind(inKeeper);
        restoreSignals(saved);
        close(prepared.read(), made.write(), kept.read());
        keep(prepared, made, kept);
        builder.bind(inMaker);
        restoreSignals(saved);
        close(kept.write(), made.read());
        forks.await(prepared);
        make(made, kept);
        return builder.build();
    }

    private void close(Slot... descriptors) {
        for (Slot descriptor : descriptors) {
            calls.close(descriptor);
        }
    }

    private void restoreSignals(Arg saved) {
        calls.sigprocmask(ForkSteps.SIG_SETMASK, saved, Arg.NULL, new Failure("sigprocmask restore failed"));
    }

    /** Before anything is made; when the set gets its name, the kernel asks again. */
    private void refuseExisting() {
        Slot found = builder.slot("found");
        Label free = builder.label("name is free");
        Step.Call call = new Step.Call(
                Syscall.FACCESSAT, List.of(CWD, calls.text(store.path(name)), new Arg.Symbol(0, "F_OK")), found, null);
        builder.add(call)
                .jumpIf(found, LESS, 0, free)
                .set(found, Operand.of(EEXIST))
                .add(new Step.Fail(found, adding(), call))
                .bind(free);
    }

    private Failure adding() {
        return new Failure("cannot add '" + name + "'", EXISTS);
    }

    private void awaitBoth(Slot keeper, Slot making, ForkSteps.Gate made) {
        Slot failed = builder.slot("maker failed");
        Slot done = builder.slot("keeper failed");
        Label undo = builder.label("undo");
        Label keeperFailed = builder.label("the keeper failed");
        Failure failure = new Failure("waitpid failed");
        builder.add(new Step.Wait(making, failed, failure))
                .add(new Step.Wait(keeper, done, failure))
                .jumpIf(done, NOT_EQUAL, 0, undo)
                .exit(0)
                .bind(undo);
        awaitEndOfAll(made);
        undo();
        builder.set(forks.status(), failed)
                .jumpIf(failed, NOT_EQUAL, 0, keeperFailed)
                .set(forks.status(), done)
                .bind(keeperFailed);
        forks.endLikeAwaited(builder.label("never"));
    }

    /** The maker and the holder have a pipe open for as long as they live. */
    private void awaitEndOfAll(ForkSteps.Gate made) {
        Label next = builder.label("until all have ended");
        Slot got = builder.slot("got");
        Arg buffer = new Arg.Described(builder.buffer(Long.BYTES).address(), "buffer");
        builder.bind(next)
                .attempt(got, Syscall.READ, new Arg.Value(made.read()), buffer, new Arg.Number(Long.BYTES))
                .jumpIf(got, Step.Comparison.GREATER_OR_EQUAL, 1, next);
    }

    private void undo() {
        Label absent = builder.label("no store");
        steps.enterAndLock(absent, absent);
        new RemoveSteps(store, builder, calls, steps, holder).remove(calls.text(work));
        steps.tidyAndUnlock();
        builder.bind(absent);
    }

    private void keep(ForkSteps.Gate prepared, ForkSteps.Gate made, ForkSteps.Gate kept) {
        calls.ignore(SIGPIPE, new Failure("cannot ignore SIGPIPE")); // the others may die before it writes to them
        prepare();
        forks.open(prepared);
        holder.hearPid(made.read());
        if (store.binds()) {
            bind();
        }
        if (held) {
            holder.write(work + "/" + HolderSteps.FILE);
        }
        steps.lockAgain();
        builder.call(
                adding(),
                Syscall.RENAMEAT2,
                CWD,
                calls.text(work),
                CWD,
                calls.text(NamespaceStore.SETS + "/" + name),
                new Arg.Symbol(RENAME_NOREPLACE, "RENAME_NOREPLACE"));
        builder.attempt(
                Syscall.WRITE, new Arg.Value(kept.write()), calls.text("x"), new Arg.Number(1)); // it may have died
        events.log(event);
        steps.unlock();
        events.tell(event);
        builder.exit(0);
    }

    /** Makes the directory, with a file for each namespace that is to be bound, which prune leaves alone as long as this process lives. */
    private void prepare() {
        Failure failure = new Failure("cannot make " + store.directory() + "/" + work);
        Slot fd = builder.slot("work");
        steps.makeAndLock();
        builder.call(failure, Syscall.MKDIRAT, CWD, calls.text(work), new Arg.Symbol(0_755, "0755"));
        steps.holdWork(fd, work);
        steps.unlock();
        Slot file = builder.slot("new file");
        calls.createNew(file, work + "/" + KeptNamespaces.MAKER, 0_644, failure);
        calls.write(file, maker, failure);
        calls.close(file);
        for (NamespaceType type : NamespaceType.values()) {
            if (store.binds() && options.isNew((int) type.cloneFlag())) {
                calls.createNew(file, work + "/" + type.procName(), 0_444, failure);
                calls.close(file);
            }
        }
    }

    private void bind() {
        holder.enterNamespaces();
        for (NamespaceType type : NamespaceType.values()) {
            if (options.isNew((int) type.cloneFlag())) {
                calls.mount(
                        calls.text(type.procNameForChildren()),
                        store.directory() + "/" + work + "/" + type.procName(),
                        Arg.NULL,
                        Mount.MS_BIND,
                        Arg.NULL,
                        new Failure("cannot bind the " + type.procName() + " namespace", Remedies.binding(type)));
            }
        }
        steps.changeDirectory();
    }

    /** In the maker, as {@link UnshareProgram} does it. */
    private void make(ForkSteps.Gate made, ForkSteps.Gate kept) {
        List<IdRange> uidMap = options.uidMap(caller.euid());
        List<IdRange> gidMap = options.gidMap(caller.egid());
        self.beginChild();
        @Nullable MapHelperSteps mapHelper = null;
        if (!uidMap.isEmpty() || !gidMap.isEmpty()) {
            mapHelper = new MapHelperSteps(self, builder, calls, forks, exec, maps, uidMap, gidMap);
            mapHelper.start();
        }
        InsideSteps.becomeOwner(options, calls);
        unshare();
        if (mapHelper != null) {
            mapHelper.complete();
        }
        ClockSteps.append(options, calls, maps);
        if (held) {
            forkHolder();
        }
        new InsideSteps(options, self, builder, calls, maps)
                .append(
                        uidMap.isEmpty() && options.mapUser().isPresent(),
                        gidMap.isEmpty() && options.mapGroup().isPresent());
        holder.tellPid(made.write());
        forks.await(kept);
        if (held) {
            holder.hold(options.isNew(UnshareOptions.CLONE_NEWPID));
        } else {
            builder.exit(0);
        }
    }

    private void unshare() {
        Failure failure = new Failure("unshare failed", Remedies.creating(options.namespaces()));
        if (store.binds() && options.isNew(UnshareOptions.CLONE_NEWNS)) {
            new MountNamespaceSteps(builder, calls).unshare(options.namespaces(), failure);
        } else {
            calls.unshare(options.namespaces(), failure);
        }
    }

    private void forkHolder() {
        Slot child = builder.slot("holder process");
        Label inHolder = builder.label("holder");
        builder.add(new Step.Fork(child, 0, inHolder, new Failure("fork failed", Remedies.forking(true))))
                .exit(0)
                .bind(inHolder);
        holder.detach();
    }
}
