package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alcove.launch.Assembler.Register;
import dev.alcove.linux.Arch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each instruction form, its bytes and what objdump makes of them, held against a text that a person has approved. What
 * it is now is written to the directory that {@code -Dapprove} names.
 */
class InstructionFormsTest {
    private static final long[] CONSTANTS = {
        0,
        1,
        0x7fffffff,
        0x80000000L,
        0xffffffffL,
        0x100000000L,
        -1,
        -100,
        -0x80000000L,
        -0x80000001L,
        0x123456789abcdef0L,
        0xffff0000ffffL,
        0xffff_1234_ffff_ffffL,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
    };

    @ParameterizedTest
    @EnumSource(Arch.class)
    void areWhatWasApproved(Arch arch) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Consumer<Assembler>> form : forms().entrySet()) {
            Assembler assembler = Assembler.of(arch);
            form.getValue().accept(assembler);
            byte[] code = assembler.finish();
            text.append(form.getKey()).append("\n    ").append(HexFormat.of().formatHex(code));
            for (Objdump.Instruction instruction : Objdump.disassemble(code, arch)) {
                text.append("\n    ").append(instruction.text());
            }
            text.append('\n');
        }
        String name = "forms-" + arch + ".txt";
        String approve = System.getProperty("approve");
        if (approve != null) {
            Files.writeString(Path.of(approve, name), text);
        }
        assertEquals(approved(name), text.toString());
    }

    @Test
    void refuseWhatDoesNotFit() {
        Assembler aarch64 = Assembler.of(Arch.AARCH64);
        assertThrows(InvalidProgramException.class, () -> aarch64.loadSlot(Register.A0, 8 * 4096));
        assertThrows(InvalidProgramException.class, () -> aarch64.address(Register.A0, 1 << 24));
        Assembler far = Assembler.of(Arch.AARCH64);
        int label = far.newLabel();
        far.jumpIfZero(label);
        for (int i = 0; i < 1 << 18; i++) {
            far.systemCall();
        }
        far.bind(label);
        assertEquals(
                "a program's code ends at 1 MiB",
                assertThrows(InvalidProgramException.class, far::finish).getMessage());
    }

    @Test
    void bindLabelsOnce() {
        Assembler assembler = Assembler.of(Arch.HOST);
        int label = assembler.newLabel();
        assembler.jump(label);
        assertThrows(IllegalStateException.class, assembler::finish);
        assembler.bind(label);
        assertThrows(IllegalStateException.class, () -> assembler.bind(label));
    }

    private static Map<String, Consumer<Assembler>> forms() {
        Map<String, Consumer<Assembler>> forms = new LinkedHashMap<>();
        forms.put("base 0x4000e8", a -> a.base(0x4000e8));
        forms.put("base from A0", a -> a.base(Register.A0));
        forms.put("base from LEFT", a -> a.base(Register.LEFT));
        forms.put("store base at A0", a -> a.storeBase(Register.A0));
        forms.put("load base from 8", a -> a.loadBase(8));
        forms.put("store stack pointer at 16", a -> a.storeStackPointer(16));
        for (Register register : Register.values()) {
            forms.put(register + " = 5", a -> a.constant(register, 5));
            forms.put(register + " = base + 0x12345", a -> a.address(register, 0x12345));
            forms.put(register + " = slot at 0x1f8", a -> a.loadSlot(register, 0x1f8));
            forms.put("slot at 0x1f8 = " + register, a -> a.storeSlot(0x1f8, register));
        }
        for (long constant : CONSTANTS) {
            forms.put("A3 = " + Long.toHexString(constant), a -> a.constant(Register.A3, constant));
        }
        forms.put("A1 = base + 0", a -> a.address(Register.A1, 0));
        forms.put("A1 = base + 0xfff", a -> a.address(Register.A1, 0xfff));
        forms.put("A1 = base + 0xfff000", a -> a.address(Register.A1, 0xfff000));
        for (Step.Width width : Step.Width.values()) {
            forms.put("LEFT = " + width + " at LEFT", a -> a.load(Register.LEFT, Register.LEFT, width));
            forms.put(width + " at LEFT = RIGHT", a -> a.store(Register.LEFT, Register.RIGHT, width));
            forms.put(width + " at A1 = A5", a -> a.store(Register.A1, Register.A5, width));
        }
        for (Step.Operator operator : Step.Operator.values()) {
            forms.put("LEFT = LEFT " + operator.sign() + " RIGHT", a -> a.compute(operator));
        }
        forms.put("system call", Assembler::systemCall);
        forms.put("LEFT = -RESULT", Assembler::negateResult);
        forms.put("return", Assembler::returnResult);
        addJumps(forms);
        return forms;
    }

    private static void addJumps(Map<String, Consumer<Assembler>> forms) {
        forms.put("jump", a -> backAndForth(a, a::jump));
        for (Step.Comparison comparison : Step.Comparison.values()) {
            forms.put("jump if " + comparison, a -> backAndForth(a, label -> a.jumpIf(comparison, label)));
        }
        forms.put("jump if failed", a -> backAndForth(a, a::jumpIfFailed));
        forms.put("jump if zero", a -> backAndForth(a, a::jumpIfZero));
    }

    /** The same jump to a place behind it and to one before it. */
    private static void backAndForth(Assembler assembler, Consumer<Integer> jump) {
        int before = assembler.newLabel();
        int behind = assembler.newLabel();
        assembler.bind(before);
        jump.accept(behind);
        jump.accept(before);
        assembler.bind(behind);
        assembler.systemCall();
    }

    private static String approved(String name) throws IOException {
        try (InputStream in = InstructionFormsTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
