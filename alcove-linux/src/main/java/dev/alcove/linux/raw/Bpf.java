package dev.alcove.linux.raw;

/**
 * Instructions of classic BPF, as filters of system calls use them, and the offsets of what they read.
 *
 * <p>Source: {@code linux/bpf_common.h}, {@code linux/filter.h}, {@code linux/seccomp.h}.
 */
public final class Bpf {
    // classes, sizes and modes, operations, sources
    public static final int BPF_LD = 0x00;
    public static final int BPF_ALU = 0x04;
    public static final int BPF_JMP = 0x05;
    public static final int BPF_RET = 0x06;
    public static final int BPF_W = 0x00;
    public static final int BPF_ABS = 0x20;
    public static final int BPF_AND = 0x50;
    public static final int BPF_JA = 0x00;
    public static final int BPF_JEQ = 0x10;
    public static final int BPF_JGT = 0x20;
    public static final int BPF_JGE = 0x30;
    public static final int BPF_K = 0x00;

    /** The most instructions that a filter may have. */
    public static final int BPF_MAXINSNS = 4096;

    /** Offsets in {@code struct seccomp_data}, of what is 32 bits each but the arguments, which are 64. */
    public static final class Data {
        public static final int NR = 0;
        public static final int ARCH = 4;
        public static final int ARGS = 16;

        private Data() {}
    }

    private Bpf() {}
}
