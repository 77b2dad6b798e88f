package dev.alcove.launch;

/** A value that a step uses: known when the program is built, or found in a slot when it runs. */
public sealed interface Operand permits Operand.Constant, Operand.Pointer, Operand.SlotAddress, Slot {
    /** A number that is known when the program is built. */
    record Constant(long value) implements Operand {}

    /** The address of a byte of the program's own data. */
    record Pointer(Data data, int offset) implements Operand {
        public Pointer {
            if (offset < 0 || offset > data.size()) {
                throw new InvalidProgramException(
                        "offset " + offset + " points outside of data of " + data.size() + " bytes");
            }
        }
    }

    /** The address of a slot, for a call that writes its result to memory. */
    record SlotAddress(Slot slot) implements Operand {}

    static Operand of(long value) {
        return new Constant(value);
    }
}
