package dev.alcove.launch;

import dev.alcove.linux.raw.Clone;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a program that could not run: follows every path through it with the set of slots that have been written on
 * all ways to a step. A set of slots is the bits of a long.
 */
final class Validator {
    /** The set that no step can have: there are fewer slots than bits. */
    private static final long UNREACHED = -1;

    /**
     * What a fork may ask of clone. All else needs arguments that a fork does not have, or would make a thread of the
     * child, or is read as part of the exit signal.
     */
    private static final long FORK_FLAGS = Clone.CLONE_VM
            | Clone.CLONE_VFORK
            | Clone.CLONE_FS
            | Clone.CLONE_FILES
            | Clone.CLONE_PARENT
            | Clone.CLONE_NEWNS
            | Clone.CLONE_NEWCGROUP
            | Clone.CLONE_NEWUTS
            | Clone.CLONE_NEWIPC
            | Clone.CLONE_NEWUSER
            | Clone.CLONE_NEWPID
            | Clone.CLONE_NEWNET;

    private final Program program;
    private final Step[] steps;
    private final int[] labels;

    /** What has been written when a step starts, on every path that leads there. */
    private final long[] written;

    /** The steps to follow, each once. */
    private final int[] pending;

    private final boolean[] isPending;
    private int pendingCount;

    Validator(Program program) {
        this.program = program;
        this.steps = program.rawSteps().toArray(new Step[0]);
        this.labels = new int[program.labels().size()];
        this.written = new long[steps.length];
        this.pending = new int[steps.length];
        this.isPending = new boolean[steps.length];
    }

    void validate() {
        checkPointers();
        locateLabels();
        Arrays.fill(written, UNREACHED);
        reach(-1, 0, 0b111); // the reserved slots always hold something
        while (pendingCount > 0) {
            int next = pending[--pendingCount];
            isPending[next] = false;
            follow(next);
        }
        for (int i = 0; i < steps.length; i++) {
            if (written[i] == UNREACHED && !(steps[i] instanceof Step.Bind)) {
                throw invalid(i, "is never reached");
            }
        }
    }

    private void checkPointers() {
        List<Data> data = program.data();
        for (int i = 0; i < data.size(); i++) {
            @Nullable Data[] targets = data.get(i).pointers();
            for (int t = 0; targets != null && t < targets.length; t++) {
                Data target = targets[t];
                if (target != null && !isOwn(target)) {
                    throw new InvalidProgramException("data block " + i + " points at data of another program");
                }
            }
        }
    }

    private void locateLabels() {
        Arrays.fill(labels, -1);
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] instanceof Step.Bind bind) {
                int label = own(i, bind.label());
                if (labels[label] >= 0) {
                    throw invalid(i, "binds " + bind.label() + " a second time");
                }
                labels[label] = i;
            }
        }
    }

    private void follow(int at) {
        Step step = steps[at];
        long before = written[at];
        if (step instanceof Step.Call call) {
            for (int i = 0; i < call.arguments().size(); i++) {
                readArgument(at, before, call.arguments().get(i));
            }
            // A slot whose address a call gets is one that the call may write.
            reach(at, at + 1, before | bit(at, call.result()) | addressed(call));
        } else if (step instanceof Step.Bind) {
            reach(at, at + 1, before);
        } else if (step instanceof Step.Jump jump) {
            followJump(at, before, jump);
        } else if (step instanceof Step.Fork fork) {
            if ((fork.flags() & ~FORK_FLAGS) != 0) {
                throw invalid(at, "forks with flags that a fork cannot have: " + hex(fork.flags() & ~FORK_FLAGS));
            }
            if ((fork.flags() & (Clone.CLONE_VM | Clone.CLONE_VFORK)) == Clone.CLONE_VM) {
                throw invalid(at, "forks with CLONE_VM but without CLONE_VFORK");
            }
            long after = before | bit(at, fork.pid());
            reach(at, target(at, fork.child()), after);
            reach(at, at + 1, after);
        } else if (step instanceof Step.Wait wait) {
            read(at, before, wait.pid());
            if (wait.pid() == wait.status()) {
                throw invalid(at, "waits for " + wait.pid() + " and puts the status over it");
            }
            reach(at, at + 1, before | bit(at, wait.status()));
        } else if (step instanceof Step.Exit exit) {
            read(at, before, exit.status());
        } else if (step instanceof Step.Fail fail) {
            read(at, before, fail.errno());
        } else {
            followArithmetic(at, before, step);
        }
    }

    private void followJump(int at, long before, Step.Jump jump) {
        Step.Test test = jump.test();
        reach(at, target(at, jump.target()), before);
        if (test != null) {
            read(at, before, test.left());
            read(at, before, test.right());
            reach(at, at + 1, before);
        }
    }

    private void followArithmetic(int at, long before, Step step) {
        if (step instanceof Step.Compute compute) {
            read(at, before, compute.left());
            read(at, before, compute.right());
            checkShift(at, compute);
            reach(at, at + 1, before | bit(at, compute.target()));
        } else if (step instanceof Step.Load load) {
            read(at, before, load.address());
            reach(at, at + 1, before | bit(at, load.target()));
        } else if (step instanceof Step.Store store) {
            read(at, before, store.address());
            read(at, before, store.value());
            reach(at, at + 1, before);
        }
    }

    private static void checkShift(int at, Step.Compute compute) {
        boolean shifts =
                compute.operator() == Step.Operator.SHIFT_LEFT || compute.operator() == Step.Operator.SHIFT_RIGHT;
        if (shifts && compute.right() instanceof Operand.Constant by && (by.value() < 0 || by.value() > 63)) {
            throw invalid(at, "shifts by " + by.value() + ", which is not 0 to 63");
        }
    }

    private void reach(int from, int at, long slots) {
        if (at == steps.length) {
            throw invalid(from, "is the last one, and does not end the process");
        }
        long known = written[at];
        long merged = known == UNREACHED ? slots : known & slots;
        if (merged != known) {
            written[at] = merged;
            if (!isPending[at]) {
                isPending[at] = true;
                pending[pendingCount++] = at;
            }
        }
    }

    private void readArgument(int at, long written, Arg argument) {
        read(at, written, argument.operand());
        // What an explanation shows must be what runs.
        if (argument instanceof Arg.Texts texts) {
            checkOwn(at, texts.elements());
        } else if (argument instanceof Arg.Choice choice) {
            checkOwn(at, choice.choices());
        }
    }

    private void checkOwn(int at, List<Data> shown) {
        for (int i = 0; i < shown.size(); i++) {
            if (!isOwn(shown.get(i))) {
                throw invalid(at, "shows data of another program");
            }
        }
    }

    private void read(int at, long written, Operand operand) {
        if (operand instanceof Slot slot) {
            if ((written & bit(at, slot)) == 0) {
                throw invalid(at, "reads " + slot + ", which may not have been written");
            }
        } else if (operand instanceof Operand.SlotAddress address) {
            bit(at, address.slot());
        } else if (operand instanceof Operand.Pointer pointer) {
            if (!isOwn(pointer.data())) {
                throw invalid(at, "points at data of another program");
            }
        }
    }

    private boolean isOwn(Data data) {
        return data.index() < program.data().size() && program.data().get(data.index()) == data;
    }

    private long addressed(Step.Call call) {
        long slots = 0;
        for (int i = 0; i < call.arguments().size(); i++) {
            if (call.arguments().get(i).operand() instanceof Operand.SlotAddress address) {
                slots |= 1L << address.slot().index();
            }
        }
        return slots;
    }

    private long bit(int at, @Nullable Slot slot) {
        if (slot == null) {
            return 0;
        }
        if (slot.index() >= program.slots().size() || program.slots().get(slot.index()) != slot) {
            throw invalid(at, "uses " + slot + " of another program");
        }
        return 1L << slot.index();
    }

    private int target(int at, Label label) {
        int target = labels[own(at, label)];
        if (target < 0) {
            throw invalid(at, "jumps to " + label + ", which is nowhere bound");
        }
        return target;
    }

    private int own(int at, Label label) {
        if (label.index() >= program.labels().size() || program.labels().get(label.index()) != label) {
            throw invalid(at, "uses the label " + label + " of another program");
        }
        return label.index();
    }

    private static String hex(long flags) {
        return "0x" + Long.toHexString(flags);
    }

    private static InvalidProgramException invalid(int at, String what) {
        return new InvalidProgramException(at < 0 ? "the program has no steps" : "step " + (at + 1) + " " + what);
    }
}
