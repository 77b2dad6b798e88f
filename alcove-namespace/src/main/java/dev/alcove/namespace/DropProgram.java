package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Open;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code alcove ns delete} and {@code alcove ns prune} do, as a launch program. A set first loses its name, by a rename
 * into {@code work}, and is gone with that; then it is taken apart. Whoever is killed meanwhile leaves the rest to prune.
 */
public final class DropProgram {
    private static final Arg CWD = new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD");
    private static final int ENOENT = 2;
    private static final int STDOUT = 1;

    private final Caller caller;
    private final String action;
    private final String unique;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final StoreSteps steps;
    private final EventSteps events;
    private final RemoveSteps remove;
    private final Slot result;
    private final Slot fd;
    private final Slot failed;
    private final List<String> doomed = new ArrayList<>();

    private DropProgram(NamespaceStore store, Caller caller, String action, String messages) {
        this.caller = caller;
        this.action = action;
        unique = NamespaceStore.WORK + "/" + Long.toHexString(System.nanoTime()) + "-" + caller.pid() + "-";
        builder = new ProgramBuilder(messages);
        calls = new Calls(builder);
        steps = new StoreSteps(store, builder, calls);
        events = new EventSteps(builder, calls);
        remove = new RemoveSteps(store, builder, calls, steps, new HolderSteps(builder, calls));
        result = builder.slot("renamed");
        fd = builder.slot("found");
        failed = builder.slot("failed");
    }

    /**
     * The program that deletes sets. Their holders are killed, and with a holder that is the init of a PID namespace
     * everything in that.
     *
     * @param sets what {@link NamespaceStore#find} gave
     * @param caller the process that is to become the program
     * @param messages what its messages start with
     * @throws IllegalArgumentException if one was made where PIDs mean something else
     */
    public static Program delete(NamespaceStore store, List<KeptNamespaces> sets, Caller caller, String messages) {
        DropProgram program = new DropProgram(store, caller, "delete", messages);
        for (KeptNamespaces set : sets) {
            if (set.state() == KeptNamespaces.State.ELSEWHERE) {
                throw new IllegalArgumentException("'" + set.name()
                        + "' was made in another PID or time namespace, and only there its holder can be ended");
            }
        }
        return program.deleteAll(sets);
    }

    /**
     * The program that removes sets that are of no use any more ({@link KeptNamespaces#isStale}), and what is left of an
     * {@code add} or {@code delete} that was killed. It looks again whether they are still those that were found.
     */
    public static Program prune(NamespaceStore store, Caller caller, String messages) throws IOException {
        List<KeptNamespaces> stale = new ArrayList<>();
        for (KeptNamespaces set : store.list()) {
            if (set.isStale()) {
                stale.add(set);
            }
        }
        return new DropProgram(store, caller, "prune", messages).pruneAll(stale, store.names(NamespaceStore.WORK));
    }

    private Program deleteAll(List<KeptNamespaces> sets) {
        Label absent = builder.label("no store");
        Label entered = builder.label("store locked");
        steps.enterAndLock(absent);
        builder.jump(entered).bind(absent).exit(1).bind(entered);
        steps.makeWork();
        Label taken = builder.label("names taken");
        Step.@Nullable Call rename = null;
        builder.set(failed, Operand.of(0));
        for (KeptNamespaces set : sets) {
            Arg[] arguments = rename(NamespaceStore.SETS + "/" + set.name());
            rename = new Step.Call(Syscall.RENAMEAT2, List.of(arguments), result, null);
            builder.add(rename).compute(failed, Operand.of(0), SUBTRACT, result).jumpIf(result, LESS, 0, taken);
            log(set);
        }
        builder.bind(taken);
        takeApart();
        if (rename != null) {
            Label succeeded = builder.label("deleted");
            String what = sets.size() == 1 ? "cannot delete '" + sets.get(0).name() + "'" : "cannot delete all of them";
            builder.jumpIf(failed, EQUAL, 0, succeeded)
                    .add(new Step.Fail(
                            failed,
                            new Failure(what, List.of(Remedy.on(ENOENT, "somebody else has deleted it just now"))),
                            rename))
                    .bind(succeeded);
        }
        builder.exit(0);
        return builder.build();
    }

    private Program pruneAll(List<KeptNamespaces> stale, List<String> work) {
        Label absent = builder.label("no store");
        Label entered = builder.label("store locked");
        steps.enterAndLock(absent);
        builder.jump(entered).bind(absent).exit(0).bind(entered);
        steps.makeWork();
        for (KeptNamespaces set : stale) {
            Label kept = builder.label("kept");
            jumpUnlessSame(set, kept);
            builder.attempt(result, Syscall.RENAMEAT2, rename(NamespaceStore.SETS + "/" + set.name()))
                    .jumpIf(result, LESS, 0, kept);
            log(set);
            say("pruned " + StoreEvent.escape(set.name()) + "\n");
            builder.bind(kept);
        }
        for (String left : work) {
            takeUnlessHeld(NamespaceStore.WORK + "/" + left);
        }
        takeApart();
        builder.exit(0);
        return builder.build();
    }

    /** The arguments of a rename to the next name that nobody else has. */
    private Arg[] rename(String from) {
        String to = unique + doomed.size();
        doomed.add(to);
        return new Arg[] {CWD, calls.text(from), CWD, calls.text(to), new Arg.Number(0)};
    }

    private void log(KeptNamespaces set) {
        StoreEvent event = StoreEvent.now(caller, action, set.name(), set.typeNames());
        events.log(event);
        events.tell(event);
    }

    private void say(String line) {
        builder.attempt(Syscall.WRITE, new Arg.Number(STDOUT), calls.text(line), new Arg.Number(line.length()));
    }

    /** Goes on if the set of this name is still the one that was found, which cannot come to life again. */
    private void jumpUnlessSame(KeptNamespaces set, Label otherwise) {
        byte[] maker = set.maker().getBytes(StandardCharsets.ISO_8859_1);
        Data found = builder.buffer(maker.length + 1);
        Arg buffer = new Arg.Described(found.address(), "maker");
        String file = NamespaceStore.SETS + "/" + set.name() + "/" + KeptNamespaces.MAKER;
        calls.tryOpen(fd, calls.text(file), Open.O_RDONLY | Open.O_CLOEXEC | Open.noFollow(Arch.HOST));
        builder.jumpIf(fd, LESS, 0, otherwise)
                .attempt(result, Syscall.READ, new Arg.Value(fd), buffer, new Arg.Number(maker.length + 1));
        calls.close(fd);
        builder.jumpIf(result, NOT_EQUAL, maker.length, otherwise);
        for (int i = 0; i < maker.length; i++) {
            builder.load(result, found.at(i), Step.Width.BYTE).jumpIf(result, NOT_EQUAL, maker[i], otherwise);
        }
    }

    /** Takes a directory that nobody has locked: whoever locked it to work in it has ended. */
    private void takeUnlessHeld(String path) {
        Label held = builder.label("somebody works there");
        calls.tryOpen(
                fd,
                calls.text(path),
                Open.O_RDONLY | Open.directory(Arch.HOST) | Open.noFollow(Arch.HOST) | Open.O_CLOEXEC);
        builder.jumpIf(fd, LESS, 0, held).attempt(result, Syscall.FLOCK, new Arg.Value(fd), StoreSteps.TRY_LOCK);
        calls.close(fd);
        builder.jumpIf(result, LESS, 0, held).attempt(Syscall.RENAMEAT2, rename(path));
        say("removed what was left of an add or delete that did not end\n");
        builder.bind(held);
    }

    /** Takes apart what has lost its name, whatever of it that is, and tidies up. */
    private void takeApart() {
        steps.unlock();
        if (!doomed.isEmpty()) {
            remove.removeEach(doomed);
        }
        steps.lockAgain();
        steps.tidyAndUnlock();
    }
}
