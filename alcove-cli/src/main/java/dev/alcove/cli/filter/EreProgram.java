package dev.alcove.cli.filter;

import java.util.Arrays;

/** A regular expression as instructions. Whoever is at {@link #END} has found a match. */
final class EreProgram {
    /** Takes a character of a set, and goes on. */
    static final int TAKE = 0;

    /** Goes to the operand. */
    static final int JUMP = 1;

    /** Goes on, and goes to the operand. */
    static final int FORK = 2;

    /** Goes on if the operand, an operator such as {@code ^}, holds. */
    static final int ASSERT = 3;

    static final int END = 4;

    /** More than this is for no regular expression that somebody typed. */
    private static final int MAX_LENGTH = 100_000;

    private int[] operations = new int[64];
    private int[] operands = new int[64];
    private CharacterClass[] sets = new CharacterClass[64];
    private int length;

    int length() {
        return length;
    }

    int operation(int at) {
        return operations[at];
    }

    int operand(int at) {
        return operands[at];
    }

    boolean takes(int at, int character) {
        return sets[at].contains(character);
    }

    /** Appends an instruction, and says where it is. */
    int add(int operation, int operand) throws FilterException {
        if (length == MAX_LENGTH) {
            throw new FilterException("Regular expression too big");
        }
        if (length == operations.length) {
            operations = Arrays.copyOf(operations, 2 * length);
            operands = Arrays.copyOf(operands, 2 * length);
            sets = Arrays.copyOf(sets, 2 * length);
        }
        operations[length] = operation;
        operands[length] = operand;
        return length++;
    }

    void take(CharacterClass set) throws FilterException {
        int at = add(TAKE, 0);
        sets[at] = set;
    }

    void setOperand(int at, int operand) {
        operands[at] = operand;
    }

    /** Puts an instruction at {@code at}, in front of what is there, which leads nowhere before it. */
    void insert(int at, int operation, int operand) throws FilterException {
        add(END, 0);
        for (int i = length - 1; i > at; i--) {
            operations[i] = operations[i - 1];
            operands[i] = leads(i - 1) && operands[i - 1] >= at ? operands[i - 1] + 1 : operands[i - 1];
            sets[i] = sets[i - 1];
        }
        operations[at] = operation;
        operands[at] = operand;
    }

    /** Appends a copy of the instructions from {@code from} to {@code to}, which lead nowhere but into themselves. */
    void copy(int from, int to) throws FilterException {
        int distance = length - from;
        for (int i = from; i < to; i++) {
            int copy = add(operations[i], leads(i) ? operands[i] + distance : operands[i]);
            sets[copy] = sets[i];
        }
    }

    /** Takes back what was appended from there on. */
    void truncate(int toLength) {
        length = toLength;
    }

    private boolean leads(int at) {
        return operations[at] == JUMP || operations[at] == FORK;
    }
}
