package dev.alcove.linux.raw;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A block of anonymous memory outside the Java heap, mapped for one purpose and unmapped when closed. A {@link
 * ByteBuffer} is its window, which costs less at start-up than the accessors of a memory segment.
 */
public final class Memory implements AutoCloseable {
    private static final int PROT_READ_WRITE = 3;
    private static final int PROT_READ_EXEC = 5;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int MAP_SHARED_ANONYMOUS = 0x21;
    private static final long PAGE = 4096;

    private final long address;
    private final long size;
    private final ByteBuffer buffer;
    private int used;

    private Memory(long address, long size) {
        this.address = address;
        this.size = size;
        this.buffer = Syscalls.view(address, size);
    }

    /** Maps at least {@code size} bytes, readable and writable, all zero. */
    public static Memory map(long size) throws LinuxException {
        return map(size, MAP_PRIVATE_ANONYMOUS, "MAP_PRIVATE");
    }

    /** The same, but a child that is forked shares it, instead of getting a copy. */
    public static Memory mapShared(long size) throws LinuxException {
        return map(size, MAP_SHARED_ANONYMOUS, "MAP_SHARED");
    }

    private static Memory map(long size, int flags, String shown) throws LinuxException {
        long rounded = Math.max(PAGE, (size + PAGE - 1) & -PAGE);
        long at = Syscalls.call(Syscall.MMAP, 0, rounded, PROT_READ_WRITE, flags, -1, 0);
        if (Syscalls.failed(at)) {
            String call = "mmap(NULL, " + rounded + ", PROT_READ|PROT_WRITE, " + shown + "|MAP_ANONYMOUS, -1, 0)";
            throw new LinuxException("cannot map memory", call, (int) -at, null);
        }
        return new Memory(at, rounded);
    }

    public long address() {
        return address;
    }

    public long size() {
        return size;
    }

    /** The whole block. Its position and limit belong to the caller. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Copies {@code text} in UTF-8, with a NUL behind it, to the next free bytes, and gives its address. */
    public long string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long at = allocate(bytes.length + 1);
        buffer.put((int) (at - address), bytes);
        return at;
    }

    /** Copies {@code text}, each char a byte, with a NUL behind it, to the next free bytes, and gives its address. */
    public long latin1(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        long at = allocate(bytes.length + 1);
        buffer.put((int) (at - address), bytes);
        return at;
    }

    /** The address of the next {@code length} free bytes, aligned to eight. */
    public long allocate(int length) {
        long at = address + used;
        int end = used + length;
        if (end > size) {
            throw new IllegalArgumentException(length + " bytes do not fit into what is left of " + size);
        }
        used = (end + 7) & ~7;
        return at;
    }

    /** Makes the {@code length} bytes from {@code offset}, both whole pages, executable and no longer writable. */
    public void makeExecutable(long offset, long length) throws LinuxException {
        long result = Syscalls.call(Syscall.MPROTECT, address + offset, length, PROT_READ_EXEC);
        if (Syscalls.failed(result)) {
            String call = "mprotect(0x" + Long.toHexString(address + offset) + ", " + length + ", PROT_READ|PROT_EXEC)";
            throw new LinuxException(
                    "cannot make memory executable",
                    call,
                    (int) -result,
                    "a security policy (SELinux execmem, systemd MemoryDenyWriteExecute) may forbid it to this JVM");
        }
    }

    @Override
    public void close() {
        Syscalls.call(Syscall.MUNMAP, address, size);
    }
}
