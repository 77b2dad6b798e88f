package dev.alcove.net.topology;

import dev.alcove.linux.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * What is written down of a topology that is up, or that was being changed when somebody died: then it names everything that may be
 * there.
 */
final class TopologyState {
    private static final String UP = "up";
    private static final String CHANGING = "changing";
    private static final String HOLDER = "holder";
    private static final String HELD = "held";
    private static final String PROCESS = "process";
    private static final String ORIGINAL = "original";
    private static final String CALLER = "caller";

    /**
     * A process, guarded against another one with its PID.
     *
     * @param start the field {@code starttime} of {@code /proc/PID/stat}, in clock ticks since boot
     */
    record Started(int pid, long start) {}

    boolean changing;
    final SequencedSet<Element> elements = new LinkedHashSet<>();
    /** Processes that hold the namespaces of an ordinary user's topology: all of a place's are descriptors of one of them. */
    final List<Started> holders = new ArrayList<>();
    /** The numbers of the descriptors in the last holder, by place; the user namespace has the empty name. */
    final Map<String, Integer> held = new LinkedHashMap<>();
    /** What sysctls and hardware addresses were before they were set, by the words of their elements but the last. */
    final Map<String, String> originals = new LinkedHashMap<>();
    /** The network namespace that the topology was brought up from, by its inode; 0 if it does not matter. */
    long caller;
    /** Background commands, by {@code PLACE NUMBER}. */
    final Map<String, Started> processes = new LinkedHashMap<>();

    /** The file's text. */
    String text() {
        StringBuilder text = new StringBuilder(changing ? CHANGING : UP).append('\n');
        for (Started holder : holders) {
            line(text, HOLDER, Integer.toString(holder.pid), Long.toString(holder.start));
        }
        held.forEach((place, number) -> line(text, HELD, place, Integer.toString(number)));
        originals.forEach((what, value) -> line(text, ORIGINAL, what, value));
        if (caller != 0) {
            line(text, CALLER, Long.toString(caller));
        }
        processes.forEach((command, process) ->
                line(text, PROCESS, command, Integer.toString(process.pid), Long.toString(process.start)));
        elements.forEach(element -> text.append(element.line()).append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String... words) {
        String separator = "";
        for (String word : words) {
            text.append(separator).append(Words.escaped(word));
            separator = " ";
        }
        text.append('\n');
    }

    static TopologyState parse(String text) throws MalformedException {
        TopologyState state = new TopologyState();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (number == 1) {
                state.changing = !line.equals(UP);
            } else {
                state.take(line, number);
            }
        }
        return state;
    }

    private void take(String line, int number) throws MalformedException {
        List<String> words = Words.split(line);
        try {
            switch (words.get(0)) {
                case HOLDER -> holders.add(started(words, 1));
                case HELD -> held.put(words.get(1), Integer.parseInt(words.get(2)));
                case ORIGINAL -> originals.put(words.get(1), words.get(2));
                case CALLER -> caller = Long.parseLong(words.get(1));
                case PROCESS -> processes.put(words.get(1), started(words, 2));
                default -> elements.add(Elements.parse(line, number));
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new MalformedException("state of a topology", number, line);
        }
    }

    private static Started started(List<String> words, int at) {
        return new Started(Integer.parseInt(words.get(at)), Long.parseLong(words.get(at + 1)));
    }

    /** A copy that can be changed by itself. */
    TopologyState copy() {
        TopologyState copy = new TopologyState();
        copy.changing = changing;
        copy.elements.addAll(elements);
        copy.holders.addAll(holders);
        copy.held.putAll(held);
        copy.originals.putAll(originals);
        copy.caller = caller;
        copy.processes.putAll(processes);
        return copy;
    }
}
