package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a program does, operation by operation, in one notation, reached on two ways that have nothing in common:
 * {@link #planned} from its steps, {@link #lifted} from the text that objdump gives for the machine code.
 *
 * <pre>{@code
 * rdi = 0x5          rsi = base+0x30     rax = slot 0x18     slot 0x18 = rax     rax = byte[rax]     long[rax] = rcx
 * rax += rcx         rax = -rax          syscall             goto 17             if rax < rcx goto 17
 * }</pre>
 *
 * <p>A jump's target is the number of an operation.
 */
final class MachineCode {
    private static final Map<String, String> X64_WIDE = widerX64();
    private static final Pattern X64_MEMORY = Pattern.compile("(BYTE|DWORD|QWORD) PTR \\[(\\w+)(?:\\+0x([0-9a-f]+))?]");

    private MachineCode() {}

    /** The registers by the part that they play. */
    private record Registers(List<String> arguments, String number, String result, String left, String right) {
        static Registers of(Arch arch) {
            return arch == Arch.X86_64
                    ? new Registers(List.of("rdi", "rsi", "rdx", "r10", "r8", "r9"), "rax", "rax", "rax", "rcx")
                    : new Registers(List.of("x0", "x1", "x2", "x3", "x4", "x5"), "x8", "x0", "x9", "x10");
        }
    }

    /** The operations that the steps stand for, with the end that a program has that is spawned. */
    static List<String> planned(Program program, Layout layout, Arch arch) {
        return new Plan(program, layout, arch).operations();
    }

    private static final class Plan {
        private final Program program;
        private final Layout layout;
        private final Arch arch;
        private final Registers registers;
        private final List<String> operations = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();
        private int failures;
        private int local;

        Plan(Program program, Layout layout, Arch arch) {
            this.program = program;
            this.layout = layout;
            this.arch = arch;
            this.registers = Registers.of(arch);
        }

        List<String> operations() {
            program.steps().forEach(this::add);
            int failing = 0;
            for (Step step : program.failingSteps()) {
                place("failure" + ++failing);
                if (step instanceof Step.Fail fail) {
                    value(registers.left(), fail.errno());
                } else if (step instanceof Step.Wait) {
                    value(registers.left(), Program.ERRNO);
                } else {
                    operations.add(registers.left() + " = -" + registers.result());
                }
                keep(Program.ERRNO, registers.left());
                constant(registers.left(), failing);
                keep(Program.FAILED, registers.left());
                operations.add("goto {end}");
            }
            place("end");
            constant(registers.arguments().get(0), 127);
            call(Syscall.EXIT_GROUP);
            return operations.stream().map(this::resolve).toList();
        }

        private void add(Step step) {
            switch (step) {
                case Step.Call call -> {
                    for (int i = 0; i < call.arguments().size(); i++) {
                        value(
                                registers.arguments().get(i),
                                call.arguments().get(i).operand());
                    }
                    call(call.syscall());
                    Slot result = call.result();
                    if (result != null) {
                        keep(result, registers.result());
                    }
                    if (call.failure() != null) {
                        operations.add("if " + registers.result() + " < 0 goto {failure" + ++failures + "}");
                    }
                }
                case Step.Bind bind -> place("label" + bind.label().index());
                case Step.Jump jump -> jump(jump);
                case Step.Fork fork -> fork(fork);
                case Step.Wait wait -> await(wait);
                case Step.Exit exit -> {
                    value(registers.arguments().get(0), exit.status());
                    call(Syscall.EXIT_GROUP);
                }
                case Step.Fail fail -> operations.add("goto {failure" + ++failures + "}");
                case Step.Compute compute -> {
                    value(registers.left(), compute.left());
                    value(registers.right(), compute.right());
                    operations.add(registers.left() + " " + compute.operator().sign() + "= " + registers.right());
                    keep(compute.target(), registers.left());
                }
                case Step.Load load -> {
                    value(registers.left(), load.address());
                    operations.add(registers.left() + " = " + width(load.width()) + "[" + registers.left() + "]");
                    keep(load.target(), registers.left());
                }
                case Step.Store store -> {
                    value(registers.left(), store.address());
                    value(registers.right(), store.value());
                    operations.add(width(store.width()) + "[" + registers.left() + "] = " + registers.right());
                }
            }
        }

        private void jump(Step.Jump jump) {
            Step.Test test = jump.test();
            String target = " goto {label" + jump.target().index() + "}";
            if (test == null) {
                operations.add(target.strip());
            } else {
                value(registers.left(), test.left());
                value(registers.right(), test.right());
                compare(test.comparison().sign(), target);
            }
        }

        private void fork(Step.Fork fork) {
            constant(registers.arguments().get(0), fork.flags() | 17);
            for (int i = 1; i < 5; i++) {
                constant(registers.arguments().get(i), 0);
            }
            call(Syscall.CLONE);
            keep(fork.pid(), registers.result());
            operations.add("if " + registers.result() + " == 0 goto {label"
                    + fork.child().index() + "}");
            operations.add("if " + registers.result() + " < 0 goto {failure" + ++failures + "}");
        }

        private void await(Step.Wait wait) {
            int number = ++local;
            place("again" + number);
            constant(registers.left(), 0);
            keep(wait.status(), registers.left());
            value(registers.arguments().get(0), wait.pid());
            value(registers.arguments().get(1), wait.status().address());
            constant(registers.arguments().get(2), 0);
            constant(registers.arguments().get(3), 0);
            call(Syscall.WAIT4);
            operations.add("if " + registers.result() + " < 0 goto {interrupted" + number + "}");
            operations.add("goto {done" + number + "}");
            place("interrupted" + number);
            operations.add(registers.left() + " = -" + registers.result());
            constant(registers.right(), 4);
            compare("==", " goto {again" + number + "}");
            keep(Program.ERRNO, registers.left());
            operations.add("goto {failure" + ++failures + "}");
            place("done" + number);
        }

        private void call(Syscall syscall) {
            constant(registers.number(), syscall.number(arch));
            operations.add("syscall");
        }

        private void compare(String sign, String target) {
            operations.add("if " + registers.left() + " " + sign + " " + registers.right() + target);
        }

        private void value(String register, Operand operand) {
            switch (operand) {
                case Operand.Constant constant -> constant(register, constant.value());
                case Slot slot -> operations.add(register + " = slot " + hex(slot.offset()));
                case Operand.SlotAddress address ->
                    address(register, address.slot().offset());
                case Operand.Pointer pointer -> address(register, layout.offset(pointer.data()) + pointer.offset());
            }
        }

        private void address(String register, int offset) {
            operations.add(register + " = base+" + hex(offset));
        }

        private void constant(String register, long value) {
            operations.add(register + " = " + hex(value));
        }

        private void keep(Slot slot, String register) {
            operations.add("slot " + hex(slot.offset()) + " = " + register);
        }

        private void place(String name) {
            places.put(name, operations.size());
        }

        private String resolve(String operation) {
            Matcher matcher = Pattern.compile("\\{(.*)}").matcher(operation);
            return matcher.find() ? matcher.replaceFirst("" + places.get(matcher.group(1))) : operation;
        }
    }

    /** What objdump's text says, with the addresses that the jumps have turned into numbers of operations. */
    static List<String> lifted(List<Objdump.Instruction> code, Arch arch) {
        List<String> operations = new ArrayList<>();
        Map<Long, Integer> places = new HashMap<>();
        List<String> texts = code.stream().map(Objdump.Instruction::text).toList();
        for (int i = 0; i < texts.size(); ) {
            places.put(code.get(i).address(), operations.size());
            int used = arch == Arch.X86_64 ? x64(texts, i, operations) : aarch64(texts, i, operations);
            assertTrue(used > 0, () -> "not an instruction of ours among " + texts);
            i += used;
        }
        return operations.stream().map(o -> resolve(o, places)).toList();
    }

    private static String resolve(String operation, Map<Long, Integer> places) {
        int at = operation.indexOf("goto 0x");
        if (at < 0) {
            return operation;
        }
        long address = Long.parseLong(operation.substring(at + 7), 16);
        return operation.substring(0, at) + "goto " + places.get(address);
    }

    private static int x64(List<String> texts, int at, List<String> out) {
        String text = texts.get(at).replaceFirst("^rex ", "");
        String[] parts = text.split("[ ,]", 2);
        String mnemonic = parts[0];
        String[] operands = parts.length == 1 ? new String[0] : parts[1].split(",", -1);
        return switch (mnemonic) {
            case "syscall" -> add(out, "syscall");
            case "jmp" -> add(out, "goto " + operands[0]);
            case "xor" -> operands[0].equals(operands[1]) ? add(out, x64Wide(operands[0]) + " = 0x0") : 0;
            case "movabs" -> add(out, operands[0] + " = " + operands[1]);
            case "mov", "movsxd", "movzx" -> x64Move(operands, out);
            case "lea" -> add(out, operands[0] + " = base+" + x64Base(operands[1]));
            case "neg" -> add(out, operands[0] + " = -" + operands[0]);
            case "add" -> add(out, operands[0] + " += " + operands[1]);
            case "sub" -> add(out, operands[0] + " -= " + operands[1]);
            case "and" -> add(out, operands[0] + " &= " + operands[1]);
            case "imul" -> add(out, operands[0] + " *= " + operands[1]);
            case "shl", "shr" ->
                operands[1].equals("cl")
                        ? add(out, operands[0] + (mnemonic.equals("shl") ? " <<= rcx" : " >>= rcx"))
                        : 0;
            case "cmp", "test" -> x64Jump(mnemonic, operands, texts.get(at + 1), out);
            default -> 0;
        };
    }

    private static int x64Move(String[] operands, List<String> out) {
        Matcher from = X64_MEMORY.matcher(operands[1]);
        Matcher to = X64_MEMORY.matcher(operands[0]);
        if (from.matches()) {
            return add(out, operands[0] + " = " + x64Memory(from));
        }
        if (to.matches()) {
            return add(out, x64Memory(to) + " = " + x64Wide(operands[1]));
        }
        return operands[1].startsWith("0x") ? add(out, x64Wide(operands[0]) + " = " + operands[1]) : 0;
    }

    private static String x64Memory(Matcher memory) {
        if (memory.group(2).equals("rbx")) {
            return "slot 0x" + memory.group(3);
        }
        assertTrue(memory.group(3) == null || memory.group(3).equals("0"), memory.group());
        return switch (memory.group(1)) {
                    case "BYTE" -> "byte[";
                    case "DWORD" -> "int[";
                    default -> "long[";
                }
                + memory.group(2) + "]";
    }

    private static String x64Base(String operand) {
        assertTrue(operand.startsWith("[rbx+0x"), operand);
        return operand.substring(5, operand.length() - 1);
    }

    private static int x64Jump(String compare, String[] operands, String jump, List<String> out) {
        String[] parts = jump.split(" ", 2);
        boolean test = compare.equals("test");
        @Nullable String sign = switch (parts[0]) {
            case "je" -> "==";
            case "jne" -> test ? null : "!=";
            case "jl" -> test ? null : "<";
            case "jge" -> test ? null : ">=";
            case "js" -> test ? "<" : null;
            default -> null;
        };
        if (sign == null || (test && !operands[0].equals(operands[1]))) {
            return 0;
        }
        out.add("if " + operands[0] + " " + sign + " " + (test ? "0" : operands[1]) + " goto " + parts[1]);
        return 2;
    }

    private static String x64Wide(String register) {
        return X64_WIDE.getOrDefault(register, register);
    }

    private static Map<String, String> widerX64() {
        Map<String, String> wide = new HashMap<>(Map.of("cl", "rcx", "sil", "rsi", "dil", "rdi"));
        for (String name : List.of("ax", "cx", "dx", "si", "di")) {
            wide.put("e" + name, "r" + name);
        }
        for (int i = 8; i < 16; i++) {
            wide.put("r" + i + "d", "r" + i);
        }
        return wide;
    }

    private static int aarch64(List<String> texts, int at, List<String> out) {
        String[] parts = texts.get(at).split(" ", 2);
        String mnemonic = parts[0];
        String[] operands = parts[1].replaceAll("[\\[\\]#]", "").split(", ", -1);
        return switch (mnemonic) {
            case "svc" -> add(out, "syscall");
            case "b" -> add(out, "goto " + operands[0]);
            case "mov", "movz", "movn" -> aarch64Constant(texts, at, out);
            case "add" ->
                operands[1].equals("x19") ? aarch64Address(texts, at, out) : aarch64Compute("+", operands, out);
            case "sub" -> aarch64Compute("-", operands, out);
            case "and" -> aarch64Compute("&", operands, out);
            case "mul" -> aarch64Compute("*", operands, out);
            case "lsl" -> aarch64Compute("<<", operands, out);
            case "lsr" -> aarch64Compute(">>", operands, out);
            case "neg" -> add(out, operands[0] + " = -" + operands[1]);
            case "ldr", "ldrb", "ldrsw" -> add(out, x(operands[0]) + " = " + aarch64Memory(mnemonic, operands));
            case "str", "strb" -> add(out, aarch64Memory(mnemonic, operands) + " = " + x(operands[0]));
            case "cbz" -> add(out, "if " + operands[0] + " == 0 goto " + operands[1]);
            case "cmp" -> aarch64Jump(operands, texts.get(at + 1), out);
            default -> 0;
        };
    }

    /** A mov, movz or movn and all movk for the same register behind it. */
    private static int aarch64Constant(List<String> texts, int at, List<String> out) {
        Pattern move = Pattern.compile("(mov[znk]?) (x\\d+), #(0x[0-9a-f]+)(?:, lsl #(\\d+))?");
        Matcher first = move.matcher(texts.get(at));
        if (!first.matches()) {
            return 0;
        }
        long value = shifted(first);
        if (first.group(1).equals("movn")) {
            value = ~value;
        }
        int used = 1;
        for (; at + used < texts.size(); used++) {
            Matcher next = move.matcher(texts.get(at + used));
            if (!next.matches()
                    || !next.group(1).equals("movk")
                    || !next.group(2).equals(first.group(2))) {
                break;
            }
            long hole = 0xffffL << (next.group(4) == null ? 0 : Integer.parseInt(next.group(4)));
            value = value & ~hole | shifted(next);
        }
        out.add(first.group(2) + " = " + hex(value));
        return used;
    }

    private static long shifted(Matcher move) {
        int shift = move.group(4) == null ? 0 : Integer.parseInt(move.group(4));
        return Long.parseUnsignedLong(move.group(3).substring(2), 16) << shift;
    }

    /** An add to the base and, for a distance of more than twelve bits, another to what that gave. */
    private static int aarch64Address(List<String> texts, int at, List<String> out) {
        Pattern add = Pattern.compile("add (x\\d+), (x\\d+), #0x([0-9a-f]+)(, lsl #12)?");
        Matcher low = add.matcher(texts.get(at));
        if (!low.matches()) {
            return 0;
        }
        long offset = Long.parseLong(low.group(3), 16);
        Matcher high = add.matcher(texts.get(at + 1));
        boolean two = high.matches() && high.group(2).equals(low.group(1)) && high.group(4) != null;
        if (two) {
            offset += Long.parseLong(high.group(3), 16) << 12;
        }
        out.add(low.group(1) + " = base+" + hex(offset));
        return two ? 2 : 1;
    }

    private static int aarch64Compute(String sign, String[] operands, List<String> out) {
        return operands[0].equals(operands[1]) ? add(out, operands[0] + " " + sign + "= " + operands[2]) : 0;
    }

    private static String aarch64Memory(String mnemonic, String[] operands) {
        if (operands[1].equals("x19")) {
            assertTrue(operands[0].startsWith("x"), "half a slot");
            return "slot " + hex(operands.length == 2 ? 0 : Long.parseLong(operands[2]));
        }
        assertTrue(operands.length == 2, "an offset from a register that is not the base");
        if (mnemonic.endsWith("b")) {
            return "byte[" + operands[1] + "]";
        }
        boolean half = mnemonic.equals("ldrsw") || operands[0].startsWith("w");
        return (half ? "int[" : "long[") + operands[1] + "]";
    }

    private static int aarch64Jump(String[] operands, String jump, List<String> out) {
        String[] parts = jump.split(" ", 2);
        boolean zero = operands[1].equals("xzr");
        @Nullable String sign = switch (parts[0]) {
            case "b.eq" -> "==";
            case "b.ne" -> "!=";
            case "b.lt" -> "<";
            case "b.ge" -> ">=";
            case "b.mi" -> zero ? "<" : null;
            default -> null;
        };
        if (sign == null) {
            return 0;
        }
        out.add("if " + operands[0] + " " + sign + " " + (zero ? "0" : operands[1]) + " goto " + parts[1]);
        return 2;
    }

    private static String x(String register) {
        return register.startsWith("w") ? "x" + register.substring(1) : register;
    }

    private static int add(List<String> out, String operation) {
        out.add(operation);
        return 1;
    }

    private static String width(Step.Width width) {
        return switch (width) {
            case BYTE -> "byte";
            case INT -> "int";
            case LONG -> "long";
        };
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
