package dev.alcove.namespace;

import dev.alcove.linux.Passwd;
import dev.alcove.linux.SubidRange;
import dev.alcove.namespace.process.NativeText;
import java.io.IOException;
import java.util.List;

/** The first block of ids that a user may map, as the system's files have it: subuid(5), subgid(5). */
final class SubordinateBlock {
    private static final String SUBUID = "/etc/subuid";
    private static final String SUBGID = "/etc/subgid";

    private SubordinateBlock() {}

    /** The user's first block of user ids, to be placed from id 0 on. */
    static IdRange users(long uid) throws IOException {
        return first(uid, SUBUID, "--add-subuids");
    }

    /** The user's first block of group ids. */
    static IdRange groups(long uid) throws IOException {
        return first(uid, SUBGID, "--add-subgids");
    }

    private static IdRange first(long uid, String file, String option) throws IOException {
        String id = Long.toString(uid);
        String name = id;
        for (Passwd user : Passwd.read(Passwd.FILE)) {
            if (user.uid() == uid) {
                name = user.name();
                break;
            }
        }
        List<SubidRange> ranges = SubidRange.read(file);
        for (SubidRange range : ranges) {
            if (range.owner().equals(name) || range.owner().equals(id)) {
                return new IdRange(IdRange.UNPLACED, range.start(), range.count());
            }
        }
        throw new IOException("no line of " + file + " is for user " + NativeText.text(name)
                + "; have an administrator run: usermod " + option + " FIRST-LAST " + NativeText.text(name));
    }
}
