package dev.alcove.launch;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Futex;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Sigaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a launch program step by step. Slots, labels and data are obtained here and belong to the program that is
 * being built. {@link #build} refuses a program that could not run.
 */
public final class ProgramBuilder {
    private final String name;
    private final List<Step> steps = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private final List<Data> data = new ArrayList<>();

    // Names that are taken, and the number behind the last that would have been the same.
    private final Map<String, Integer> slotNames = new HashMap<>();
    private final Map<String, Integer> labelNames = new HashMap<>();

    private @Nullable Data callerMask;
    private @Nullable Data release;
    private @Nullable Data parent;

    /** A new program; {@code name} is what its messages start with, if it is not empty. */
    public ProgramBuilder(String name) {
        this.name = name;
        for (int i = 0; i < Program.RESERVED.size(); i++) {
            slots.add(Program.RESERVED.get(i));
            slotNames.put(Program.RESERVED.get(i).name(), 1);
        }
    }

    /** A program that starts with everything that {@code other} has, for steps that nobody explains. */
    ProgramBuilder(Program other) {
        this.name = other.name();
        steps.addAll(other.rawSteps());
        slots.addAll(other.slots());
        labels.addAll(other.labels());
        data.addAll(other.data());
    }

    /** For a spawn only: the signal mask of the thread that spawns, a block of eight bytes. */
    public Data callerMask() {
        Data mask = callerMask;
        if (mask == null) {
            mask = bytes(new byte[Long.BYTES]);
            callerMask = mask;
        }
        return mask;
    }

    /**
     * For a spawn only: appends steps that wait until the {@link Spawner.Attendant} is done, and that end the process if
     * it could not do its part, or when the JVM has ended.
     */
    public ProgramBuilder awaitRelease() {
        if (release != null) {
            throw new InvalidProgramException("a program waits for its release once");
        }
        Data word = bytes(new byte[Long.BYTES]);
        Data polled = bytes(new byte[] {0, 0, 0, 0, Poll.POLLIN, 0, 0, 0});
        Data second = bytes(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        Data noTime = buffer(2 * Long.BYTES);
        release = word;
        parent = polled;
        Slot state = slot("release");
        Slot gone = slot("JVM ended");
        Label wait = label("wait for release");
        Label sleep = label("sleep");
        Label released = label("released");
        return bind(wait)
                .load(state, word.address(), Step.Width.LONG)
                .jumpIf(state, Step.Comparison.EQUAL, Spawner.GO, released)
                .jumpIf(state, Step.Comparison.NOT_EQUAL, Spawner.STOP, sleep)
                .exit(Spawner.STOP)
                .bind(sleep)
                .attempt(
                        Syscall.FUTEX,
                        new Arg.Described(word.address(), "release"),
                        new Arg.Symbol(Futex.FUTEX_WAIT, "FUTEX_WAIT"),
                        new Arg.Number(0),
                        new Arg.Described(second.address(), "{tv_sec=1, tv_nsec=0}"))
                .attempt(
                        gone,
                        Syscall.PPOLL,
                        new Arg.Described(polled.address(), "[{fd=<JVM>, events=POLLIN}]"),
                        new Arg.Number(1),
                        new Arg.Described(noTime.address(), "{tv_sec=0, tv_nsec=0}"),
                        Arg.NULL,
                        new Arg.Number(Sigaction.SIGSET_SIZE))
                .jumpIf(gone, Step.Comparison.NOT_EQUAL, 1, wait)
                .exit(Spawner.STOP)
                .bind(released);
    }

    /**
     * A new slot; {@code name} says what it is to hold. If another slot has that name, a number is put behind it.
     *
     * @throws InvalidProgramException if the program has 60 slots already
     */
    public Slot slot(String name) {
        if (slots.size() == Program.RESERVED.size() + Slot.LIMIT) {
            throw new InvalidProgramException("a program has at most " + Slot.LIMIT + " slots");
        }
        return slotBeyondLimit(name);
    }

    /** A new slot for steps that nobody validates. */
    Slot slotBeyondLimit(String name) {
        Slot slot = new Slot(slots.size(), distinct(name, slotNames));
        slots.add(slot);
        return slot;
    }

    /** A new label, to be bound once. If another label has that name, a number is put behind it. */
    public Label label(String name) {
        Label label = new Label(labels.size(), distinct(name, labelNames));
        labels.add(label);
        return label;
    }

    /** The slot that tells whether this or another process of the launch has failed: not zero then. */
    public Slot failed() {
        return Program.FAILED;
    }

    /** The address of {@code argc}, behind which the pointers to arguments and environment are; not for a spawn. */
    public Slot stack() {
        return Program.STACK;
    }

    /** A C string; each char of {@code latin1} is a byte. */
    public Data string(String latin1) {
        int length = latin1.length();
        byte[] bytes = new byte[length + 1];
        for (int i = 0; i < length; i++) {
            char c = latin1.charAt(i);
            if (c == 0 || c > 0xff) {
                throw new InvalidProgramException("not a byte of a C string: character " + (int) c);
            }
            bytes[i] = (byte) c;
        }
        return add(bytes.length, bytes, null);
    }

    /** A C string in UTF-8. */
    public Data utf8(String text) {
        return string(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    /** A block that holds these bytes when the program starts. */
    public Data bytes(byte[] bytes) {
        return add(bytes.length, bytes.clone(), null);
    }

    /** A block of zeroes. */
    public Data buffer(int size) {
        if (size < 0) {
            throw new InvalidProgramException("a buffer of " + size + " bytes");
        }
        return add(size, new byte[0], null);
    }

    /** A block of pointers to other blocks, null for a null pointer. */
    public Data pointers(@Nullable Data... targets) {
        return add(targets.length * Long.BYTES, new byte[0], targets.clone());
    }

    /** A null-terminated array of C strings, each char a byte. */
    public Arg.Texts strings(List<String> latin1) {
        List<Data> elements = new ArrayList<>(latin1.size());
        @Nullable Data[] targets = new Data[latin1.size() + 1];
        for (int i = 0; i < latin1.size(); i++) {
            Data element = string(latin1.get(i));
            elements.add(element);
            targets[i] = element;
        }
        return new Arg.Texts(pointers(targets), elements);
    }

    /** Appends any step. */
    public ProgramBuilder add(Step step) {
        steps.add(step);
        return this;
    }

    /** Appends a call whose failure ends the program. */
    public ProgramBuilder call(Failure failure, Syscall syscall, Arg... arguments) {
        return add(new Step.Call(syscall, List.of(arguments), null, failure));
    }

    /** Appends a call that keeps its result in {@code result}, and whose failure ends the program. */
    public ProgramBuilder call(Slot result, Failure failure, Syscall syscall, Arg... arguments) {
        return add(new Step.Call(syscall, List.of(arguments), result, failure));
    }

    /** Appends a call whose result, a negated errno when it failed, a later step looks at. */
    public ProgramBuilder attempt(Slot result, Syscall syscall, Arg... arguments) {
        return add(new Step.Call(syscall, List.of(arguments), result, null));
    }

    /** Appends a call whose failure does not matter. */
    public ProgramBuilder attempt(Syscall syscall, Arg... arguments) {
        return add(new Step.Call(syscall, List.of(arguments), null, null));
    }

    public ProgramBuilder bind(Label label) {
        return add(new Step.Bind(label));
    }

    public ProgramBuilder jump(Label target) {
        return add(new Step.Jump(target, null));
    }

    public ProgramBuilder jumpIf(Slot left, Step.Comparison comparison, long right, Label target) {
        return add(new Step.Jump(target, new Step.Test(left, comparison, new Operand.Constant(right))));
    }

    public ProgramBuilder jumpIf(Slot left, Step.Comparison comparison, Operand right, Label target) {
        return add(new Step.Jump(target, new Step.Test(left, comparison, right)));
    }

    public ProgramBuilder compute(Slot target, Operand left, Step.Operator operator, long right) {
        return add(new Step.Compute(target, left, operator, new Operand.Constant(right)));
    }

    public ProgramBuilder compute(Slot target, Operand left, Step.Operator operator, Operand right) {
        return add(new Step.Compute(target, left, operator, right));
    }

    /** Appends {@code target = value}. */
    public ProgramBuilder set(Slot target, Operand value) {
        return compute(target, value, Step.Operator.ADD, 0);
    }

    public ProgramBuilder load(Slot target, Operand address, Step.Width width) {
        return add(new Step.Load(target, address, width));
    }

    public ProgramBuilder store(Operand address, Operand value, Step.Width width) {
        return add(new Step.Store(address, value, width));
    }

    public ProgramBuilder exit(Operand status) {
        return add(new Step.Exit(status));
    }

    public ProgramBuilder exit(int status) {
        return exit(new Operand.Constant(status));
    }

    /**
     * The finished program.
     *
     * @throws InvalidProgramException if it could not run: a jump to a label that is not bound, a slot read before it is
     *     written, an end without an exit, something that belongs to another program
     */
    public Program build() {
        Program program = new Program(
                name,
                new ArrayList<>(steps),
                new ArrayList<>(slots),
                new ArrayList<>(labels),
                new ArrayList<>(data),
                new Program.Handshake(callerMask, release, parent));
        new Validator(program).validate();
        return program;
    }

    /** What has been built, for steps of our own that start at a label which only failures reach. */
    Program buildUnchecked() {
        return new Program(name, steps, slots, labels, data, new Program.Handshake(callerMask, release, parent));
    }

    /** A block of numbers with pointers among them, which stand where {@code targets} is not null. */
    Data mixed(byte[] bytes, @Nullable Data[] targets) {
        return add(bytes.length, bytes, targets);
    }

    /** The name itself or, where it is taken, with the first number behind it that makes it another. */
    private static String distinct(String name, Map<String, Integer> taken) {
        Integer last = taken.putIfAbsent(name, 1);
        if (last == null) {
            return name;
        }
        int copy = last + 1;
        while (taken.putIfAbsent(name + "#" + copy, 1) != null) {
            copy++;
        }
        taken.put(name, copy);
        return name + "#" + copy;
    }

    private Data add(int size, byte[] bytes, @Nullable Data @Nullable [] pointers) {
        Data block = new Data(data.size(), size, bytes, pointers);
        data.add(block);
        return block;
    }
}
