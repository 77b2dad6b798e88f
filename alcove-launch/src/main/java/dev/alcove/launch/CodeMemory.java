package dev.alcove.launch;

import dev.alcove.linux.Arch;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.Memory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Memory with executable code at its start and room for data behind. A few blocks are kept for programs with the same code,
 * of which a JVM that starts one kind of process has one after the other: to map, protect and unmap a block takes longer
 * than to fill it. Code is never changed once it has been executable.
 */
final class CodeMemory {
    /** The largest page that a kernel of this architecture may have. */
    private static final int PAGE = Arch.HOST == Arch.X86_64 ? 4096 : 65536;

    private static final int KEPT = 8;

    private static final Deque<CodeMemory> IDLE = new ArrayDeque<>(KEPT);

    private final byte[] code;
    private final Memory memory;

    private final boolean shared;

    private CodeMemory(byte[] code, Memory memory, boolean shared) {
        this.code = code;
        this.memory = memory;
        this.shared = shared;
    }

    /** A block with this code, and at least {@code data} bytes of zeroes behind it. */
    static CodeMemory with(byte[] code, int data) throws LinuxException {
        int start = dataStart(code);
        CodeMemory kept = take(code, start + data);
        if (kept != null) {
            for (int at = start; at < start + data; at += Long.BYTES) {
                kept.memory.buffer().putLong(at, 0);
            }
            return kept;
        }
        return filled(Memory.map(start + data + Long.BYTES), code, start, false);
    }

    /** A new block, that stays the same memory for a child that otherwise gets a copy of everything. */
    static CodeMemory shared(byte[] code, int data) throws LinuxException {
        int start = dataStart(code);
        return filled(Memory.mapShared(start + data + Long.BYTES), code, start, true);
    }

    private static CodeMemory filled(Memory memory, byte[] code, int start, boolean shared) throws LinuxException {
        memory.buffer().put(0, code);
        try {
            memory.makeExecutable(0, start);
        } catch (LinuxException e) {
            memory.close();
            throw e;
        }
        return new CodeMemory(code, memory, shared);
    }

    /** Where the data starts: on the page after the code. */
    int dataStart() {
        return dataStart(code);
    }

    Memory memory() {
        return memory;
    }

    /** Gives the block back. Nothing may use it any more. */
    void free() {
        synchronized (IDLE) {
            if (!shared && IDLE.size() < KEPT) {
                IDLE.push(this);
                return;
            }
        }
        memory.close();
    }

    private static int dataStart(byte[] code) {
        return code.length + PAGE - 1 & -PAGE;
    }

    private static @Nullable CodeMemory take(byte[] code, int size) {
        CodeMemory oldest = null;
        synchronized (IDLE) {
            for (Iterator<CodeMemory> each = IDLE.iterator(); each.hasNext(); ) {
                CodeMemory idle = each.next();
                if (idle.memory.size() >= size + Long.BYTES && Arrays.equals(idle.code, code)) {
                    each.remove();
                    return idle;
                }
            }
            if (IDLE.size() == KEPT) {
                oldest = IDLE.removeLast();
            }
        }
        if (oldest != null) {
            oldest.memory.close(); // programs have changed: room for those of now
        }
        return null;
    }
}
