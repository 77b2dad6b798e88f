package dev.alcove.container.seccomp;

import dev.alcove.linux.raw.Bpf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes classic BPF from its end to its start, since it only jumps forward: what is written first is what others jump to. A place in
 * the program is named by how many instructions follow it.
 */
final class BpfWriter {
    private static final int SIZE = 8;

    /** How far a conditional jump reaches. */
    private static final int REACH = 255;

    private long[] reversed = new long[256];
    private int count;

    private int add(int code, int jumpTrue, int jumpFalse, long k) {
        if (count == Bpf.BPF_MAXINSNS) {
            throw new IllegalArgumentException("the filter would have more than " + Bpf.BPF_MAXINSNS
                    + " instructions, which is what the kernel takes");
        }
        if (count == reversed.length) {
            reversed = java.util.Arrays.copyOf(reversed, 2 * count);
        }
        reversed[count] = (k & 0xffff_ffffL) << 32 | (long) jumpFalse << 24 | (long) jumpTrue << 16 | code;
        return count++;
    }

    /** Ends with a {@code SECCOMP_RET_*}. */
    int ret(long action) {
        return add(Bpf.BPF_RET | Bpf.BPF_K, 0, 0, action);
    }

    /** Loads 32 bits of {@code seccomp_data}, and goes on with what was written before. */
    int load(int offset) {
        return add(Bpf.BPF_LD | Bpf.BPF_W | Bpf.BPF_ABS, 0, 0, offset);
    }

    /** Ands what is loaded, and goes on with what was written before. */
    int and(long mask) {
        return add(Bpf.BPF_ALU | Bpf.BPF_AND | Bpf.BPF_K, 0, 0, mask);
    }

    /** Goes to {@code target}; nothing is written if that comes next anyway. */
    int jump(int target) {
        return target == count - 1 ? target : add(Bpf.BPF_JMP | Bpf.BPF_JA, 0, 0, count - target - 1L);
    }

    /** Compares what is loaded with {@code k} by {@code BPF_JEQ}, {@code BPF_JGT} or {@code BPF_JGE}. */
    int test(int comparison, long k, int ifTrue, int ifFalse) {
        int yes = ifTrue;
        int no = ifFalse;
        // A jump on the way where one of them is too far; the second may make the first too far.
        for (int i = 0; i < 2; i++) {
            if (count - yes - 1 > REACH - 2) {
                yes = jump(yes);
            }
            if (count - no - 1 > REACH - 2) {
                no = jump(no);
            }
        }
        return add(Bpf.BPF_JMP | comparison | Bpf.BPF_K, count - yes - 1, count - no - 1, k);
    }

    /** The program: an array of {@code struct sock_filter}, the last that was written first. */
    byte[] program() {
        ByteBuffer bytes = ByteBuffer.allocate(count * SIZE).order(ByteOrder.nativeOrder());
        for (int i = count - 1; i >= 0; i--) {
            long instruction = reversed[i];
            bytes.putShort((short) instruction)
                    .put((byte) (instruction >>> 16))
                    .put((byte) (instruction >>> 24))
                    .putInt((int) (instruction >>> 32));
        }
        return bytes.array();
    }
}
