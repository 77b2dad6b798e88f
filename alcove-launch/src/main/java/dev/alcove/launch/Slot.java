package dev.alcove.launch;

/**
 * Eight bytes of the program's memory that keep a result for a later step. A new slot holds zero, but a program must
 * write it before it reads it. After a {@link Step.Fork} a slot may or may not be shared between the two processes: each
 * reads only what it wrote itself or what was written before the fork.
 */
public final class Slot implements Operand {
    /**
     * How many slots a program may have besides {@link Program#RESERVED}: a set of them all is a long in which at least
     * one bit is free.
     */
    static final int LIMIT = 60;

    private final int index;
    private final String name;

    Slot(int index, String name) {
        this.index = index;
        this.name = name;
    }

    int index() {
        return index;
    }

    int offset() {
        return index * Long.BYTES;
    }

    /** What the slot holds, a word: {@code pid}. Explanations print it in angle brackets. */
    public String name() {
        return name;
    }

    /** The slot's address, for a call that writes its result there. */
    public Operand address() {
        return new SlotAddress(this);
    }

    @Override
    public String toString() {
        return "<" + name + ">";
    }
}
