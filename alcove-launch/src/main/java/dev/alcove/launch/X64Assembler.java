package dev.alcove.launch;

/**
 * The instruction forms for x86-64, after the Intel 64 manual, volume 2. The base is in rbx, which a system call leaves
 * alone. Jumps have 32-bit distances, slots 32-bit offsets; nothing is chosen by size but constants.
 */
final class X64Assembler extends Assembler {
    private static final int RAX = 0;
    private static final int RCX = 1;
    private static final int RDX = 2;
    private static final int RBX = 3;
    private static final int RSP = 4;
    private static final int RSI = 6;
    private static final int RDI = 7;
    private static final int R8 = 8;
    private static final int R9 = 9;
    private static final int R10 = 10;

    /** By {@link Assembler.Register}; the kernel's convention is in syscall(2). */
    private static final int[] NUMBERS = {RDI, RSI, RDX, R10, R8, R9, RAX, RAX, RAX, RCX};

    private static final int LEFT = RAX;
    private static final int RIGHT = RCX;

    @Override
    void base(long address) {
        move(RBX, address);
    }

    @Override
    void base(Register address) {
        register(0x89, number(address), RBX);
    }

    @Override
    void storeBase(Register address) {
        memory(0x89, RBX, number(address), 0);
    }

    @Override
    void loadBase(int offset) {
        memory(0x8b, RBX, RBX, offset);
    }

    @Override
    void storeStackPointer(int offset) {
        memory(0x89, RSP, RBX, offset);
    }

    @Override
    void constant(Register target, long value) {
        move(number(target), value);
    }

    @Override
    void address(Register target, int offset) {
        memory(0x8d, number(target), RBX, offset); // lea
    }

    @Override
    void loadSlot(Register target, int offset) {
        memory(0x8b, number(target), RBX, offset);
    }

    @Override
    void storeSlot(int offset, Register value) {
        memory(0x89, number(value), RBX, offset);
    }

    @Override
    void load(Register target, Register address, Step.Width width) {
        int to = number(target);
        int from = number(address);
        switch (width) {
            case BYTE -> {
                rex(to, from);
                emit8(0x0f); // movzx
                emit8(0xb6);
                modRm(2, to, from);
                emit32(0);
            }
            case INT -> memory(0x63, to, from, 0); // movsxd
            case LONG -> memory(0x8b, to, from, 0);
        }
    }

    @Override
    void store(Register address, Register value, Step.Width width) {
        int to = number(address);
        int from = number(value);
        switch (width) {
            case BYTE -> narrowStore(0x88, from, to);
            case INT -> narrowStore(0x89, from, to);
            case LONG -> memory(0x89, from, to, 0);
        }
    }

    @Override
    void compute(Step.Operator operator) {
        switch (operator) {
            case ADD -> register(0x01, RIGHT, LEFT);
            case SUBTRACT -> register(0x29, RIGHT, LEFT);
            case AND -> register(0x21, RIGHT, LEFT);
            case MULTIPLY -> {
                rex(LEFT, RIGHT);
                emit8(0x0f); // imul
                emit8(0xaf);
                modRm(3, LEFT, RIGHT);
            }
            case SHIFT_LEFT -> register(0xd3, 4, LEFT); // by cl
            case SHIFT_RIGHT -> register(0xd3, 5, LEFT);
        }
    }

    @Override
    void systemCall() {
        emit8(0x0f);
        emit8(0x05);
    }

    @Override
    void jump(int label) {
        emit8(0xe9);
        distance(label);
    }

    @Override
    void jumpIf(Step.Comparison comparison, int label) {
        register(0x39, RIGHT, LEFT); // cmp
        conditional(
                switch (comparison) {
                    case EQUAL -> 0x84;
                    case NOT_EQUAL -> 0x85;
                    case LESS -> 0x8c;
                    case GREATER_OR_EQUAL -> 0x8d;
                },
                label);
    }

    @Override
    void jumpIfFailed(int label) {
        register(0x85, RAX, RAX); // test
        conditional(0x88, label); // js
    }

    @Override
    void jumpIfZero(int label) {
        register(0x85, RAX, RAX);
        conditional(0x84, label);
    }

    @Override
    void negateResult() {
        register(0xf7, 3, RAX);
    }

    @Override
    void returnResult() {
        emit8(0xc3);
    }

    @Override
    void patch(int position, int distance) {
        put32(position, distance - 4); // counted from the end of the instruction
    }

    private static int number(Register register) {
        return NUMBERS[register.ordinal()];
    }

    private void move(int to, long value) {
        if (value == 0) {
            optionalRex(to, to);
            emit8(0x31); // xor of the low half clears the whole
            modRm(3, to, to);
        } else if (value == (value & 0xffffffffL)) {
            optionalRex(0, to);
            emit8(0xb8 | to & 7); // mov r32, imm32
            emit32((int) value);
        } else if (value == (int) value) {
            rex(0, to);
            emit8(0xc7); // mov r64, simm32
            modRm(3, 0, to);
            emit32((int) value);
        } else {
            rex(0, to);
            emit8(0xb8 | to & 7); // mov r64, imm64
            emit64(value);
        }
    }

    /** An instruction between a register and the memory {@code offset} bytes behind what {@code base} points at. */
    private void memory(int opcode, int register, int base, int offset) {
        rex(register, base);
        emit8(opcode);
        modRm(2, register, base);
        emit32(offset);
    }

    /** An instruction between two registers, or on one with an opcode extension in the place of the other. */
    private void register(int opcode, int register, int rm) {
        rex(register, rm);
        emit8(opcode);
        modRm(3, register, rm);
    }

    /** A store of less than 64 bits: with a REX prefix, so that each register has a low byte, but without REX.W. */
    private void narrowStore(int opcode, int register, int base) {
        emit8(0x40 | (register >> 3) << 2 | base >> 3);
        emit8(opcode);
        modRm(2, register, base);
        emit32(0);
    }

    private void rex(int register, int rm) {
        emit8(0x48 | (register >> 3) << 2 | rm >> 3);
    }

    private void optionalRex(int register, int rm) {
        int high = (register >> 3) << 2 | rm >> 3;
        if (high != 0) {
            emit8(0x40 | high);
        }
    }

    private void modRm(int mode, int register, int rm) {
        emit8(mode << 6 | (register & 7) << 3 | rm & 7);
    }

    private void conditional(int opcode, int label) {
        emit8(0x0f);
        emit8(opcode);
        distance(label);
    }

    private void distance(int label) {
        fixup(label);
        emit32(0);
    }
}
