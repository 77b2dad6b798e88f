package dev.alcove.namespace.process;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.Memory;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory outside the Java heap for system calls that do not wait: taken just before, given back just after, so that a
 * few blocks serve all threads.
 */
public final class NativeBuffers {
    /** What a pipe holds, unless it was told otherwise. */
    public static final int SIZE = 65536;

    private static final int KEPT = 8;

    private static final ConcurrentLinkedQueue<Memory> FREE = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private NativeBuffers() {}

    public static Memory take() throws LinuxException {
        Memory memory = FREE.poll();
        if (memory == null) {
            return Memory.map(SIZE);
        }
        COUNT.decrementAndGet();
        return memory;
    }

    public static void give(Memory memory) {
        if (COUNT.incrementAndGet() <= KEPT) {
            FREE.add(memory);
        } else {
            COUNT.decrementAndGet();
            memory.close();
        }
    }
}
