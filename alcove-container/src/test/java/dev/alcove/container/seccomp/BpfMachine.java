package dev.alcove.container.seccomp;

import dev.alcove.linux.raw.Bpf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs classic BPF on what a filter sees of a system call. It knows the instructions that libseccomp and Alcove write. */
final class BpfMachine {
    private final int[] codes;
    private final int[] yes;
    private final int[] no;
    private final int[] values;
    private final ByteBuffer data = ByteBuffer.allocate(Bpf.Data.SIZE).order(ByteOrder.nativeOrder());

    BpfMachine(byte[] program) {
        int length = program.length / Bpf.Insn.SIZE;
        ByteBuffer bytes = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
        codes = new int[length];
        yes = new int[length];
        no = new int[length];
        values = new int[length];
        for (int i = 0; i < length; i++) {
            codes[i] = bytes.getShort();
            yes[i] = bytes.get() & 0xff;
            no[i] = bytes.get() & 0xff;
            values[i] = bytes.getInt();
        }
    }

    int length() {
        return codes.length;
    }

    /** What the filter returns for the call. */
    long run(int arch, int number, long[] args) {
        data.putInt(Bpf.Data.NR, number).putInt(Bpf.Data.ARCH, arch);
        for (int i = 0; i < args.length; i++) {
            data.putLong(Bpf.Data.ARGS + i * Long.BYTES, args[i]);
        }
        int accumulator = 0;
        for (int at = 0; ; at++) {
            int value = values[at];
            switch (codes[at]) {
                case 0x20 -> accumulator = data.getInt(value);
                case 0x54 -> accumulator &= value;
                case 0x05 -> at += value;
                case 0x15 -> at += accumulator == value ? yes[at] : no[at];
                case 0x25 -> at += Integer.compareUnsigned(accumulator, value) > 0 ? yes[at] : no[at];
                case 0x35 -> at += Integer.compareUnsigned(accumulator, value) >= 0 ? yes[at] : no[at];
                case 0x06 -> {
                    return value & 0xffffffffL;
                }
                default -> throw new AssertionError("instruction 0x" + Integer.toHexString(codes[at]));
            }
        }
    }
}
