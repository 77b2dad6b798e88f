package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs as ELF files, run on this machine's processor and on one that QEMU imitates. */
class ImageTest {
    @ParameterizedTest
    @EnumSource(Arch.class)
    void executesWithTheEnvironmentThatItGot(Arch arch) throws IOException, InterruptedException {
        try (Executable executable = Executable.of(Samples.exec(List.of("/bin/sh", "-c", "echo $ONE; exit 7")), arch)) {
            ProcessBuilder builder = new ProcessBuilder(executable.command());
            builder.environment().put("ONE", "einz");
            assertEquals(new Ran(7, "einz\n", ""), Ran.process(builder));
        }
    }

    @ParameterizedTest
    @EnumSource(Arch.class)
    void findsItsArguments(Arch arch) throws IOException, InterruptedException {
        try (Executable executable = Executable.of(Samples.echo(), arch)) {
            assertEquals(new Ran(0, "a b  c\n", ""), executable.run("a", "b  c"));
            assertEquals(new Ran(0, "\n", ""), executable.run());
            String large = "x".repeat(100_000);
            assertEquals(new Ran(0, large + "\n", ""), executable.run(large));
        }
    }

    @ParameterizedTest
    @EnumSource(Arch.class)
    void forks(Arch arch) throws IOException, InterruptedException {
        for (long flags : new long[] {0, Clone.CLONE_VM | Clone.CLONE_VFORK}) {
            try (Executable executable =
                    Executable.of(Samples.fork(List.of("/bin/sh", "-c", "echo child; exit 9"), flags), arch)) {
                assertEquals(new Ran(9, "child\n", ""), executable.run());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Arch.class)
    void reportsTheStepThatFailed(Arch arch) throws IOException, InterruptedException {
        Path yes = Files.writeString(Files.createTempFile("alcove", "yes"), "1\n");
        Path no = Files.writeString(Files.createTempFile("alcove", "no"), "0\n");
        Remedy otherErrno = Remedy.on(1, "not this one");
        Remedy otherContents = Remedy.when(2, no.toString(), "1", "nor this");
        Remedy fileIsThere = Remedy.missing(2, no.toString(), "nor that");
        String said = "sample: cannot change directory: No such file or directory\n";
        try {
            assertReport(said, arch, List.of());
            assertReport(said, arch, List.of(otherErrno, otherContents, fileIsThere));
            assertReport(said + "go there\n", arch, List.of(otherErrno, otherContents, Remedy.on(2, "go there")));
            assertReport(said + "go there\n", arch, List.of(fileIsThere, Remedy.on(0, "go there"), otherErrno));
            assertReport(
                    said + "set it\n", arch, List.of(otherContents, Remedy.when(2, yes.toString(), "1", "set it")));
            assertReport(said + "make it\n", arch, List.of(fileIsThere, Remedy.missing(2, "/nonexistent", "make it")));
        } finally {
            Files.delete(yes);
            Files.delete(no);
        }
    }

    private static void assertReport(String said, Arch arch, List<Remedy> remedies)
            throws IOException, InterruptedException {
        try (Executable executable = Executable.of(Samples.failing(remedies), arch)) {
            assertEquals(new Ran(42, "", said), executable.run());
        }
    }

    /** Errors that have a text, numbers between them that have none, and all lengths of those behind the last. */
    @ParameterizedTest
    @EnumSource(Arch.class)
    void namesEveryError(Arch arch) throws IOException, InterruptedException {
        for (int errno : new int[] {1, 41, 58, 132, 133, 134, 999, 1000, 1234, 4095}) {
            ProgramBuilder builder = new ProgramBuilder("sample");
            Slot slot = builder.slot("errno");
            Step.Call call = new Step.Call(Syscall.GETPID, List.of(), null, null);
            builder.set(slot, Operand.of(errno)).add(new Step.Fail(slot, new Failure("failed", 3, List.of()), call));
            try (Executable executable = Executable.of(builder.build(), arch)) {
                String text = switch (errno) {
                    case 1 -> "Operation not permitted";
                    case 132 -> "Operation not possible due to RF-kill";
                    case 133 -> "Memory page has hardware error";
                    default -> "Unknown error " + errno;
                };
                assertEquals(new Ran(3, "", "sample: failed: " + text + "\n"), executable.run());
            }
        }
    }

    /** The failing step is the second of three, in a child that shares the parent's memory. */
    @ParameterizedTest
    @EnumSource(Arch.class)
    void reportsOnceWhenAChildFails(Arch arch) throws IOException, InterruptedException {
        try (Executable executable =
                Executable.of(Samples.fork(List.of("/nonexistent"), Clone.CLONE_VM | Clone.CLONE_VFORK), arch)) {
            Ran ran = executable.run();
            assertEquals(new Ran(127, "", "sample: cannot execute: No such file or directory\n"), ran);
        }
    }

    /** Random arithmetic, loads and stores: what the slots hold in the end is what Java makes of the same steps. */
    @ParameterizedTest
    @EnumSource(Arch.class)
    void computes(Arch arch) throws IOException, InterruptedException {
        for (long seed = 0; seed < 20; seed++) {
            Sums sums = new Sums(new Random(seed));
            try (Executable executable = Executable.of(sums.program(), arch)) {
                Ran ran = executable.run();
                assertEquals(0, ran.status(), "seed " + seed);
                ByteBuffer out = ByteBuffer.wrap(ran.out().getBytes(StandardCharsets.ISO_8859_1))
                        .order(ByteOrder.LITTLE_ENDIAN);
                List<Long> results = new ArrayList<>();
                while (out.hasRemaining()) {
                    results.add(out.getLong());
                }
                assertEquals(sums.expected(), results, arch + ", seed " + seed);
            }
        }
    }

    private static final class Sums {
        private static final int SLOTS = 5;

        private final Random random;
        private final ProgramBuilder builder = new ProgramBuilder("sums");
        private final List<Slot> slots = new ArrayList<>();
        private final Data memory = builder.buffer(SLOTS * Long.BYTES);
        private final long[] values = new long[SLOTS];
        private final Program program;

        Sums(Random random) {
            this.random = random;
            for (int i = 0; i < SLOTS; i++) {
                slots.add(builder.slot("s"));
                values[i] = random.nextLong() >> random.nextInt(64);
                builder.set(slots.get(i), Operand.of(values[i]));
            }
            for (int i = 0; i < 200; i++) {
                addStep();
            }
            for (int i = 0; i < SLOTS; i++) {
                builder.store(memory.at(i * Long.BYTES), slots.get(i), Step.Width.LONG);
            }
            builder.attempt(
                            Syscall.WRITE,
                            new Arg.Number(1),
                            new Arg.Described(memory.address(), "results"),
                            new Arg.Number(memory.size()))
                    .exit(0);
            program = builder.build();
        }

        Program program() {
            return program;
        }

        List<Long> expected() {
            List<Long> expected = new ArrayList<>();
            for (long value : values) {
                expected.add(value);
            }
            return expected;
        }

        private void addStep() {
            int target = random.nextInt(SLOTS);
            int left = random.nextInt(SLOTS);
            int right = random.nextInt(SLOTS);
            switch (random.nextInt(3)) {
                case 0 -> {
                    Step.Operator operator = Step.Operator.values()[random.nextInt(6)];
                    builder.compute(slots.get(target), slots.get(left), operator, slots.get(right));
                    values[target] = compute(values[left], operator, values[right]);
                }
                case 1 -> {
                    Step.Width width = Step.Width.values()[random.nextInt(3)];
                    builder.store(memory.address(), Operand.of(0), Step.Width.LONG)
                            .store(memory.address(), slots.get(left), width)
                            .load(slots.get(target), memory.address(), width);
                    values[target] = switch (width) {
                        case BYTE -> values[left] & 0xff;
                        case INT -> (int) values[left];
                        case LONG -> values[left];
                    };
                }
                default -> {
                    Step.Comparison comparison = Step.Comparison.values()[random.nextInt(4)];
                    Label skip = builder.label("skip");
                    builder.jumpIf(slots.get(left), comparison, slots.get(right), skip)
                            .compute(slots.get(target), slots.get(target), Step.Operator.ADD, 1)
                            .bind(skip);
                    values[target] += holds(values[left], comparison, values[right]) ? 0 : 1;
                }
            }
        }

        private static long compute(long left, Step.Operator operator, long right) {
            return switch (operator) {
                case ADD -> left + right;
                case SUBTRACT -> left - right;
                case AND -> left & right;
                case MULTIPLY -> left * right;
                case SHIFT_LEFT -> left << right;
                case SHIFT_RIGHT -> left >>> right;
            };
        }

        private static boolean holds(long left, Step.Comparison comparison, long right) {
            return switch (comparison) {
                case EQUAL -> left == right;
                case NOT_EQUAL -> left != right;
                case LESS -> left < right;
                case GREATER_OR_EQUAL -> left >= right;
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Arch.class)
    void isNeverWritableAndExecutable(Arch arch) throws IOException, InterruptedException {
        try (Executable executable = Executable.of(Samples.echo(), arch)) {
            Ran ran = Ran.command(List.of("readelf", "-hlW", executable.file().toString()));
            assertEquals("", ran.err());
            List<String> segments = ran.out()
                    .lines()
                    .filter(line -> line.contains("LOAD") || line.contains("STACK"))
                    .map(line -> line.replaceFirst(".* 0x\\w+ ([RWE ]{3}) .*", "$1"))
                    .toList();
            assertEquals(List.of("RW ", "R E", "RW "), segments, ran.out());
            assertTrue(ran.out().contains(arch == Arch.X86_64 ? "X86-64" : "AArch64"), ran.out());
        }
    }

    @Test
    void cannotTalkToTheJvm() {
        assertThrows(InvalidProgramException.class, () -> Image.of(Samples.spawn(List.of("/bin/true")), Arch.HOST));
        assertThrows(InvalidProgramException.class, () -> Image.of(Samples.attended(List.of("/bin/true")), Arch.HOST));
    }
}
