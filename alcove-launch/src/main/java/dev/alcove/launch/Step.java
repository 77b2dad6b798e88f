package dev.alcove.launch;

import dev.alcove.linux.Syscall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a launch program. There is nothing between two steps: what is not a step does not happen. */
public sealed interface Step {
    /**
     * A system call.
     *
     * @param result the slot that keeps what the call returned; null where nobody asks
     * @param failure what its failure means; null where the program goes on and looks at the result, which is then the
     *     negated errno
     */
    record Call(
            Syscall syscall,
            List<Arg> arguments,
            @Nullable Slot result,
            @Nullable Failure failure) implements Step {
        public Call {
            arguments = List.copyOf(arguments);
            if (arguments.size() > 6) {
                throw new InvalidProgramException(syscall.callName() + " has more than six arguments");
            }
        }
    }

    /** A place to jump to. */
    record Bind(Label label) implements Step {}

    /** Goes on at {@code target}, always or, with a test, when that holds. */
    record Jump(Label target, @Nullable Test test) implements Step {}

    /** {@code left} compared with {@code right}, as signed numbers. */
    record Test(Slot left, Comparison comparison, Operand right) {}

    /** How a {@link Test} compares. */
    enum Comparison {
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        GREATER_OR_EQUAL(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /**
     * Makes a child process with {@code clone(2)}, which goes on at {@code child}; the parent goes on with the next
     * step.
     *
     * @param pid gets the child's PID in the parent, 0 in the child
     * @param flags flags of clone besides {@code SIGCHLD}: {@code CLONE_NEW*} but for {@code CLONE_NEWTIME}, {@code
     *     CLONE_FS}, {@code CLONE_FILES}, {@code CLONE_PARENT}, {@code CLONE_VFORK}, and with that {@code CLONE_VM}: the
     *     parent sleeps until the child calls exec
     */
    record Fork(Slot pid, long flags, Label child, Failure failure) implements Step {}

    /**
     * Waits for the child with this PID, however often a signal interrupts it; {@code status}, which is another slot,
     * gets what wait4 stored.
     */
    record Wait(Slot pid, Slot status, Failure failure) implements Step {}

    /** Ends the process. */
    record Exit(Operand status) implements Step {}

    /**
     * Ends the process, or the launch, because of a call that failed earlier.
     *
     * @param errno holds that call's errno, positive
     * @param call which call it was, for the report
     */
    record Fail(Slot errno, Failure failure, Call call) implements Step {}

    /** {@code target = left operator right}. */
    record Compute(Slot target, Operand left, Operator operator, Operand right) implements Step {}

    /** What a {@link Compute} does: on 64 bits, unsigned, wrapping around; a shift by less than 64. */
    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        AND("&"),
        MULTIPLY("*"),
        SHIFT_LEFT("<<"),
        SHIFT_RIGHT(">>");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** {@code target} gets what memory holds at {@code address}. */
    record Load(Slot target, Operand address, Width width) implements Step {}

    /** Memory at {@code address} gets the low bytes of {@code value}. */
    record Store(Operand address, Operand value, Width width) implements Step {}

    /** How much a {@link Load} or a {@link Store} moves: an unsigned byte, a signed int, a long. */
    enum Width {
        BYTE,
        INT,
        LONG
    }
}
