package dev.alcove.namespace.steps;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.AND;
import static dev.alcove.launch.Step.Operator.SHIFT_RIGHT;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.CapData;
import dev.alcove.linux.raw.Prctl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Steps that make the process's capabilities ambient, so that a command that is not root's keeps them: Linux 4.3. */
public final class CapabilitySteps {
    private static final int CAPABILITIES = 64;
    private static final int HIGH = CapData.BLOCK_SIZE;

    private final ProgramBuilder builder;

    public CapabilitySteps(ProgramBuilder builder) {
        this.builder = builder;
    }

    /**
     * All that are permitted become inheritable too, and then all that are effective become ambient.
     *
     * @param effective whether all that are permitted become effective first; after a change of user ids none is
     */
    public void permittedToAmbient(boolean effective) {
        Data header = builder.bytes(ByteBuffer.allocate(CapData.HEADER_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CapData.VERSION, CapData._LINUX_CAPABILITY_VERSION_3)
                .array());
        Data sets = builder.buffer(CapData.DATA_SIZE);
        Arg headerArg = new Arg.Described(header.address(), "{version=_LINUX_CAPABILITY_VERSION_3, pid=0}");
        builder.call(
                new Failure("capget failed"), Syscall.CAPGET, headerArg, new Arg.Described(sets.address(), "caps"));
        Slot half = builder.slot("capabilities");
        for (int block = 0; block <= HIGH; block += HIGH) {
            builder.load(half, sets.at(block + CapData.PERMITTED), Step.Width.INT)
                    .store(sets.at(block + CapData.INHERITABLE), half, Step.Width.INT);
            if (effective) {
                builder.store(sets.at(block + CapData.EFFECTIVE), half, Step.Width.INT);
            }
        }
        builder.call(
                new Failure("capset failed"),
                Syscall.CAPSET,
                headerArg,
                new Arg.Described(sets.address(), "inheritable caps"));
        Slot capability = builder.slot("capability");
        builder.set(capability, Operand.of(0));
        raise(sets, 0, CAPABILITIES / 2, half, capability);
        raise(sets, HIGH, CAPABILITIES, half, capability);
    }

    /** Raises those that are set in the effective half of {@code block}, up to {@code end}. */
    private void raise(Data sets, int block, int end, Slot half, Slot capability) {
        Label next = builder.label("next capability");
        Label skip = builder.label("not effective");
        Slot bit = builder.slot("bit");
        builder.load(half, sets.at(block + CapData.EFFECTIVE), Step.Width.INT)
                .bind(next)
                .compute(bit, half, AND, 1)
                .jumpIf(bit, EQUAL, 0, skip)
                .call(
                        new Failure("prctl(PR_CAP_AMBIENT) failed"),
                        Syscall.PRCTL,
                        new Arg.Symbol(Prctl.PR_CAP_AMBIENT, "PR_CAP_AMBIENT"),
                        new Arg.Symbol(Prctl.PR_CAP_AMBIENT_RAISE, "PR_CAP_AMBIENT_RAISE"),
                        new Arg.Value(capability),
                        new Arg.Number(0),
                        new Arg.Number(0))
                .bind(skip)
                .compute(half, half, SHIFT_RIGHT, 1)
                .compute(capability, capability, ADD, 1)
                .jumpIf(capability, LESS, end, next);
    }
}
