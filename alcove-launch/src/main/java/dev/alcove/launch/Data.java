package dev.alcove.launch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A block of a program's memory: bytes that are there when it starts, some of which may be pointers to other blocks,
 * aligned to eight. Obtained from {@link ProgramBuilder}.
 */
public final class Data {
    private final int index;
    private final int size;
    private final byte[] bytes;
    private final @Nullable Data @Nullable [] pointers;

    Data(int index, int size, byte[] bytes, @Nullable Data @Nullable [] pointers) {
        this.index = index;
        this.size = size;
        this.bytes = bytes;
        this.pointers = pointers;
    }

    int index() {
        return index;
    }

    /** How long the block is, in bytes. */
    public int size() {
        return size;
    }

    /** The block's first bytes; the rest up to {@link #size} are zero. */
    byte[] bytes() {
        return bytes;
    }

    /** What the block's words point at, null for a null pointer; null altogether when it holds no pointers. */
    @Nullable Data @Nullable [] pointers() {
        return pointers;
    }

    /** The address of the block's first byte. */
    public Operand.Pointer address() {
        return at(0);
    }

    /** The address of a byte of the block. */
    public Operand.Pointer at(int offset) {
        return new Operand.Pointer(this, offset);
    }

    /** The text of a block that holds a C string, without its NUL, a char for each byte. */
    String text() {
        int end = bytes.length;
        if (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return new String(Arrays.copyOf(bytes, end), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
