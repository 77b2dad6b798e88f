package dev.alcove.linux.raw;

/**
 * Classic BPF as seccomp takes it: the parts of an operation code, {@code struct sock_filter} and the offsets in
 * {@code struct seccomp_data}.
 *
 * <p>Source: {@code linux/bpf_common.h}, {@code linux/filter.h}, {@code linux/seccomp.h}; seccomp(2).
 */
public final class Bpf {
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
    /** How many instructions a program has at most. */
    public static final int BPF_MAXINSNS = 4096;

    private Bpf() {}

    /** {@code struct seccomp_data}, what a filter reads. */
    public static final class Data {
        public static final int NR = 0;
        public static final int ARCH = 4;
        public static final int INSTRUCTION_POINTER = 8;
        /** Six numbers of 64 bits. */
        public static final int ARGS = 16;

        public static final int SIZE = 64;

        private Data() {}
    }

    /** {@code struct sock_filter}, an instruction. */
    public static final class Insn {
        public static final int CODE = 0;
        public static final int JT = 2;
        public static final int JF = 3;
        public static final int K = 4;
        public static final int SIZE = 8;

        private Insn() {}
    }
}
