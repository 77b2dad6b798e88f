package dev.alcove.launch;

/**
 * The instruction forms for aarch64, after the Arm architecture reference manual, section C6.2. The base is in x19, which
 * a system call leaves alone; x16 holds what does not fit into an instruction.
 */
final class Aarch64Assembler extends Assembler {
    private static final int X0 = 0;
    private static final int LEFT = 9;
    private static final int RIGHT = 10;
    private static final int SCRATCH = 16;
    private static final int BASE = 19;
    private static final int ZERO = 31;
    private static final int SP = 31;

    /** By {@link Assembler.Register}; the kernel's convention is in syscall(2). */
    private static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 8, X0, LEFT, RIGHT};

    /** A slot further away than this needs its address computed first. */
    private static final int SCALED_LIMIT = 8 * 4096;

    @Override
    void base(long address) {
        move(BASE, address);
    }

    @Override
    void base(Register address) {
        emit32(0xaa0003e0 | number(address) << 16 | BASE); // mov
    }

    @Override
    void storeBase(Register address) {
        emit32(0xf9000000 | number(address) << 5 | BASE);
    }

    @Override
    void loadBase(int offset) {
        slot(0xf9400000, BASE, offset);
    }

    @Override
    void storeStackPointer(int offset) {
        emit32(0x91000000 | SP << 5 | SCRATCH); // mov x16, sp
        emit32(0xf9000000 | offset / 8 << 10 | BASE << 5 | SCRATCH);
    }

    @Override
    void constant(Register target, long value) {
        move(number(target), value);
    }

    @Override
    void address(Register target, int offset) {
        int to = number(target);
        emit32(0x91000000 | (offset & 0xfff) << 10 | BASE << 5 | to); // add to, base, #low
        if (offset > 0xfff) {
            emit32(0x91400000 | (offset >> 12 & 0xfff) << 10 | to << 5 | to); // add to, to, #high, lsl 12
        }
        if (offset >= 1 << 24) {
            throw new InvalidProgramException("a program's data end at 16 MiB");
        }
    }

    @Override
    void loadSlot(Register target, int offset) {
        slot(0xf9400000, number(target), offset);
    }

    @Override
    void storeSlot(int offset, Register value) {
        slot(0xf9000000, number(value), offset);
    }

    @Override
    void load(Register target, Register address, Step.Width width) {
        int opcode = switch (width) {
            case BYTE -> 0x39400000; // ldrb
            case INT -> 0xb9800000; // ldrsw
            case LONG -> 0xf9400000; // ldr
        };
        emit32(opcode | number(address) << 5 | number(target));
    }

    @Override
    void store(Register address, Register value, Step.Width width) {
        int opcode = switch (width) {
            case BYTE -> 0x39000000; // strb
            case INT -> 0xb9000000; // str w
            case LONG -> 0xf9000000; // str x
        };
        emit32(opcode | number(address) << 5 | number(value));
    }

    @Override
    void compute(Step.Operator operator) {
        int opcode = switch (operator) {
            case ADD -> 0x8b000000;
            case SUBTRACT -> 0xcb000000;
            case AND -> 0x8a000000;
            case MULTIPLY -> 0x9b000000 | ZERO << 10; // madd with nothing to add
            case SHIFT_LEFT -> 0x9ac02000; // lslv
            case SHIFT_RIGHT -> 0x9ac02400; // lsrv
        };
        emit32(opcode | RIGHT << 16 | LEFT << 5 | LEFT);
    }

    @Override
    void systemCall() {
        emit32(0xd4000001); // svc #0
    }

    @Override
    void jump(int label) {
        fixup(label);
        emit32(0x14000000);
    }

    @Override
    void jumpIf(Step.Comparison comparison, int label) {
        emit32(0xeb000000 | RIGHT << 16 | LEFT << 5 | ZERO); // cmp
        int condition = switch (comparison) {
            case EQUAL -> 0x0;
            case NOT_EQUAL -> 0x1;
            case LESS -> 0xb;
            case GREATER_OR_EQUAL -> 0xa;
        };
        fixup(label);
        emit32(0x54000000 | condition);
    }

    @Override
    void jumpIfFailed(int label) {
        emit32(0xeb000000 | ZERO << 16 | X0 << 5 | ZERO); // cmp x0, xzr
        fixup(label);
        emit32(0x54000000 | 0x4); // b.mi
    }

    @Override
    void jumpIfZero(int label) {
        fixup(label);
        emit32(0xb4000000 | X0); // cbz
    }

    @Override
    void negateResult() {
        emit32(0xcb000000 | X0 << 16 | ZERO << 5 | LEFT);
    }

    @Override
    void returnResult() {
        emit32(0xd65f03c0);
    }

    /** A conditional jump has 19 bits for the distance, an unconditional one 26, both in instructions. */
    @Override
    void patch(int position, int distance) {
        int instruction = get32(position);
        int words = distance >> 2;
        boolean conditional = instruction >>> 26 != 0x14000000 >>> 26;
        if (conditional && (words < -(1 << 18) || words >= 1 << 18)) {
            throw new InvalidProgramException("a program's code ends at 1 MiB");
        }
        put32(position, instruction | (conditional ? (words & 0x7ffff) << 5 : words & 0x3ffffff));
    }

    private static int number(Register register) {
        return NUMBERS[register.ordinal()];
    }

    /** movz or movn, then a movk for each of the other quarters that differ from what that left. */
    private void move(int to, long value) {
        boolean inverted = value < 0;
        long fill = inverted ? 0xffff : 0;
        int first = 0;
        while (first < 3 && (value >>> 16 * first & 0xffff) == fill) {
            first++;
        }
        int quarter = (int) (value >>> 16 * first & 0xffff);
        emit32((inverted ? 0x92800000 : 0xd2800000) | first << 21 | (inverted ? ~quarter & 0xffff : quarter) << 5 | to);
        for (int i = first + 1; i < 4; i++) {
            long next = value >>> 16 * i & 0xffff;
            if (next != fill) {
                emit32(0xf2800000 | i << 21 | (int) next << 5 | to); // movk
            }
        }
    }

    private void slot(int opcode, int register, int offset) {
        if (offset >= SCALED_LIMIT) {
            throw new InvalidProgramException("slot at " + offset + " is too far from the base");
        }
        emit32(opcode | offset / 8 << 10 | BASE << 5 | register);
    }
}
