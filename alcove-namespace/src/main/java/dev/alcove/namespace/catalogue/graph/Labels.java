package dev.alcove.namespace.catalogue.graph;

import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.catalogue.Container;
import dev.alcove.namespace.catalogue.Entry;
import dev.alcove.namespace.catalogue.Member;
import dev.alcove.namespace.catalogue.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** What a picture says of a namespace. */
final class Labels {
    private final LongFunction<String> users;

    Labels(LongFunction<String> users) {
        this.users = users;
    }

    /** {@code net 4026531840}. */
    static String title(Entry entry) {
        return entry.type().procName() + " " + entry.inode();
    }

    private static String processes(int count) {
        return count == 1 ? "1 process" : count + " processes";
    }

    /** The lines below the title: its names, its user and lowest process, what it is inside of. */
    List<String> lines(Entry entry) {
        List<String> lines = new ArrayList<>();
        String names = names(entry);
        if (!names.isEmpty()) {
            lines.add(names);
        }
        lines.add(processes(entry.processes().size()) + " of " + readable(users.apply(entry.uid())));
        entry.lowest().ifPresent(lowest -> lines.add(process(lowest)));
        if (entry.type() == NamespaceType.PID) {
            entry.parent().ifPresent(parent -> lines.add("inside " + title(parent)));
        }
        return lines;
    }

    /** By what people know it: its names, its container, or else where it is bound to. */
    private static String names(Entry entry) {
        List<String> names = new ArrayList<>();
        for (Name name : entry.names()) {
            names.add(readable(name.text()));
        }
        entry.container().ifPresent(container -> names.add(readable(name(container)) + " in " + container.engine()));
        if (names.isEmpty()) {
            for (String point : entry.mountPoints()) {
                names.add(readable(point));
            }
        }
        return String.join(", ", names);
    }

    private static String name(Container container) {
        return container.name().isEmpty()
                ? container.id().substring(0, Math.min(12, container.id().length()))
                : container.name();
    }

    private static String process(Member member) {
        return member.pid() + " " + readable(member.command());
    }

    /** Bytes, one in each char, as text in which nothing is invisible or moves what stands beside it. */
    static String readable(String bytes) {
        String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isVisible(character)) {
                out.appendCodePoint(character);
            } else if (character <= 0xff) {
                out.append("\\x").append(character < 0x10 ? "0" : "").append(Integer.toHexString(character));
            } else {
                out.append("\\u{").append(Integer.toHexString(character)).append('}');
            }
        });
        return out.toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
