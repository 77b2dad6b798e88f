package dev.alcove.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * One range of a user namespace's map: a line of {@code /proc/PID/uid_map} or {@code gid_map}. All numbers are 0 to
 * 4294967295.
 *
 * @param inside the first ID in the process's user namespace
 * @param outside the ID that it stands for, in the reader's user namespace, or in its parent if the reader is in the
 *     process's own; 4294967295 where that has none
 * @param count how many IDs, at least 1
 * @see <a href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>
 */
public record IdMapEntry(long inside, long outside, long count) {
    private static final long MAX = 0xffffffffL;

    /** @throws IllegalArgumentException if a number is out of its range */
    public IdMapEntry {
        if (inside < 0 || inside > MAX || outside < 0 || outside > MAX || count < 1 || count > MAX) {
            throw new IllegalArgumentException("not a range of IDs: " + inside + " " + outside + " " + count);
        }
    }

    /** Reads the text of a {@code uid_map} or {@code gid_map} file. Empty for a map that was not written yet. */
    public static List<IdMapEntry> parse(byte[] text) throws MalformedException {
        List<IdMapEntry> entries = new ArrayList<>();
        ByteLines in = new ByteLines("id map", text);
        while (in.next()) {
            long inside = number(in);
            long outside = number(in);
            long count = number(in);
            in.skipBlanks();
            in.expectEnd();
            if (count == 0) {
                throw in.malformed("a range of no IDs");
            }
            entries.add(new IdMapEntry(inside, outside, count));
        }
        return entries;
    }

    /** The kernel pads numbers to ten columns. */
    private static long number(ByteLines in) throws MalformedException {
        in.skipBlanks();
        return in.number(MAX);
    }

    /** As the kernel reads it: the three numbers between spaces. */
    @Override
    public String toString() {
        return inside + " " + outside + " " + count;
    }
}
