package dev.alcove.cli.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A place in a YAML document, which knows its path and its line. What is not as expected is written down in a list that all places of
 * the document share, and reading goes on, so that all mistakes are found at once.
 */
final class YamlTree {
    /**
     * A mistake in a file.
     *
     * @param line where it is, counted from 1
     * @param path what it is about: {@code hosts.web.links.eth0}, empty for the whole
     */
    record Mistake(int line, String path, String message) {}

    private final @Nullable Node node;
    private final int line;
    private final String path;
    private final List<Mistake> mistakes;

    private YamlTree(@Nullable Node node, int line, String path, List<Mistake> mistakes) {
        this.node = node;
        this.line = line;
        this.path = path;
        this.mistakes = mistakes;
    }

    /** The whole document. */
    static YamlTree of(Node root, List<Mistake> mistakes) {
        return new YamlTree(root, line(root), "", mistakes);
    }

    int line() {
        return line;
    }

    String path() {
        return path;
    }

    void mistake(String message) {
        mistakes.add(new Mistake(line, path, message));
    }

    /** Whether nothing stands here, as behind {@code db:}. */
    boolean isEmpty() {
        return node == null || node.getTag().equals(Tag.NULL);
    }

    boolean isText() {
        return node instanceof ScalarNode && !isEmpty();
    }

    /** The members of a mapping, in their order; none, and a mistake, if it is none. */
    Map<String, YamlTree> members() {
        Map<String, YamlTree> members = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                addMember(members, tuple);
            }
        } else if (!isEmpty()) {
            mistake("here should be names with values");
        }
        return members;
    }

    private void addMember(Map<String, YamlTree> members, NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            mistake("a name should be text");
            return;
        }
        String name = key.getValue();
        YamlTree member =
                new YamlTree(tuple.getValueNode(), line(key), path.isEmpty() ? name : path + "." + name, mistakes);
        if (members.putIfAbsent(name, member) != null) {
            member.mistake("it is there twice");
        }
    }

    /** The members of a mapping that has no others than those named. */
    Map<String, YamlTree> members(String... known) {
        Map<String, YamlTree> members = members();
        Set<String> names = new HashSet<>(List.of(known));
        members.forEach((name, member) -> {
            if (!names.contains(name)) {
                member.mistake("unknown; known here: " + String.join(", ", known));
            }
        });
        return members;
    }

    /** The items of a sequence, in their order; none, and a mistake, if it is none. */
    List<YamlTree> items() {
        List<YamlTree> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                items.add(new YamlTree(item, line(item), path + "[" + items.size() + "]", mistakes));
            }
        } else if (!isEmpty()) {
            mistake("here should be a list");
        }
        return items;
    }

    /** A scalar as it is written; empty, and a mistake, if it is none. */
    String text() {
        if (node instanceof ScalarNode scalar && isText()) {
            return scalar.getValue();
        }
        mistake("here should be a value");
        return "";
    }

    boolean isTrue() {
        String text = text();
        if (!text.equals("true") && !text.equals("false") && !text.isEmpty()) {
            mistake("'" + text + "' is neither true nor false");
        }
        return text.equals("true");
    }

    int number() {
        String text = text();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            if (!text.isEmpty()) {
                mistake("'" + text + "' is no whole number");
            }
            return 0;
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
