package dev.alcove.container.seccomp;

import dev.alcove.linux.raw.Bpf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes a classic BPF program from its end to its start: BPF only jumps forward, so that whatever an instruction jumps
 * to is there already and its distance known. A place is how many instructions there were before it, counted from the
 * program's end.
 */
final class BpfWriter {
    /** How far a conditional jump goes: its field has 8 bits. One less, for the jump that may have to stand between. */
    private static final int NEAR = 254;

    private static final int LOAD = Bpf.BPF_LD | Bpf.BPF_W | Bpf.BPF_ABS;

    private long[] reversed = new long[512];
    private int length;
    private long[] results = new long[8];
    private int[] resultPlaces = new int[8];
    private int resultCount;

    /** The place of an instruction that returns {@code result}: one that is near enough, or a new one. */
    int result(long result) {
        for (int i = 0; i < resultCount; i++) {
            if (results[i] == result) {
                if (length - resultPlaces[i] > NEAR / 2) {
                    resultPlaces[i] = add(Bpf.BPF_RET | Bpf.BPF_K, 0, 0, result);
                }
                return resultPlaces[i];
            }
        }
        if (resultCount == results.length) {
            results = Arrays.copyOf(results, 2 * resultCount);
            resultPlaces = Arrays.copyOf(resultPlaces, 2 * resultCount);
        }
        int place = add(Bpf.BPF_RET | Bpf.BPF_K, 0, 0, result);
        results[resultCount] = result;
        resultPlaces[resultCount++] = place;
        return place;
    }

    /** Loads 32 bits of the data that the filter looks at, and goes on with what was written before. */
    int load(int offset) {
        return add(LOAD, 0, 0, offset);
    }

    int and(int mask) {
        return add(Bpf.BPF_ALU | Bpf.BPF_AND | Bpf.BPF_K, 0, 0, mask);
    }

    /** A jump to {@code yes} if what was loaded compares so with {@code value}, else to {@code no}. */
    int jump(int comparison, int value, int yes, int no) {
        int nearYes = near(yes);
        int nearNo = no == yes ? nearYes : near(no);
        return add(Bpf.BPF_JMP | comparison | Bpf.BPF_K, length - nearYes - 1, length - nearNo - 1, value);
    }

    /** Makes {@code place} what the next instruction falls into. */
    void fallInto(int place) {
        if (place != length - 1) {
            add(Bpf.BPF_JMP | Bpf.BPF_JA, 0, 0, length - place - 1);
        }
    }

    private int near(int place) {
        return length - place - 1 < NEAR ? place : add(Bpf.BPF_JMP | Bpf.BPF_JA, 0, 0, length - place - 1);
    }

    private int add(int code, int yes, int no, long value) {
        if (length == reversed.length) {
            reversed = Arrays.copyOf(reversed, 2 * length);
        }
        reversed[length] = (long) code << 48 | (long) yes << 40 | (long) no << 32 | value & 0xffffffffL;
        return length++;
    }

    int length() {
        return length;
    }

    /** The program, an array of {@code struct sock_filter}. */
    byte[] program() {
        ByteBuffer program = ByteBuffer.allocate(length * Bpf.Insn.SIZE).order(ByteOrder.nativeOrder());
        for (int i = 0; i < length; i++) {
            long instruction = reversed[length - 1 - i];
            int at = i * Bpf.Insn.SIZE;
            program.putShort(at + Bpf.Insn.CODE, (short) (instruction >>> 48));
            program.put(at + Bpf.Insn.JT, (byte) (instruction >>> 40));
            program.put(at + Bpf.Insn.JF, (byte) (instruction >>> 32));
            program.putInt(at + Bpf.Insn.K, (int) instruction);
        }
        return program.array();
    }
}
