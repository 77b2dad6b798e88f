package dev.alcove.cli;

import dev.alcove.linux.Passwd;
import dev.alcove.linux.SubidRange;
import dev.alcove.namespace.IdRange;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of ids that the words of {@code --map-users} and {@code --map-groups} stand for.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/subuid.5.html">subuid(5)</a>
 */
final class SubordinateIds {
    /** The caller's first block, from 0 on. */
    static final String AUTO = "auto";
    /** The caller's first block, as itself. */
    static final String SUBIDS = "subids";
    /** Every id of the parent user namespace, as itself. */
    static final String ALL = "all";

    private static final String SUBUID = "/etc/subuid";
    private static final String SUBGID = "/etc/subgid";
    private static final int BLOCK = 65536;
    private static final int FIRST_BLOCK = 100000;

    private final String directory;

    SubordinateIds() {
        this("");
    }

    /** Reads the files below {@code directory} instead of those of the system. */
    SubordinateIds(String directory) {
        this.directory = directory;
    }

    /**
     * Ranges of user ids.
     *
     * @param text a word, or a range as {@link IdRange#parse} has it
     * @param uid the user whose ids they are
     */
    List<IdRange> users(String text, long uid) throws CommandException {
        return ranges(text, uid, SUBUID, "/proc/self/uid_map");
    }

    /** Ranges of group ids. */
    List<IdRange> groups(String text, long uid) throws CommandException {
        return ranges(text, uid, SUBGID, "/proc/self/gid_map");
    }

    private List<IdRange> ranges(String text, long uid, String file, String map) throws CommandException {
        if (text.equals(ALL)) {
            return allOf(map);
        }
        boolean auto = text.equals(AUTO);
        if (auto || text.equals(SUBIDS)) {
            SubidRange block = firstBlock(uid, file);
            return List.of(new IdRange(auto ? IdRange.UNPLACED : block.start(), block.start(), block.count()));
        }
        try {
            return List.of(IdRange.parse(text));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private SubidRange firstBlock(long uid, String file) throws CommandException {
        String name = nameOf(uid);
        List<SubidRange> ranges;
        try {
            ranges = SubidRange.read(directory + file);
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.FAILURE,
                    "could not open '" + directory + file + "': " + reason(e),
                    remedy(name, uid, file, FIRST_BLOCK));
        }
        long free = FIRST_BLOCK;
        for (int i = 0; i < ranges.size(); i++) {
            SubidRange range = ranges.get(i);
            if (range.owner().equals(name) || range.owner().equals(Long.toString(uid))) {
                return range;
            }
            free = Math.max(free, range.start() + range.count());
        }
        throw new CommandException(
                CommandException.FAILURE,
                name == null
                        ? "you (user " + uid + ") don't exist."
                        : "no line matching user \"" + name + "\" in " + directory + file,
                remedy(name, uid, file, free));
    }

    private @Nullable String nameOf(long uid) throws CommandException {
        try {
            List<Passwd> users = Passwd.read(directory + Passwd.FILE);
            for (int i = 0; i < users.size(); i++) {
                if (users.get(i).uid() == uid) {
                    return users.get(i).name();
                }
            }
            return null;
        } catch (IOException e) {
            throw new CommandException("could not open '" + directory + Passwd.FILE + "': " + reason(e));
        }
    }

    private static String remedy(@Nullable String name, long uid, String file, long free) {
        String block = free + "-" + (free + BLOCK - 1);
        if (name == null) {
            return Passwd.FILE + " has no user " + uid + ": have an administrator add the line " + uid + ":" + free
                    + ":" + BLOCK + " to " + file;
        }
        String option = file.equals(SUBUID) ? "--add-subuids " : "--add-subgids ";
        return "have an administrator run: usermod " + option + block + " " + name;
    }

    /** The message of a failed open is {@code FILE (why)}. */
    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        int open = message.lastIndexOf(" (");
        return open < 0 ? message : message.substring(open + 2, message.length() - 1);
    }

    private static List<IdRange> allOf(String map) throws CommandException {
        try (FileInputStream file = new FileInputStream(map)) {
            return identity(new String(file.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new CommandException("could not open '" + map + "': " + reason(e));
        }
    }

    /**
     * The ranges that map what a map has inside to itself.
     *
     * @param map lines of three numbers with blanks before and between them, as the kernel writes them
     */
    static List<IdRange> identity(String map) {
        List<IdRange> ranges = new ArrayList<>();
        int start = 0;
        for (int end = map.indexOf('\n'); end >= 0; end = map.indexOf('\n', start)) {
            String line = map.substring(start, end).strip();
            long inside = Long.parseLong(line.substring(0, line.indexOf(' ')));
            long count = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
            ranges.add(new IdRange(inside, inside, count));
            start = end + 1;
        }
        return ranges;
    }
}
