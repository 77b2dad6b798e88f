package dev.alcove.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A group, as {@code /etc/group} has it.
 *
 * @param name a byte string: each char is a byte, 0 to 255
 * @param gid the group id, 0 to 4294967295
 * @param members the names of users that have it as a supplementary group, byte strings
 * @see <a href="https://man7.org/linux/man-pages/man5/group.5.html">group(5)</a>
 */
public record Group(String name, long gid, List<String> members) {
    public Group {
        members = List.copyOf(members);
    }

    /** Where the system has its groups. */
    public static final String FILE = "/etc/group";

    private static final int FIELDS = 4;

    /**
     * The groups of a file. Lines that name no group (comments, NIS entries, lines whose id is no number) are left out,
     * as by getgrent(3).
     *
     * @throws IOException if the file cannot be read
     */
    public static List<Group> read(String file) throws IOException {
        return parse(ColonFile.contents(file));
    }

    static List<Group> parse(String contents) {
        List<Group> groups = new ArrayList<>();
        List<String[]> lines = ColonFile.lines(contents, FIELDS);
        for (int i = 0; i < lines.size(); i++) {
            String[] line = lines.get(i);
            long gid = ColonFile.id(line[2]);
            if (gid >= 0 && !line[0].isEmpty()) {
                groups.add(new Group(line[0], gid, line[3].isEmpty() ? List.of() : List.of(line[3].split(","))));
            }
        }
        return groups;
    }
}
