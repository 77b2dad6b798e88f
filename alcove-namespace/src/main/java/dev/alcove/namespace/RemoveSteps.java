package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.MULTIPLY;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps that take a set of namespaces apart which has no name any more, whatever there is of it: it may be half made, or
 * somebody who died may have begun with it. So none of them may fail.
 */
final class RemoveSteps {
    private static final Arg CWD = new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD");

    private final NamespaceStore store;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final StoreSteps steps;
    private final HolderSteps holder;
    private final Slot result;

    RemoveSteps(NamespaceStore store, ProgramBuilder builder, Calls calls, StoreSteps steps, HolderSteps holder) {
        this.store = store;
        this.builder = builder;
        this.calls = calls;
        this.steps = steps;
        this.holder = holder;
        result = builder.slot("removed");
    }

    /**
     * Removes a directory below that of the store, which is the working directory.
     *
     * <p>A namespace is freed although other mount namespaces have copies of the mount: to remove a file detaches what is
     * mounted on it everywhere.
     */
    void remove(Arg directory) {
        Label gone = builder.label("nothing to remove");
        builder.attempt(result, Syscall.CHDIR, directory).jumpIf(result, LESS, 0, gone);
        for (NamespaceType type : NamespaceType.values()) {
            if (store.binds()) {
                steps.unmount(type.procName());
            }
            unlink(type.procName());
        }
        holder.kill();
        unlink(HolderSteps.FILE);
        unlink(KeptNamespaces.MAKER);
        steps.changeDirectory();
        builder.attempt(Syscall.UNLINKAT, CWD, directory, new Arg.Flags(At.AT_REMOVEDIR, Arg.Family.AT))
                .bind(gone);
    }

    /** Removes several, one after the other. */
    void removeEach(List<String> directories) {
        Slot index = builder.slot("index");
        Slot path = builder.slot("directory");
        Label next = builder.label("next directory");
        List<Data> choices = new ArrayList<>(directories.size());
        @Nullable Data[] targets = new Data[directories.size()];
        for (int i = 0; i < targets.length; i++) {
            Data choice = builder.string(directories.get(i));
            choices.add(choice);
            targets[i] = choice;
        }
        Data table = builder.pointers(targets);
        builder.set(index, Operand.of(0))
                .bind(next)
                .compute(path, index, MULTIPLY, Long.BYTES)
                .compute(path, path, ADD, table.address())
                .load(path, path, Step.Width.LONG);
        remove(new Arg.Choice(path, choices));
        builder.compute(index, index, ADD, 1).jumpIf(index, LESS, targets.length, next);
    }

    private void unlink(String name) {
        builder.attempt(Syscall.UNLINKAT, CWD, calls.text(name), new Arg.Number(0));
    }
}
