package dev.alcove.launch;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Valid programs of every kind of step, the same one for the same seed. They are made to be read, not to be run. */
final class RandomPrograms {
    private static final Syscall[] SYSCALLS = Syscall.values();
    private static final Failure FAILURE = new Failure("it failed");

    private final Random random;
    private final ProgramBuilder builder = new ProgramBuilder("random");
    private final List<Slot> slots = new ArrayList<>();
    private final List<Data> data = new ArrayList<>();
    private final List<Label> unbound = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    private RandomPrograms(long seed) {
        random = new Random(seed);
    }

    static Program of(long seed) {
        return new RandomPrograms(seed).build();
    }

    private Program build() {
        for (int i = 0, n = 2 + random.nextInt(Slot.LIMIT - 2); i < n; i++) {
            slots.add(builder.slot("s" + i));
        }
        for (int i = 0, n = 1 + random.nextInt(8); i < n; i++) {
            data.add(randomData());
        }
        for (Slot slot : slots) {
            builder.set(slot, new Operand.Constant(number()));
        }
        for (int i = 0, n = 3 + random.nextInt(5); i < n; i++) {
            Label label = builder.label("l");
            labels.add(label);
            unbound.add(label);
        }
        for (int i = 0, n = 5 + random.nextInt(40); i < n; i++) {
            addStep();
        }
        while (!unbound.isEmpty()) {
            bindOne();
        }
        builder.exit(operand());
        return builder.build();
    }

    private Data randomData() {
        return switch (random.nextInt(3)) {
            case 0 -> builder.string("x".repeat(random.nextInt(5000)));
            case 1 -> builder.buffer(random.nextInt(100_000));
            default -> builder.pointers(data.isEmpty() ? null : pick(data), null);
        };
    }

    private void addStep() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> builder.add(call());
            case 3 -> builder.compute(slot(), operand(), pick(Step.Operator.values()), shiftable());
            case 4 -> builder.load(slot(), operand(), pick(Step.Width.values()));
            case 5 -> builder.store(operand(), operand(), pick(Step.Width.values()));
            case 6 -> builder.jumpIf(slot(), pick(Step.Comparison.values()), operand(), pick(labels));
            case 7 -> fork();
            case 8 -> {
                int pid = random.nextInt(slots.size() - 1);
                builder.add(new Step.Wait(slots.get(pid), slots.get(pid + 1), FAILURE));
            }
            default -> leave();
        }
    }

    private void fork() {
        long flags = random.nextBoolean() ? Clone.CLONE_VM | Clone.CLONE_VFORK : random.nextInt(2) * Clone.CLONE_NEWPID;
        builder.add(new Step.Fork(slot(), flags, pick(labels), FAILURE));
    }

    /** A step that nothing falls through, and behind it a label that some other step jumps to. */
    private void leave() {
        if (unbound.isEmpty()) {
            return;
        }
        builder.jumpIf(slot(), Step.Comparison.EQUAL, 0, unbound.get(0));
        switch (random.nextInt(3)) {
            case 0 -> builder.jump(pick(labels));
            case 1 -> builder.exit(operand());
            default -> builder.add(new Step.Fail(slot(), FAILURE, call()));
        }
        bindOne();
    }

    private void bindOne() {
        builder.bind(unbound.remove(0));
    }

    private Step.Call call() {
        List<Arg> arguments = new ArrayList<>();
        for (int i = 0, n = random.nextInt(7); i < n; i++) {
            arguments.add(new Arg.Described(operand(), "x"));
        }
        @Nullable Slot result = random.nextBoolean() ? slot() : null;
        return new Step.Call(pick(SYSCALLS), arguments, result, random.nextBoolean() ? FAILURE : null);
    }

    private Operand operand() {
        return switch (random.nextInt(4)) {
            case 0 -> new Operand.Constant(number());
            case 1 -> {
                Data block = pick(data);
                yield block.at(random.nextInt(block.size() + 1));
            }
            case 2 -> slot().address();
            default -> slot();
        };
    }

    private Operand shiftable() {
        return random.nextBoolean() ? slot() : new Operand.Constant(random.nextInt(64));
    }

    /** Of every length, with runs of equal bits: what constants are encoded by. */
    private long number() {
        long value = random.nextLong() >> random.nextInt(64);
        return switch (random.nextInt(4)) {
            case 0 -> value & ~(0xffffL << 16 * random.nextInt(4));
            case 1 -> value | 0xffffL << 16 * random.nextInt(4);
            case 2 -> random.nextInt(5) - 2;
            default -> value;
        };
    }

    private Slot slot() {
        return pick(slots);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> T pick(T[] array) {
        return array[random.nextInt(array.length)];
    }
}
