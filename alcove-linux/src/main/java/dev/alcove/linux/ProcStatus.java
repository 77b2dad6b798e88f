package dev.alcove.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of {@code /proc/PID/status} that tell who a process is and what it may do. IDs of users and groups are those
 * of the reader's user namespace, 65534 for what it does not map, 0 to 4294967295.
 *
 * @param name the command's name, each char a byte, as the process set it: the file's escapes are undone
 * @param state {@code R}, {@code S}, {@code D}, {@code T}, {@code t}, {@code Z}, {@code X}, {@code I}, {@code P}
 * @param tgid the process's ID
 * @param pid the thread's ID, which for a process is the same
 * @param ppid the parent's ID, 0 where it is outside the PID namespace
 * @param uids of which there are four
 * @param gids of which there are four
 * @param groups the supplementary groups
 * @param nsTgid the process's ID in each PID namespace from that of {@code /proc} down to its own; {@code tgid} alone
 *     where the kernel has no PID namespaces
 * @param nsPid likewise the thread's ID
 * @param rss resident memory in bytes; 0 for kernel threads and zombies
 * @param threads how many there are
 * @param capInh the inheritable capabilities
 * @param capPrm the permitted capabilities
 * @param capEff the effective capabilities
 * @param capBnd the bounding set
 * @param capAmb the ambient capabilities
 * @param noNewPrivs whether {@code execve} can no longer add privileges
 * @param seccomp the mode: 0 none, 1 strict, 2 filters
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
public record ProcStatus(
        String name,
        char state,
        int tgid,
        int pid,
        int ppid,
        Ids uids,
        Ids gids,
        List<Long> groups,
        List<Integer> nsTgid,
        List<Integer> nsPid,
        long rss,
        int threads,
        CapabilitySet capInh,
        CapabilitySet capPrm,
        CapabilitySet capEff,
        CapabilitySet capBnd,
        CapabilitySet capAmb,
        boolean noNewPrivs,
        int seccomp) {

    /** The four IDs of one kind that a process has. */
    public record Ids(long real, long effective, long saved, long filesystem) {}

    /** Reads the text of one {@code status} file. Lines that are not known are passed over. */
    public static ProcStatus parse(byte[] text) throws MalformedException {
        return new Parser(text).status();
    }

    /** Gathers the lines by key, then reads those that are wanted, each with a cursor of its own. */
    private static final class Parser {
        private static final long MAX_ID = 0xffffffffL;
        private static final long KIB = 1024;

        private final ByteLines in;
        private final Map<String, String> values = new HashMap<>();

        Parser(byte[] text) throws MalformedException {
            in = new ByteLines("status", text);
            while (in.next()) {
                String key = in.upTo(':');
                in.expect('\t'); // one only: a name may begin with more
                values.putIfAbsent(key, in.rest());
            }
        }

        ProcStatus status() throws MalformedException {
            int pid = pid("Pid");
            int tgid = pid("Tgid");
            return new ProcStatus(
                    unescape(value("Name")),
                    state(),
                    tgid,
                    pid,
                    pid("PPid"),
                    ids("Uid"),
                    ids("Gid"),
                    List.copyOf(numbers("Groups", MAX_ID)),
                    pids("NStgid", tgid),
                    pids("NSpid", pid),
                    rss(),
                    (int) number("Threads", Integer.MAX_VALUE),
                    capabilities("CapInh"),
                    capabilities("CapPrm"),
                    capabilities("CapEff"),
                    capabilities("CapBnd"),
                    capabilities("CapAmb"),
                    number("NoNewPrivs", 1) == 1,
                    values.containsKey("Seccomp") ? (int) number("Seccomp", Integer.MAX_VALUE) : 0);
        }

        private String value(String key) throws MalformedException {
            String value = values.get(key);
            if (value == null) {
                throw in.malformed(key + " is missing");
            }
            return value;
        }

        private char state() throws MalformedException {
            String state = value("State");
            if (state.isEmpty()) {
                throw in.malformed("State is empty");
            }
            return state.charAt(0);
        }

        private int pid(String key) throws MalformedException {
            return (int) number(key, Integer.MAX_VALUE);
        }

        private long number(String key, long max) throws MalformedException {
            List<Long> numbers = numbers(key, max);
            if (numbers.size() != 1) {
                throw in.malformed(key + " is not one number");
            }
            return numbers.getFirst();
        }

        private Ids ids(String key) throws MalformedException {
            List<Long> ids = numbers(key, MAX_ID);
            if (ids.size() != 4) {
                throw in.malformed(key + " has not four numbers");
            }
            return new Ids(ids.get(0), ids.get(1), ids.get(2), ids.get(3));
        }

        private List<Integer> pids(String key, int only) throws MalformedException {
            if (!values.containsKey(key)) {
                return List.of(only);
            }
            List<Integer> pids = new ArrayList<>();
            for (long pid : numbers(key, Integer.MAX_VALUE)) {
                pids.add((int) pid);
            }
            return List.copyOf(pids);
        }

        private long rss() throws MalformedException {
            String rss = values.get("VmRSS");
            if (rss == null) {
                return 0;
            }
            ByteLines line = ByteLines.single("status: VmRSS", bytes(rss));
            line.skipBlanks();
            return line.number(Long.MAX_VALUE / KIB) * KIB;
        }

        private CapabilitySet capabilities(String key) throws MalformedException {
            String digits = value(key);
            return CapabilitySet.ofHex(digits).orElseThrow(() -> in.malformed(key + " is not a hexadecimal number"));
        }

        /** The numbers of a line, between blanks. */
        private List<Long> numbers(String key, long max) throws MalformedException {
            ByteLines line = ByteLines.single("status: " + key, bytes(value(key)));
            List<Long> numbers = new ArrayList<>();
            line.skipBlanks();
            while (line.peek() != ByteLines.END) {
                numbers.add(line.number(max));
                line.skipBlanks();
            }
            return numbers;
        }

        private static byte[] bytes(String latin1) {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }

        /** The kernel writes a newline as {@code \n} and a backslash as {@code \\}, and nothing else. */
        private static String unescape(String text) {
            if (text.indexOf('\\') < 0) {
                return text;
            }
            StringBuilder plain = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\' && i + 1 < text.length()) {
                    i++;
                    c = text.charAt(i) == 'n' ? '\n' : text.charAt(i);
                }
                plain.append(c);
            }
            return plain.toString();
        }
    }
}
