package dev.alcove.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * The cgroup of a process in one hierarchy: a line of {@code /proc/PID/cgroup}.
 *
 * @param hierarchy the hierarchy's number; 0 for cgroup v2
 * @param controllers of the hierarchy: {@code cpu}, {@code cpuacct}, or {@code name=systemd}; none for cgroup v2
 * @param path relative to the root of the reader's cgroup namespace, each char a byte; {@code /../} leads out of it, and
 *     {@code (deleted)} behind a space says that a zombie's cgroup was removed
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public record CgroupEntry(int hierarchy, List<String> controllers, String path) {
    public CgroupEntry {
        controllers = List.copyOf(controllers);
    }

    /** Whether this is the hierarchy of cgroup v2. */
    public boolean unified() {
        return hierarchy == 0;
    }

    /** Reads the text of a {@code cgroup} file. */
    public static List<CgroupEntry> parse(byte[] text) throws MalformedException {
        List<CgroupEntry> entries = new ArrayList<>();
        ByteLines in = new ByteLines("cgroup", text);
        while (in.next()) {
            int hierarchy = (int) in.number(Integer.MAX_VALUE);
            in.expect(':');
            List<String> controllers = split(in.upTo(':'));
            if (in.peek() != '/') {
                throw in.malformed("the path does not begin with '/'");
            }
            entries.add(new CgroupEntry(hierarchy, controllers, in.rest()));
        }
        return entries;
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            parts.add(text.substring(start, end));
            start = end + 1;
        }
        return parts;
    }
}
