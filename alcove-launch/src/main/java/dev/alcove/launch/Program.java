package dev.alcove.launch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A launch program: everything that a process does between its creation and its {@code exec}, as data. It can be
 * explained ({@link Explanation}), spawned ({@link Spawner}), become ({@link Become}) or compiled ({@link Image}).
 * Obtained from a {@link ProgramBuilder}, which lets no invalid program through.
 */
public final class Program {
    /** Which failure ended the program, counted from 1; 0 while none did. */
    static final Slot FAILED = new Slot(0, "failed");

    /** The positive errno of that failure. */
    static final Slot ERRNO = new Slot(1, "errno");

    /** Where the kernel put the arguments of a program that runs on its own: {@code argc}, then the pointers. */
    static final Slot STACK = new Slot(2, "stack");

    static final List<Slot> RESERVED = List.of(FAILED, ERRNO, STACK);

    private final String name;
    private final List<Step> steps;
    private final List<Slot> slots;
    private final List<Label> labels;
    private final List<Data> data;
    private final Handshake handshake;

    /**
     * What a spawn exchanges with the JVM through memory.
     *
     * @param callerMask where the spawning thread's signal mask is put; null where nobody asks for it
     * @param release where the JVM says that the child may go on; null where it need not wait
     * @param parent a {@code struct pollfd} for the JVM's pidfd, by which a child that waits sees whether the JVM is there
     */
    record Handshake(
            @Nullable Data callerMask,
            @Nullable Data release,
            @Nullable Data parent) {
        boolean used() {
            return callerMask != null || release != null;
        }
    }

    Program(String name, List<Step> steps, List<Slot> slots, List<Label> labels, List<Data> data, Handshake handshake) {
        this.name = name;
        this.handshake = handshake;
        this.steps = steps;
        this.slots = slots;
        this.labels = labels;
        this.data = data;
    }

    /** What messages start with: {@code unshare}. */
    public String name() {
        return name;
    }

    /** The steps, in the order in which they stand in memory. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    List<Step> rawSteps() {
        return steps;
    }

    List<Slot> slots() {
        return slots;
    }

    List<Label> labels() {
        return labels;
    }

    List<Data> data() {
        return data;
    }

    Handshake handshake() {
        return handshake;
    }

    /** The steps whose failure ends the program, in order: the failure numbered n is the one at n - 1. */
    List<Step> failingSteps() {
        List<Step> failing = new ArrayList<>();
        for (Step step : steps) {
            if (failureOf(step) != null) {
                failing.add(step);
            }
        }
        return failing;
    }

    /** What the step's failure means; null for a step that cannot end the program so. */
    static @Nullable Failure failureOf(Step step) {
        if (step instanceof Step.Call call) {
            return call.failure();
        }
        if (step instanceof Step.Fork fork) {
            return fork.failure();
        }
        if (step instanceof Step.Wait wait) {
            return wait.failure();
        }
        return step instanceof Step.Fail fail ? fail.failure() : null;
    }
}
