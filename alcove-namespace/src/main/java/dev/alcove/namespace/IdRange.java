package dev.alcove.namespace;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a {@code uid_map} or {@code gid_map}: the {@code count} ids from {@code inside} of a user namespace are the
 * ids from {@code outside} of its parent.
 *
 * @param inside the first id inside, 0 to 4294967294; or {@link #UNPLACED}
 * @param outside the first id outside, 0 to 4294967294
 * @param count how many ids; a range of none is allowed and maps nothing
 * @see <a href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>
 */
public record IdRange(long inside, long outside, long count) {
    /** {@link #inside} of a range that goes wherever there is room from id 0 on ({@code --map-users=auto}). */
    public static final long UNPLACED = -1;

    /** One more than the greatest id that can be mapped: the greatest 32-bit number means "no id". */
    private static final long LIMIT = 0xffff_ffffL;

    public IdRange {
        if (inside < UNPLACED || outside < 0 || count < 0 || inside + count > LIMIT || outside + count > LIMIT) {
            throw new IllegalArgumentException("no range of ids: " + inside + " " + outside + " " + count);
        }
    }

    /**
     * The range that {@code text} says.
     *
     * @param text {@code inside:outside:count} in decimal, or in the old order {@code outside,inside,count}
     * @throws IllegalArgumentException if it is neither, or leaves the 32 bits that ids have
     */
    public static IdRange parse(String text) {
        char separator = text.indexOf(':') >= 0 ? ':' : ',';
        int second = text.indexOf(separator) + 1;
        int third = text.indexOf(separator, second) + 1;
        if (second == 0 || third == 0) {
            throw invalid(text);
        }
        long a = number(text, 0, second - 1);
        long b = number(text, second, third - 1);
        long count = number(text, third, text.length());
        if (a < 0 || b < 0 || count < 0) {
            throw invalid(text);
        }
        long inside = separator == ':' ? a : b;
        long outside = separator == ':' ? b : a;
        if (inside + count > LIMIT || outside + count > LIMIT) {
            throw invalid(text);
        }
        return new IdRange(inside, outside, count);
    }

    /** As {@code uid_map} has it: {@code 0 100000 65536}. */
    @Override
    public String toString() {
        return (inside == UNPLACED ? "auto" : Long.toString(inside)) + " " + outside + " " + count;
    }

    /**
     * The lines of a map of {@code ranges} in which the single id {@code inside} is {@code outside}, whatever the ranges
     * say of either: the single id comes first, and a range closes up around it. A range that contains one of the two
     * ids, or ends just before it, loses its last id, as with util-linux; one that is {@link #UNPLACED} starts at 0 and
     * loses its last id only if it would otherwise take in an id beyond its own.
     */
    public static List<IdRange> around(long inside, long outside, List<IdRange> ranges) {
        List<IdRange> lines = new ArrayList<>();
        lines.add(new IdRange(inside, outside, 1));
        for (IdRange range : ranges) {
            range.closeUp(inside, outside, lines);
        }
        return lines;
    }

    /** The lines of a map of {@code ranges} alone: those that are {@link #UNPLACED} start at 0. */
    public static List<IdRange> placed(List<IdRange> ranges) {
        List<IdRange> lines = new ArrayList<>();
        for (IdRange range : ranges) {
            range.closeUp(LIMIT, LIMIT, lines);
        }
        return lines;
    }

    private void closeUp(long holeInside, long holeOutside, List<IdRange> lines) {
        long in = inside == UNPLACED ? 0 : inside;
        long out = outside;
        long left = count - (losesOne(holeInside, holeOutside) ? 1 : 0);
        while (left > 0) {
            in += in == holeInside ? 1 : 0;
            out += out == holeOutside ? 1 : 0;
            long run = Math.min(left, Math.min(untilHole(in, holeInside), untilHole(out, holeOutside)));
            if (run == 0) {
                return;
            }
            lines.add(new IdRange(in, out, run));
            in += run;
            out += run;
            left -= run;
        }
    }

    private boolean losesOne(long holeInside, long holeOutside) {
        if (inside == UNPLACED) {
            return holeOutside >= outside && holeOutside < outside + count;
        }
        boolean nearInside = holeInside >= inside && holeInside <= inside + count;
        boolean nearOutside = holeOutside >= outside && holeOutside <= outside + count;
        return holeInside != LIMIT && (nearInside || nearOutside);
    }

    /** How many ids there are from {@code id} to the hole, or to the last id of all. */
    private static long untilHole(long id, long hole) {
        return (hole > id ? hole : LIMIT) - id;
    }

    /** The decimal number between two positions, -1 if there is none or it is no 32-bit number. */
    private static long number(String text, int from, int to) {
        if (from == to || to - from > 10) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("invalid mapping '" + text + "'");
    }
}
