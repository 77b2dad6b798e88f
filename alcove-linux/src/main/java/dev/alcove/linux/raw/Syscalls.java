package dev.alcove.linux.raw;

import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * System calls from Java: {@link #call} takes a number and up to six arguments and returns what the kernel returned,
 * a negated errno on failure.
 *
 * <p>One downcall shape serves everything, because each shape costs milliseconds at start-up. It first calls libc's
 * {@code syscall} to map a page and make it executable; in that page stands a stub that makes the raw call. From then
 * on the same shape calls the stub, and errno needs no capturing.
 */
public final class Syscalls {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int PAGE = 4096;

    /** Moves the C calling convention's arguments to where the kernel expects them; the seventh is on the stack. */
    private static final byte[] X86_64_STUB = {
        0x48,
        (byte) 0x89,
        (byte) 0xf8, // mov rax, rdi
        0x48,
        (byte) 0x89,
        (byte) 0xf7, // mov rdi, rsi
        0x48,
        (byte) 0x89,
        (byte) 0xd6, // mov rsi, rdx
        0x48,
        (byte) 0x89,
        (byte) 0xca, // mov rdx, rcx
        0x4d,
        (byte) 0x89,
        (byte) 0xc2, // mov r10, r8
        0x4d,
        (byte) 0x89,
        (byte) 0xc8, // mov r8, r9
        0x4c,
        (byte) 0x8b,
        0x4c,
        0x24,
        0x08, // mov r9, [rsp+8]
        0x0f,
        0x05, // syscall
        (byte) 0xc3, // ret
    };

    private static final int[] AARCH64_STUB = {
        0xaa0003e8, // mov x8, x0
        0xaa0103e0, // mov x0, x1
        0xaa0203e1, // mov x1, x2
        0xaa0303e2, // mov x2, x3
        0xaa0403e3, // mov x3, x4
        0xaa0503e4, // mov x4, x5
        0xaa0603e5, // mov x5, x6
        0xd4000001, // svc #0
        0xd65f03c0, // ret
    };

    private static final MethodHandle CALL;
    private static final MemorySegment STUB;
    private static final long ENVIRON;

    static {
        ValueLayout.OfLong l = ValueLayout.JAVA_LONG;
        Linker linker = Linker.nativeLinker();
        CALL = linker.downcallHandle(FunctionDescriptor.of(l, l, l, l, l, l, l, l));
        var lookup = linker.defaultLookup();
        STUB = installStub(lookup.findOrThrow("syscall"));
        ENVIRON = lookup.findOrThrow("environ").address();
    }

    private Syscalls() {}

    /** Where libc keeps {@code environ}, the address of the environment's pointers. */
    public static long environ() {
        return view(ENVIRON, Long.BYTES).getLong(0);
    }

    /** The raw call: the kernel's result, from -4095 to -1 a negated errno. */
    public static long call(int number, long a, long b, long c, long d, long e, long f) {
        return invoke(STUB, number, a, b, c, d, e, f);
    }

    /** The raw call with the arguments it has; the others are zero. */
    public static long call(Syscall call, long a, long b, long c, long d, long e, long f) {
        return invoke(STUB, call.number(), a, b, c, d, e, f);
    }

    public static long call(Syscall call, long a, long b, long c, long d) {
        return invoke(STUB, call.number(), a, b, c, d, 0, 0);
    }

    public static long call(Syscall call, long a, long b, long c) {
        return invoke(STUB, call.number(), a, b, c, 0, 0, 0);
    }

    public static long call(Syscall call, long a, long b) {
        return invoke(STUB, call.number(), a, b, 0, 0, 0, 0);
    }

    public static long call(Syscall call, long a) {
        return invoke(STUB, call.number(), a, 0, 0, 0, 0, 0);
    }

    public static long call(Syscall call) {
        return invoke(STUB, call.number(), 0, 0, 0, 0, 0, 0);
    }

    /** Calls code at {@code address} as a C function of three numbers. */
    public static long callFunction(long address, long a, long b, long c) {
        return invoke(MemorySegment.ofAddress(address), a, b, c, 0, 0, 0, 0);
    }

    /** Whether {@code result} says that the call failed. */
    public static boolean failed(long result) {
        return result < 0 && result >= -4095;
    }

    /** A window on raw memory, in the machine's byte order. The caller keeps the memory mapped while it is used. */
    public static ByteBuffer view(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    private static long invoke(MemorySegment function, long n, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, n, a, b, c, d, e, f);
        } catch (Throwable t) {
            throw new AssertionError("a downcall cannot throw", t);
        }
    }

    private static MemorySegment installStub(MemorySegment syscall) {
        long page = invoke(
                syscall, Syscall.MMAP.number(), 0, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (page == -1) {
            throw new IllegalStateException("no memory for the system call stub");
        }
        ByteBuffer code = view(page, PAGE);
        switch (Arch.HOST) {
            case X86_64 -> code.put(X86_64_STUB);
            case AARCH64 -> code.asIntBuffer().put(AARCH64_STUB);
        }
        if (invoke(syscall, Syscall.MPROTECT.number(), page, PAGE, PROT_READ | PROT_EXEC, 0, 0, 0) != 0) {
            throw new IllegalStateException("the system refuses executable memory to this JVM (SELinux execmem?)");
        }
        return MemorySegment.ofAddress(page);
    }
}
