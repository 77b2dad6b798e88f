package dev.alcove.linux.raw;

/**
 * The ways into the kernel that have numbers of their own for its system calls.
 *
 * <p>Source: {@code linux/audit.h}, {@code linux/elf-em.h}, {@code asm/unistd.h}; seccomp(2).
 */
public enum SyscallAbi {
    X86_64(0xc000003e, 64),
    AARCH64(0xc00000b7, 64),
    /** What the kernel's headers call i386. */
    X86(0x40000003, 32),
    /** 32-bit pointers on x86-64: the same architecture to a filter, told apart by {@link #X32_BIT} of the number. */
    X32(0xc000003e, 32),
    /** The EABI of 32-bit ARM. */
    ARM(0x40000028, 32);

    /** {@code __X32_SYSCALL_BIT}. The numbers of {@link SyscallTable} are without it. */
    public static final int X32_BIT = 0x40000000;

    private final int auditArch;
    private final int bits;

    SyscallAbi(int auditArch, int bits) {
        this.auditArch = auditArch;
        this.bits = bits;
    }

    /** The {@code AUDIT_ARCH_} number in {@code struct seccomp_data}. */
    public int auditArch() {
        return auditArch;
    }

    /** The width of an argument, 32 or 64 bits. */
    public int bits() {
        return bits;
    }
}
