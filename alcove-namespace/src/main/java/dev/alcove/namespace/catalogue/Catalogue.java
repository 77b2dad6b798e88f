package dev.alcove.namespace.catalogue;

import dev.alcove.linux.LinuxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All namespaces of the machine that the caller may see, at one time. It does not change any more, and may be shared by
 * threads.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/lsns.8.html">lsns(8)</a>
 */
public final class Catalogue {
    private final List<Entry> namespaces;
    private final List<Member> processes;

    Catalogue(List<Entry> namespaces, List<Member> processes) {
        this.namespaces = List.copyOf(namespaces);
        this.processes = List.copyOf(processes);
    }

    /**
     * Looks at the whole machine. What vanishes meanwhile is in the catalogue or is not; that never fails.
     *
     * @throws LinuxException if {@code /proc} cannot be read
     */
    public static Catalogue scan(Request request) throws LinuxException {
        return new Scan(request).run();
    }

    /** The namespaces, by ascending inode. */
    public List<Entry> namespaces() {
        return namespaces;
    }

    /** The namespace with this inode. */
    public Optional<Entry> find(long inode) {
        return Optional.ofNullable(entry(inode));
    }

    /** All processes that {@code /proc} shows, by ascending PID, also those whose namespaces the caller may not see. */
    public List<Member> processes() {
        return processes;
    }

    /** The process with this number in the PID namespace of the caller's {@code /proc}. */
    public Optional<Member> process(int pid) {
        return Optional.ofNullable(find(processes, pid));
    }

    /** The process with this number among those that are sorted by it. */
    static @Nullable Member find(List<Member> members, int pid) {
        int low = 0;
        int high = members.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Member member = members.get(middle);
            if (member.pid() == pid) {
                return member;
            }
            if (member.pid() < pid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private @Nullable Entry entry(long inode) {
        int low = 0;
        int high = namespaces.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Entry entry = namespaces.get(middle);
            if (entry.inode() == inode) {
                return entry;
            }
            if (entry.inode() < inode) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
