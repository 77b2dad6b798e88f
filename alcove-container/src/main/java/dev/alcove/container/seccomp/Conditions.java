package dev.alcove.container.seccomp;

import dev.alcove.container.spec.LinuxSeccompArg;
import dev.alcove.linux.raw.Bpf;
import java.nio.ByteOrder;
import java.util.List;

/** Writes comparisons of arguments: BPF knows 32 bits, so that an argument of 64 is compared in two halves. */
final class Conditions {
    private static final boolean BIG = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private final BpfWriter writer;
    private final boolean wide;

    /** {@code wide}: the arguments have 64 bits. */
    Conditions(BpfWriter writer, boolean wide) {
        this.writer = writer;
        this.wide = wide;
    }

    /** The place from which all of {@code args} are compared; it leads to {@code yes} if all hold, else to {@code no}. */
    int all(List<LinuxSeccompArg> args, int yes, int no) {
        int place = yes;
        for (int i = args.size() - 1; i >= 0; i--) {
            place = one(args.get(i), place, no);
        }
        return place;
    }

    private int one(LinuxSeccompArg arg, int yes, int no) {
        return switch (arg.op()) {
            case "SCMP_CMP_EQ" -> equal(arg, -1, arg.value(), yes, no);
            case "SCMP_CMP_NE" -> equal(arg, -1, arg.value(), no, yes);
            case "SCMP_CMP_MASKED_EQ" -> equal(arg, arg.value(), arg.valueTwo(), yes, no);
            case "SCMP_CMP_GT" -> greater(arg, Bpf.BPF_JGT, yes, no);
            case "SCMP_CMP_GE" -> greater(arg, Bpf.BPF_JGE, yes, no);
            case "SCMP_CMP_LE" -> greater(arg, Bpf.BPF_JGT, no, yes);
            case "SCMP_CMP_LT" -> greater(arg, Bpf.BPF_JGE, no, yes);
            default -> throw new IllegalArgumentException("no comparison of a seccomp filter: " + arg.op());
        };
    }

    private int equal(LinuxSeccompArg arg, long mask, long value, int yes, int no) {
        long expected = value & mask;
        int place = half(arg, 0, Bpf.BPF_JEQ, mask, expected, yes, no);
        boolean highMatters = wide && mask >>> 32 != 0;
        return highMatters ? half(arg, 32, Bpf.BPF_JEQ, mask, expected, place, no) : place;
    }

    private int greater(LinuxSeccompArg arg, int comparison, int yes, int no) {
        int place = half(arg, 0, comparison, -1, arg.value(), yes, no);
        if (!wide) {
            return place;
        }
        int high = (int) (arg.value() >>> 32);
        int same = writer.jump(Bpf.BPF_JEQ, high, place, no);
        writer.jump(Bpf.BPF_JGT, high, yes, same);
        return writer.load(offset(arg.index(), 32));
    }

    private int half(LinuxSeccompArg arg, int shift, int comparison, long mask, long value, int yes, int no) {
        writer.jump(comparison, (int) (value >>> shift), yes, no);
        int part = (int) (mask >>> shift);
        if (part != -1) {
            writer.and(part);
        }
        return writer.load(offset(arg.index(), shift));
    }

    private static int offset(int index, int shift) {
        boolean second = BIG == (shift == 0);
        return Bpf.Data.ARGS + index * Long.BYTES + (second ? Integer.BYTES : 0);
    }
}
