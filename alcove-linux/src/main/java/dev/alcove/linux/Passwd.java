package dev.alcove.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A user, as {@code /etc/passwd} has it. Strings are byte strings: each char is a byte, 0 to 255.
 *
 * @param name the login name
 * @param uid the user id, 0 to 4294967295
 * @param gid the id of the primary group, 0 to 4294967295
 * @param home the home directory
 * @param shell the login shell; empty for {@code /bin/sh}
 * @see <a href="https://man7.org/linux/man-pages/man5/passwd.5.html">passwd(5)</a>
 */
public record Passwd(String name, long uid, long gid, String home, String shell) {
    /** Where the system has its users. */
    public static final String FILE = "/etc/passwd";

    private static final int FIELDS = 7;

    /**
     * The users of a file. Lines that name no user (comments, NIS entries, lines with ids that are no numbers) are left
     * out, as by getpwent(3).
     *
     * @throws IOException if the file cannot be read
     */
    public static List<Passwd> read(String file) throws IOException {
        return parse(ColonFile.contents(file));
    }

    static List<Passwd> parse(String contents) {
        List<Passwd> users = new ArrayList<>();
        List<String[]> lines = ColonFile.lines(contents, FIELDS);
        for (int i = 0; i < lines.size(); i++) {
            String[] line = lines.get(i);
            long uid = ColonFile.id(line[2]);
            long gid = ColonFile.id(line[3]);
            if (uid >= 0 && gid >= 0 && !line[0].isEmpty()) {
                users.add(new Passwd(line[0], uid, gid, line[5], line[6]));
            }
        }
        return users;
    }
}
