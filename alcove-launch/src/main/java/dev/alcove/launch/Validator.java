package dev.alcove.launch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a program that could not run: follows every path through it with the set of slots that have been written on
 * all ways to a step. A set of slots is the bits of a long.
 */
final class Validator {
    private static final long UNREACHED = -1;

    private final Program program;
    private final Step[] steps;
    private final int[] labels;

    /** What has been written when a step starts, on every path that leads there. */
    private final long[] written;

    private final int[] pending;
    private int pendingCount;

    Validator(Program program) {
        this.program = program;
        this.steps = program.rawSteps().toArray(new Step[0]);
        this.labels = new int[program.labels().size()];
        this.written = new long[steps.length];
        this.pending = new int[steps.length * (Slot.LIMIT + 1) + 1];
    }

    void validate() {
        locateLabels();
        Arrays.fill(written, UNREACHED);
        reach(-1, 0, 0b111); // the reserved slots always hold something
        while (pendingCount > 0) {
            follow(pending[--pendingCount]);
        }
        for (int i = 0; i < steps.length; i++) {
            if (written[i] == UNREACHED && !(steps[i] instanceof Step.Bind)) {
                throw invalid(i, "is never reached");
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
                read(at, before, call.arguments().get(i).operand());
            }
            // A slot whose address a call gets is one that the call may write.
            reach(at, at + 1, before | bit(at, call.result()) | addressed(call));
        } else if (step instanceof Step.Bind) {
            reach(at, at + 1, before);
        } else if (step instanceof Step.Jump jump) {
            followJump(at, before, jump);
        } else if (step instanceof Step.Fork fork) {
            long after = before | bit(at, fork.pid());
            reach(at, target(at, fork.child()), after);
            reach(at, at + 1, after);
        } else if (step instanceof Step.Wait wait) {
            read(at, before, wait.pid());
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

    private void reach(int from, int at, long slots) {
        if (at == steps.length) {
            throw invalid(from, "is the last one, and does not end the process");
        }
        long known = written[at];
        long merged = known == UNREACHED ? slots : known & slots;
        if (merged != known) {
            written[at] = merged;
            pending[pendingCount++] = at;
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
            Data data = pointer.data();
            if (data.index() >= program.data().size() || program.data().get(data.index()) != data) {
                throw invalid(at, "points at data of another program");
            }
        }
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

    private static InvalidProgramException invalid(int at, String what) {
        return new InvalidProgramException(at < 0 ? "the program has no steps" : "step " + (at + 1) + " " + what);
    }
}
