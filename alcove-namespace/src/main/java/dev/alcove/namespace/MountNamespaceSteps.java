package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.AND;
import static dev.alcove.launch.Step.Operator.MULTIPLY;
import static dev.alcove.launch.Step.Operator.SHIFT_LEFT;
import static dev.alcove.launch.Step.Operator.SHIFT_RIGHT;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Nsfs;
import dev.alcove.linux.raw.Open;

/**
 * Steps that make a mount namespace which can be bound to a file in the one before.
 *
 * <p>So that mount namespaces never hold each other in a circle, the kernel binds one only in a mount namespace that is
 * older, by their numbers. Those went up with every new one until Linux 6.18 began to hand them out to each CPU in batches
 * of 4096. Since then a namespace that is made on another CPU may have the lower number although it is the newer one, and
 * to bind it fails with EINVAL. (Not in the first mount namespace of all, whose number is the lowest.) So where the number
 * came out too low, another namespace is made on each CPU in turn: on the one where the old namespace was made the number
 * can only be higher.
 */
final class MountNamespaceSteps {
    /** How many CPUs an affinity mask is for. */
    private static final int CPUS = 1024;

    private static final int MASK_SIZE = CPUS / Byte.SIZE;
    private static final Arg SELF = new Arg.Number(0);
    private static final Arg SIZE = new Arg.Number(MASK_SIZE);

    private final ProgramBuilder builder;
    private final Calls calls;
    private final Slot before;
    private final Slot after;
    private final Slot fd;
    private final Slot cpu;
    private final Slot bit;
    private final Slot word;
    private final Data id;
    private final Data mask;
    private final Data saved;

    MountNamespaceSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
        before = builder.slot("number of the old mount namespace");
        after = builder.slot("number of the new mount namespace");
        fd = builder.slot("mount namespace");
        cpu = builder.slot("CPU");
        bit = builder.slot("bit");
        word = builder.slot("word");
        id = builder.buffer(Long.BYTES);
        mask = builder.buffer(MASK_SIZE);
        saved = builder.buffer(MASK_SIZE);
    }

    /** unshare(2) with {@code CLONE_NEWNS} among the flags. */
    void unshare(long flags, Failure failure) {
        Label next = builder.label("next CPU");
        Label compare = builder.label("compare numbers");
        Label done = builder.label("mount namespace made");
        readNumber(before);
        affinity(Syscall.SCHED_GETAFFINITY, saved);
        calls.unshare(flags, failure);
        builder.set(cpu, Operand.of(-1)).bind(compare);
        readNumber(after);
        builder.jumpIf(before, LESS, after, done)
                .jumpIf(after, EQUAL, 0, done) // before Linux 6.11 there is no asking, nor a need to
                .bind(next)
                .compute(cpu, cpu, ADD, 1)
                .jumpIf(cpu, EQUAL, CPUS, done);
        setOnly();
        affinity(Syscall.SCHED_SETAFFINITY, mask);
        builder.store(word, Operand.of(0), Step.Width.LONG).jumpIf(bit, LESS, 0, next);
        calls.unshare(Clone.CLONE_NEWNS, failure);
        builder.jump(compare).bind(done);
        affinity(Syscall.SCHED_SETAFFINITY, saved);
    }

    /** Sets the bit of this CPU in the mask; {@link #word} is where that is. */
    private void setOnly() {
        builder.compute(word, cpu, SHIFT_RIGHT, 6)
                .compute(word, word, MULTIPLY, Long.BYTES)
                .compute(word, word, ADD, mask.address())
                .compute(bit, cpu, AND, Long.SIZE - 1)
                .compute(bit, Operand.of(1), SHIFT_LEFT, bit)
                .store(word, bit, Step.Width.LONG);
    }

    private void affinity(Syscall call, Data set) {
        builder.attempt(bit, call, SELF, SIZE, new Arg.Described(set.address(), "CPUs"));
    }

    private void readNumber(Slot number) {
        builder.store(id.address(), Operand.of(0), Step.Width.LONG);
        calls.tryOpen(fd, calls.text("/proc/self/ns/mnt"), Open.O_RDONLY | Open.O_CLOEXEC);
        builder.attempt(
                Syscall.IOCTL,
                new Arg.Value(fd),
                new Arg.Symbol(Nsfs.NS_GET_MNTNS_ID, "NS_GET_MNTNS_ID"),
                new Arg.Described(id.address(), "[number]"));
        calls.close(fd);
        builder.load(number, id.address(), Step.Width.LONG);
    }
}
