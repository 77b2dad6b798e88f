package dev.alcove.launch;

import dev.alcove.linux.Arch;
import java.util.Arrays;

/**
 * Turns a handful of instruction forms into machine code. Every program is made of these and of nothing else; how each
 * is encoded is a matter of the two classes that extend this one. Labels are numbers, bound to a position once, jumped to
 * from anywhere.
 *
 * <p>The code needs no stack, so that two processes can share memory while they run it.
 */
abstract sealed class Assembler permits X64Assembler, Aarch64Assembler {
    /** The registers of the forms: six arguments, the call's number and its result, and two to compute with. */
    enum Register {
        A0,
        A1,
        A2,
        A3,
        A4,
        A5,
        NUMBER,
        RESULT,
        LEFT,
        RIGHT
    }

    static final Register[] ARGUMENTS = {Register.A0, Register.A1, Register.A2, Register.A3, Register.A4, Register.A5};

    private static final int UNBOUND = -1;

    private byte[] code = new byte[1024];
    private int length;
    private int[] labels = new int[32];
    private int labelCount;
    private int[] fixups = new int[64];
    private int fixupCount;

    static Assembler of(Arch arch) {
        return arch == Arch.X86_64 ? new X64Assembler() : new Aarch64Assembler();
    }

    /** Makes the base register hold {@code address}: where the slots start, and behind them the data. */
    abstract void base(long address);

    /** Makes the base register hold the address that is in {@code address}. */
    abstract void base(Register address);

    /** Stores the base register, which belongs to a C caller, into the word that {@code address} points at. */
    abstract void storeBase(Register address);

    /** Gives the base register the word at {@code offset} from the base. */
    abstract void loadBase(int offset);

    /** Stores the stack pointer that the kernel gave the process into the word at {@code offset} from the base. */
    abstract void storeStackPointer(int offset);

    abstract void constant(Register target, long value);

    /** The address {@code offset} bytes behind the base. */
    abstract void address(Register target, int offset);

    /** The word at {@code offset} from the base. */
    abstract void loadSlot(Register target, int offset);

    abstract void storeSlot(int offset, Register value);

    abstract void load(Register target, Register address, Step.Width width);

    abstract void store(Register address, Register value, Step.Width width);

    /** {@code LEFT = LEFT operator RIGHT}. */
    abstract void compute(Step.Operator operator);

    /** Makes the call whose number is in {@code NUMBER}. */
    abstract void systemCall();

    abstract void jump(int label);

    /** Jumps when {@code LEFT} compares so with {@code RIGHT}. */
    abstract void jumpIf(Step.Comparison comparison, int label);

    /** Jumps when {@code RESULT} is negative. */
    abstract void jumpIfFailed(int label);

    /** Jumps when {@code RESULT} is zero. */
    abstract void jumpIfZero(int label);

    /** {@code LEFT = -RESULT}. */
    abstract void negateResult();

    /** Leaves a function that C called, with {@code RESULT} as its value. */
    abstract void returnResult();

    /** Puts a jump's distance, known at last, into the instruction at {@code position}. */
    abstract void patch(int position, int distance);

    final int newLabel() {
        if (labelCount == labels.length) {
            labels = Arrays.copyOf(labels, labelCount * 2);
        }
        labels[labelCount] = UNBOUND;
        return labelCount++;
    }

    final void bind(int label) {
        if (labels[label] != UNBOUND) {
            throw new IllegalStateException("label " + label + " is bound twice");
        }
        labels[label] = length;
    }

    /** The finished code. */
    final byte[] finish() {
        for (int i = 0; i < fixupCount; i += 2) {
            int target = labels[fixups[i + 1]];
            if (target == UNBOUND) {
                throw new IllegalStateException("label " + fixups[i + 1] + " is not bound");
            }
            patch(fixups[i], target - fixups[i]);
        }
        return Arrays.copyOf(code, length);
    }

    /** Remembers that the instruction part at this position is to hold the distance to {@code label}. */
    final void fixup(int label) {
        if (fixupCount == fixups.length) {
            fixups = Arrays.copyOf(fixups, fixupCount * 2);
        }
        fixups[fixupCount++] = length;
        fixups[fixupCount++] = label;
    }

    final void emit8(int value) {
        reserve(1);
        code[length++] = (byte) value;
    }

    final void emit32(int value) {
        reserve(4);
        put32(length, value);
        length += 4;
    }

    final void emit64(long value) {
        emit32((int) value);
        emit32((int) (value >>> 32));
    }

    final void put32(int position, int value) {
        for (int i = 0; i < 4; i++) {
            code[position + i] = (byte) (value >>> (8 * i));
        }
    }

    final int get32(int position) {
        int value = 0;
        for (int i = 3; i >= 0; i--) {
            value = value << 8 | code[position + i] & 0xff;
        }
        return value;
    }

    private void reserve(int bytes) {
        if (length + bytes > code.length) {
            code = Arrays.copyOf(code, code.length * 2);
        }
    }
}
