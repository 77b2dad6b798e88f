package dev.alcove.launch;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everything in a program's memory is, counted from the base: the slots, then data that has contents, then data
 * that is all zero, which a file need not hold.
 */
final class Layout {
    private final List<Data> data;
    private final int[] offsets;
    private final int contents;
    private final int size;

    Layout(Program program) {
        data = program.data();
        offsets = new int[data.size()];
        int at = program.slots().size() * Long.BYTES;
        contents = place(true, at);
        size = place(false, contents);
    }

    /** How many bytes from the base on may be other than zero. */
    int contents() {
        return contents;
    }

    int size() {
        return size;
    }

    int offset(Data block) {
        return offsets[block.index()];
    }

    /** Writes the contents to memory that is zero, whose start will be at {@code base} when the program runs. */
    void write(ByteBuffer memory, int start, long base) {
        for (int i = 0; i < offsets.length; i++) {
            Data block = data.get(i);
            if (block.bytes().length > 0) { // a block of zeroes may lie beyond what a file holds
                memory.put(start + offsets[i], block.bytes());
            }
            @Nullable Data[] pointers = block.pointers();
            if (pointers != null) {
                for (int p = 0; p < pointers.length; p++) {
                    Data target = pointers[p];
                    if (target != null) {
                        memory.putLong(start + offsets[i] + p * Long.BYTES, base + offset(target));
                    }
                }
            }
        }
    }

    private int place(boolean withContents, int start) {
        int at = start;
        for (int i = 0; i < offsets.length; i++) {
            Data block = data.get(i);
            if ((block.bytes().length > 0 || block.pointers() != null) == withContents) {
                offsets[i] = at;
                at = Math.addExact(at, block.size() + 7 & -8);
            }
        }
        return at;
    }
}
