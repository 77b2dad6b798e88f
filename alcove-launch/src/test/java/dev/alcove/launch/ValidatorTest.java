package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is refused and in which words, and that nothing else is. */
class ValidatorTest {
    private static final Failure FAILURE = new Failure("it failed");

    private final ProgramBuilder builder = new ProgramBuilder("test");
    private final ProgramBuilder other = new ProgramBuilder("other");

    @Test
    void refusesNothing() {
        refused("the program has no steps");
    }

    @Test
    void refusesToRunOffTheEnd() {
        builder.attempt(Syscall.GETPID);
        refused("step 1 is the last one, and does not end the process");
    }

    @Test
    void refusesStepsThatAreNeverReached() {
        builder.exit(0).attempt(Syscall.GETPID).exit(1);
        refused("step 2 is never reached");
    }

    @Test
    void acceptsLabelsThatAreNeverReached() {
        builder.exit(0).bind(builder.label("unused"));
        builder.build();
    }

    @Test
    void refusesJumpsToNowhere() {
        builder.jump(builder.label("lost"));
        refused("step 1 jumps to lost, which is nowhere bound");
    }

    @Test
    void refusesLabelsBoundTwice() {
        Label label = builder.label("twice");
        builder.bind(label).attempt(Syscall.GETPID).bind(label).exit(0);
        refused("step 3 binds twice a second time");
    }

    @Test
    void refusesLabelsOfOthers() {
        builder.label("own");
        builder.jump(other.label("theirs"));
        refused("step 1 uses the label theirs of another program");
    }

    @Test
    void refusesSlotsOfOthers() {
        builder.slot("own");
        builder.attempt(other.slot("theirs"), Syscall.GETPID).exit(0);
        refused("step 1 uses <theirs> of another program");
    }

    @Test
    void refusesAddressesOfSlotsOfOthers() {
        builder.attempt(Syscall.GETPID, new Arg.Address(other.slot("theirs"))).exit(0);
        refused("step 1 uses <theirs> of another program");
    }

    @Test
    void refusesDataOfOthers() {
        builder.string("own");
        builder.attempt(Syscall.CHDIR, new Arg.Text(other.string("theirs"))).exit(0);
        refused("step 1 points at data of another program");
    }

    @Test
    void refusesPointersInDataOfOthers() {
        builder.pointers(null, other.string("theirs"));
        builder.exit(0);
        refused("data block 0 points at data of another program");
    }

    @Test
    void refusesToShowDataOfOthers() {
        Data own = builder.string("own");
        Data array = builder.pointers(own, null);
        builder.attempt(
                        Syscall.EXECVE,
                        new Arg.Text(own),
                        new Arg.Texts(array, List.of(other.string("theirs"))),
                        Arg.NULL)
                .exit(0);
        refused("step 1 shows data of another program");
    }

    @Test
    void refusesToShowChoicesOfOthers() {
        Slot chosen = builder.slot("chosen");
        builder.set(chosen, builder.string("own").address())
                .attempt(Syscall.CHDIR, new Arg.Choice(chosen, List.of(other.string("theirs"))))
                .exit(0);
        refused("step 2 shows data of another program");
    }

    @Test
    void refusesToReadWhatWasNotWritten() {
        builder.exit(builder.slot("empty"));
        refused("step 1 reads <empty>, which may not have been written");
    }

    @Test
    void refusesToReadWhatWasWrittenOnOneWayOnly() {
        Slot sometimes = builder.slot("sometimes");
        Label skip = builder.label("skip");
        builder.jumpIf(builder.failed(), Step.Comparison.EQUAL, 0, skip)
                .attempt(sometimes, Syscall.GETPID)
                .bind(skip)
                .exit(sometimes);
        refused("step 4 reads <sometimes>, which may not have been written");
    }

    @Test
    void acceptsWhatACallMayWrite() {
        Slot status = builder.slot("status");
        builder.attempt(Syscall.WAIT4, new Arg.Number(-1), new Arg.Address(status), new Arg.Number(0), Arg.NULL)
                .exit(status);
        builder.build();
    }

    @Test
    void refusesToWaitIntoThePid() {
        Slot pid = builder.slot("pid");
        builder.attempt(pid, Syscall.GETPID)
                .add(new Step.Wait(pid, pid, FAILURE))
                .exit(0);
        refused("step 2 waits for <pid> and puts the status over it");
    }

    @Test
    void refusesForksThatShareMemoryAndDoNotWait() {
        fork(Clone.CLONE_VM);
        refused("step 1 forks with CLONE_VM but without CLONE_VFORK");
    }

    @Test
    void refusesForksThatNeedArguments() {
        fork(Clone.CLONE_SETTLS | Clone.CLONE_NEWNS);
        refused("step 1 forks with flags that a fork cannot have: 0x80000");
    }

    /** {@code CLONE_NEWTIME} is 0x80, which clone takes for a part of the exit signal. */
    @Test
    void refusesForksIntoTimeNamespaces() {
        fork(Clone.CLONE_NEWTIME);
        refused("step 1 forks with flags that a fork cannot have: 0x80");
    }

    @Test
    void refusesToShiftTooFar() {
        Slot slot = builder.slot("bits");
        builder.compute(slot, builder.failed(), Step.Operator.SHIFT_LEFT, 64).exit(0);
        refused("step 1 shifts by 64, which is not 0 to 63");
    }

    @Test
    void hasRoomForSixtySlots() {
        Slot last = builder.failed();
        for (int i = 0; i < 60; i++) {
            last = builder.slot("slot");
            builder.set(last, Operand.of(i));
        }
        builder.jumpIf(last, Step.Comparison.EQUAL, 59, endingLabel()).exit(1);
        assertEquals(63, builder.build().slots().size());
        assertMessage("a program has at most 60 slots", () -> builder.slot("one more"));
    }

    private Label endingLabel() {
        Label end = builder.label("end");
        Label start = builder.label("start");
        builder.jump(start).bind(end).exit(0).bind(start);
        return end;
    }

    @Test
    void refusesWhatIsNoProgramAtAll() {
        assertMessage("not a byte of a C string: character 0", () -> builder.string("a\0b"));
        assertMessage("not a byte of a C string: character 8364", () -> builder.string("\u20ac"));
        assertMessage("a buffer of -1 bytes", () -> builder.buffer(-1));
        assertMessage(
                "offset 9 points outside of data of 8 bytes",
                () -> builder.buffer(8).at(9));
        assertMessage("exit status 256 for \"x\" is none of a failure", () -> new Failure("x", 256, List.of()));
        assertMessage("exit status 0 for \"x\" is none of a failure", () -> new Failure("x", 0, List.of()));
        assertMessage("contents of no file: 1", () -> new Remedy(0, null, "1", "text"));
        assertMessage("too long to compare: 12345678", () -> Remedy.when(1, "/f", "12345678", "text"));
        Arg[] seven = new Arg[7];
        java.util.Arrays.fill(seven, Arg.NULL);
        assertMessage("mount has more than six arguments", () -> builder.attempt(Syscall.MOUNT, seven));
        builder.awaitRelease();
        assertMessage("a program waits for its release once", builder::awaitRelease);
    }

    @Test
    void acceptsRandomPrograms() {
        for (long seed = 0; seed < 2000; seed++) {
            long number = seed;
            assertDoesNotThrow(() -> RandomPrograms.of(number), () -> "seed " + number);
        }
    }

    /** Small programs, most of them wrong, judged by trying every way through them. */
    @Test
    void agreesWithTryingEveryWay() {
        int accepted = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            ProgramBuilder small = new ProgramBuilder("small");
            addRandomSteps(small, random);
            boolean valid;
            try {
                small.build();
                valid = true;
            } catch (InvalidProgramException e) {
                valid = false;
            }
            assertEquals(isValid(small.buildUnchecked()), valid, "seed " + seed);
            accepted += valid ? 1 : 0;
        }
        assertEquals(true, accepted > 500 && accepted < 19_500, accepted + " were accepted");
    }

    private static void addRandomSteps(ProgramBuilder builder, Random random) {
        List<Slot> slots = List.of(builder.slot("a"), builder.slot("b"), builder.slot("c"));
        List<Label> labels = new ArrayList<>(List.of(builder.label("x"), builder.label("y"), builder.label("z")));
        List<Label> unbound = new ArrayList<>(labels);
        int length = 3 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            Slot one = slots.get(random.nextInt(3));
            Slot two = slots.get(random.nextInt(3));
            Label label = labels.get(random.nextInt(3));
            switch (random.nextInt(7)) {
                case 0, 1 -> builder.attempt(one, Syscall.GETPID);
                case 2 -> builder.compute(one, two, Step.Operator.ADD, 1);
                case 3 -> builder.jumpIf(one, Step.Comparison.LESS, two, label);
                case 4 -> builder.jumpIf(builder.failed(), Step.Comparison.LESS, 1, label);
                case 5 -> builder.jump(label);
                default -> {
                    if (!unbound.isEmpty()) {
                        builder.bind(unbound.remove(0));
                    }
                }
            }
        }
        unbound.forEach(builder::bind);
        builder.exit(slots.get(random.nextInt(3)));
    }

    /** A step about to run, and what has been written before it. */
    private record State(int step, Set<Slot> written) {}

    private static boolean isValid(Program program) {
        List<Step> steps = program.steps();
        Set<State> seen = new HashSet<>();
        Deque<State> todo = new ArrayDeque<>(List.of(new State(0, Set.copyOf(Program.RESERVED))));
        Set<Integer> reached = new HashSet<>();
        while (!todo.isEmpty()) {
            State state = todo.remove();
            if (state.step() == steps.size()) {
                return false;
            }
            if (!seen.add(state)) {
                continue;
            }
            reached.add(state.step());
            Step step = steps.get(state.step());
            if (!state.written().containsAll(reads(step))) {
                return false;
            }
            Set<Slot> after = new HashSet<>(state.written());
            Slot target = writes(step);
            if (target != null) {
                after.add(target);
            }
            if (step instanceof Step.Jump jump) {
                todo.add(new State(steps.indexOf(new Step.Bind(jump.target())), after));
            }
            if (!(step instanceof Step.Exit) && !(step instanceof Step.Jump jump && jump.test() == null)) {
                todo.add(new State(state.step() + 1, after));
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            if (!reached.contains(i) && !(steps.get(i) instanceof Step.Bind)) {
                return false;
            }
        }
        return true;
    }

    private static Set<Slot> reads(Step step) {
        Set<Slot> slots = new HashSet<>();
        if (step instanceof Step.Compute compute && compute.left() instanceof Slot slot) {
            slots.add(slot);
        } else if (step instanceof Step.Exit exit && exit.status() instanceof Slot slot) {
            slots.add(slot);
        } else if (step instanceof Step.Jump jump) {
            Step.Test test = jump.test();
            if (test != null) {
                slots.add(test.left());
                if (test.right() instanceof Slot slot) {
                    slots.add(slot);
                }
            }
        }
        return slots;
    }

    private static @Nullable Slot writes(Step step) {
        if (step instanceof Step.Call call) {
            return call.result();
        }
        return step instanceof Step.Compute compute ? compute.target() : null;
    }

    private void fork(long flags) {
        Label child = builder.label("child");
        builder.add(new Step.Fork(builder.slot("pid"), flags, child, FAILURE))
                .bind(child)
                .exit(0);
    }

    private void refused(String message) {
        assertMessage(message, builder::build);
    }

    private static void assertMessage(String message, Executable refused) {
        assertEquals(
                message, assertThrows(InvalidProgramException.class, refused).getMessage());
    }
}
