package dev.alcove.linux.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The names of a family of flags or values, to print a number the way strace does: {@code MS_NOSUID|MS_NODEV}, what
 * has no name in hexadecimal behind it, {@code 0} for nothing.
 *
 * <p>Earlier entries win and are printed first. So a name that stands for several bits ({@code O_TMPFILE}) is added before
 * the bits alone, and the order is strace's.
 * A table is built once and then only read.
 */
public final class FlagNames {
    private record Entry(long mask, long value, String name) {}

    private final List<Entry> entries = new ArrayList<>();

    public FlagNames() {}

    /** Adds a flag: one bit, or several that have a name together. */
    public FlagNames flag(long bits, String name) {
        return field(bits, bits, name);
    }

    /** Adds a value that the bits of {@code mask} may have, which may be 0: {@code O_RDONLY}. */
    public FlagNames field(long mask, long value, String name) {
        entries.add(new Entry(mask, value, name));
        return this;
    }

    /** Adds a number that has a name as a whole: the command of an {@code ioctl}. */
    public FlagNames value(long value, String name) {
        return field(-1, value, name);
    }

    /** The names in {@code number}, joined by {@code |}, and the rest in hexadecimal. */
    public String render(long number) {
        StringJoiner text = new StringJoiner("|");
        long rest = number;
        long decided = 0;
        for (Entry entry : entries) {
            boolean free = (decided & entry.mask) == 0;
            if (free && (number & entry.mask) == entry.value) {
                text.add(entry.name);
                rest &= ~entry.mask;
                decided |= entry.mask;
            }
        }
        if (rest != 0) {
            text.add("0x" + Long.toHexString(rest));
        }
        return text.length() == 0 ? "0" : text.toString();
    }
}
