package dev.alcove.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ids that a user may map in a user namespace: a line of {@code /etc/subuid} or {@code /etc/subgid}.
 *
 * @param owner the user's login name, or user id in decimal; a byte string: each char is a byte, 0 to 255
 * @param start the first id, 0 to 4294967294
 * @param count how many ids; the last is 4294967294 at most
 * @see <a href="https://man7.org/linux/man-pages/man5/subuid.5.html">subuid(5)</a>
 */
public record SubidRange(String owner, long start, long count) {
    private static final int FIELDS = 3;
    /** The greatest 32-bit number is no id. */
    private static final long END = 0xffff_ffffL;

    /**
     * The ranges of a file, in its order. Lines that are no range are left out.
     *
     * @throws IOException if the file cannot be read
     */
    public static List<SubidRange> read(String file) throws IOException {
        return parse(ColonFile.contents(file));
    }

    static List<SubidRange> parse(String contents) {
        List<SubidRange> ranges = new ArrayList<>();
        List<String[]> lines = ColonFile.lines(contents, FIELDS);
        for (int i = 0; i < lines.size(); i++) {
            String[] line = lines.get(i);
            long start = ColonFile.id(line[1]);
            long count = ColonFile.id(line[2]);
            if (start >= 0 && start < END && count >= 0 && start + count <= END + 1 && !line[0].isEmpty()) {
                ranges.add(new SubidRange(line[0], start, Math.min(count, END - start)));
            }
        }
        return ranges;
    }
}
