package dev.alcove.launch;

import dev.alcove.launch.Assembler.Register;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lowers a program's steps to instruction forms, each by itself: nothing is kept in a register from step to step. */
final class Emitter {
    private static final int SIGCHLD = 17;
    private static final int EINTR = 4;

    private final Program program;
    private final Layout layout;
    private final Arch arch;
    private final Assembler assembler;
    private final int[] labels;
    private final int onFailure;

    /** Where each failure's number is put into {@link Program#FAILED}; out of the way of what succeeds. */
    private final List<FailureStub> stubs = new ArrayList<>();

    private record FailureStub(
            int label, int number, @Nullable Slot errno) {}

    /**
     * @param onFailure where the program goes on when a failure ended it; null to exit with status 127
     */
    Emitter(Program program, Layout layout, Arch arch, Assembler assembler, @Nullable Label onFailure) {
        this.program = program;
        this.layout = layout;
        this.arch = arch;
        this.assembler = assembler;
        this.labels = new int[program.labels().size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = assembler.newLabel();
        }
        this.onFailure = onFailure == null ? assembler.newLabel() : labels[onFailure.index()];
        emitSteps();
        emitFailures(onFailure == null);
    }

    private void emitSteps() {
        List<Step> steps = program.rawSteps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step instanceof Step.Call call) {
                emitCall(call);
            } else if (step instanceof Step.Bind bind) {
                assembler.bind(labels[bind.label().index()]);
            } else if (step instanceof Step.Jump jump) {
                emitJump(jump);
            } else if (step instanceof Step.Fork fork) {
                emitFork(fork);
            } else if (step instanceof Step.Wait wait) {
                emitWait(wait);
            } else if (step instanceof Step.Exit exit) {
                load(Register.A0, exit.status());
                systemCall(Syscall.EXIT_GROUP);
            } else if (step instanceof Step.Fail fail) {
                assembler.jump(stub(fail.errno()));
            } else if (step instanceof Step.Compute compute) {
                load(Register.LEFT, compute.left());
                load(Register.RIGHT, compute.right());
                assembler.compute(compute.operator());
                assembler.storeSlot(compute.target().offset(), Register.LEFT);
            } else if (step instanceof Step.Load load) {
                load(Register.LEFT, load.address());
                assembler.load(Register.LEFT, Register.LEFT, load.width());
                assembler.storeSlot(load.target().offset(), Register.LEFT);
            } else if (step instanceof Step.Store store) {
                load(Register.LEFT, store.address());
                load(Register.RIGHT, store.value());
                assembler.store(Register.LEFT, Register.RIGHT, store.width());
            }
        }
    }

    private void emitCall(Step.Call call) {
        List<Arg> arguments = call.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            load(Assembler.ARGUMENTS[i], arguments.get(i).operand());
        }
        systemCall(call.syscall());
        Slot result = call.result();
        if (result != null) {
            assembler.storeSlot(result.offset(), Register.RESULT);
        }
        if (call.failure() != null) {
            assembler.jumpIfFailed(stub(null));
        }
    }

    private void emitJump(Step.Jump jump) {
        int target = labels[jump.target().index()];
        Step.Test test = jump.test();
        if (test == null) {
            assembler.jump(target);
            return;
        }
        load(Register.LEFT, test.left());
        load(Register.RIGHT, test.right());
        assembler.jumpIf(test.comparison(), target);
    }

    private void emitFork(Step.Fork fork) {
        assembler.constant(Register.A0, fork.flags() | SIGCHLD);
        for (int i = 1; i < 5; i++) {
            assembler.constant(Assembler.ARGUMENTS[i], 0);
        }
        systemCall(Syscall.CLONE);
        assembler.storeSlot(fork.pid().offset(), Register.RESULT);
        assembler.jumpIfZero(labels[fork.child().index()]);
        assembler.jumpIfFailed(stub(null));
    }

    private void emitWait(Step.Wait wait) {
        int again = assembler.newLabel();
        int done = assembler.newLabel();
        assembler.bind(again);
        assembler.constant(Register.LEFT, 0);
        assembler.storeSlot(wait.status().offset(), Register.LEFT); // the kernel writes only half of the slot
        assembler.loadSlot(Register.A0, wait.pid().offset());
        assembler.address(Register.A1, wait.status().offset());
        assembler.constant(Register.A2, 0);
        assembler.constant(Register.A3, 0);
        systemCall(Syscall.WAIT4);
        int failed = stub(Program.ERRNO);
        int maybeAgain = assembler.newLabel();
        assembler.jumpIfFailed(maybeAgain);
        assembler.jump(done);
        assembler.bind(maybeAgain);
        assembler.negateResult();
        assembler.constant(Register.RIGHT, EINTR);
        assembler.jumpIf(Step.Comparison.EQUAL, again);
        assembler.storeSlot(Program.ERRNO.offset(), Register.LEFT);
        assembler.jump(failed);
        assembler.bind(done);
    }

    /** A new stub for the failure of the step that is being emitted; the numbers follow the order of the steps. */
    private int stub(@Nullable Slot errno) {
        int label = assembler.newLabel();
        stubs.add(new FailureStub(label, stubs.size() + 1, errno));
        return label;
    }

    private void emitFailures(boolean exit) {
        for (int i = 0; i < stubs.size(); i++) {
            FailureStub stub = stubs.get(i);
            assembler.bind(stub.label());
            Slot errno = stub.errno();
            if (errno == null) {
                assembler.negateResult();
            } else {
                assembler.loadSlot(Register.LEFT, errno.offset());
            }
            assembler.storeSlot(Program.ERRNO.offset(), Register.LEFT);
            assembler.constant(Register.LEFT, stub.number());
            assembler.storeSlot(Program.FAILED.offset(), Register.LEFT);
            assembler.jump(onFailure);
        }
        if (exit) {
            assembler.bind(onFailure);
            assembler.constant(Register.A0, 127);
            systemCall(Syscall.EXIT_GROUP);
        }
    }

    private void systemCall(Syscall syscall) {
        assembler.constant(Register.NUMBER, syscall.number(arch));
        assembler.systemCall();
    }

    private void load(Register target, Operand operand) {
        if (operand instanceof Operand.Constant constant) {
            assembler.constant(target, constant.value());
        } else if (operand instanceof Slot slot) {
            assembler.loadSlot(target, slot.offset());
        } else if (operand instanceof Operand.Pointer pointer) {
            assembler.address(target, layout.offset(pointer.data()) + pointer.offset());
        } else if (operand instanceof Operand.SlotAddress address) {
            assembler.address(target, address.slot().offset());
        }
    }
}
