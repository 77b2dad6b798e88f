package dev.alcove.cli.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a case did, as lines that are the same on every machine and in every run if the same was done:
 *
 * <ul>
 *   <li>{@code exit 1}: how the program ended; of a command that a signal ended, bash tells in {@code err};
 *   <li>{@code left unshare}: processes that were still there half a second later;
 *   <li>{@code out} and {@code err}: what was printed;
 *   <li>{@code +} and {@code -}: how the state that {@code state.bash} printed differs from that without unshare.
 * </ul>
 */
final class Facts {
    private static final Pattern PID_PATH = Pattern.compile("/proc/[0-9]+/");
    private static final Pattern NAMESPACE = Pattern.compile("(cgroup|ipc|mnt|net|pid|time|user|uts):\\[[0-9]+]");
    /** How getopt(3) begins a message: with the path that the command was called by. */
    private static final Pattern COMMAND = Pattern.compile("^[^ ]*/(unshare|nsenter): ");
    /** Peer groups of mounts are numbered as they come. */
    private static final Pattern PEERS = Pattern.compile("(shared|master|propagate_from):[0-9]+");
    /** What bash says of a command that a signal ended. */
    private static final Pattern ENDED = Pattern.compile("^.*: line ([0-9]+): +[0-9]+ ([A-Z][a-z ]+[a-z]) .*");

    private static final String CAPABILITIES = "status Cap";
    private static final int HOUR = 3600;

    private final List<String> facts = new ArrayList<>();
    private final List<String> state = new ArrayList<>();
    /** The inodes of the namespaces in which the case was run, by their paths. */
    private final Map<String, String> here = new HashMap<>();

    private Facts() {}

    /** The facts of a run, its state compared with {@code baseline}, the state of a program that nothing was done to. */
    static List<String> of(List<String> out, List<String> err, List<String> baseline) throws IOException {
        Facts read = read(out);
        for (String line : err) {
            read.facts.add("err " + normalized(line));
        }
        if (!read.state.isEmpty()) {
            added(read.state, baseline, "+ ", read.facts);
            added(baseline, read.state, "- ", read.facts);
        }
        return read.facts;
    }

    /** The state in what a run printed. */
    static List<String> state(List<String> out) throws IOException {
        return read(out).state;
    }

    private static Facts read(List<String> out) throws IOException {
        Facts read = new Facts();
        for (String line : out) {
            if (line.startsWith("here ")) {
                String[] words = line.split(" ", -1);
                read.here.put(words[1], words[2]);
            } else if (line.startsWith("state ")) {
                read.addState(line.substring("state ".length()));
            } else if (line.startsWith("exit ") || line.startsWith("left ")) {
                read.facts.add(line);
            } else {
                read.facts.add("out " + normalized(line));
            }
        }
        return read;
    }

    private void addState(String line) throws IOException {
        String[] words = line.split(" ", -1);
        if (line.startsWith("ns /proc")) {
            String type = words[1].substring("/proc/self/ns/".length());
            state.add("ns " + type + (words[2].equals(here.get(words[1])) ? " same" : " new"));
        } else if (line.startsWith("uptime ") && !words[1].isEmpty()) {
            double passed = Long.parseLong(words[1]) - Long.parseLong(here.getOrDefault("uptime", "0"));
            state.add("uptime " + Math.round(passed / HOUR) + " hours ahead");
        } else if (line.startsWith(CAPABILITIES) && words.length == 3) {
            state.add(words[1] + " " + capabilities(words[2]));
        } else if (!line.contains(" _=") && !line.contains(" /mnt/tool")) {
            state.add(normalized(line));
        }
    }

    private static String capabilities(String mask) throws IOException {
        // Not Files.readString: that asks for one byte first, and sysctl files answer only one read.
        long last = Long.parseLong(
                Files.readAllLines(Path.of("/proc/sys/kernel/cap_last_cap")).getFirst());
        long bits = Long.parseLong(mask, 16);
        if (bits == 0) {
            return "none";
        }
        return bits == (1L << (last + 1)) - 1 ? "all" : mask;
    }

    private static String normalized(String line) {
        String text = PID_PATH.matcher(line).replaceAll("/proc/PID/");
        text = NAMESPACE.matcher(text).replaceAll("$1:[N]");
        text = PEERS.matcher(text).replaceAll("$1");
        text = ENDED.matcher(text).replaceAll("line $1: $2");
        return COMMAND.matcher(text).replaceFirst("$1: ");
    }

    /** The lines that are in {@code these} more often than in {@code those}. */
    private static void added(List<String> these, List<String> those, String mark, List<String> to) {
        List<String> rest = new ArrayList<>(those);
        for (String line : these) {
            if (!rest.remove(line) && !(mark.equals("- ") && isReplaced(line, these, those))) {
                to.add(mark + line);
            }
        }
    }

    /** Whether there is but one line of that name on both sides, so that to show the new one is enough. */
    private static boolean isReplaced(String line, List<String> these, List<String> those) {
        String name = name(line);
        return these.stream().filter(other -> name(other).equals(name)).count() == 1
                && those.stream().filter(other -> name(other).equals(name)).count() == 1;
    }

    /** What a line of state is about. */
    private static String name(String line) {
        int end = line.indexOf(' ');
        if (line.startsWith("ns ") || line.startsWith("status ")) {
            end = line.indexOf(' ', end + 1);
        }
        return end < 0 ? line : line.substring(0, end);
    }
}
