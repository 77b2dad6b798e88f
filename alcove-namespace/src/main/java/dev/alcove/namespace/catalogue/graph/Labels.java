package dev.alcove.namespace.catalogue.graph;

import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.catalogue.Container;
import dev.alcove.namespace.catalogue.Entry;
import dev.alcove.namespace.catalogue.Member;
import dev.alcove.namespace.catalogue.Name;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
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
        return switch (count) {
            case 0 -> "no process";
            case 1 -> "1 process";
            default -> count + " processes";
        };
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
        ByteBuffer in = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
        CharBuffer decoded = CharBuffer.allocate(bytes.length());
        StringBuilder out = new StringBuilder(bytes.length());
        while (in.hasRemaining()) {
            // A new decoder reports what is malformed.
            CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, decoded, true);
            decoded.flip().codePoints().forEach(character -> append(out, character));
            decoded.clear();
            for (int i = 0; result.isError() && i < result.length(); i++) {
                appendHex(out, Byte.toUnsignedInt(in.get()));
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int character) {
        if (isVisible(character)) {
            out.appendCodePoint(character);
        } else if (character <= 0xff) {
            appendHex(out, character);
        } else {
            out.append("\\u{").append(Integer.toHexString(character)).append('}');
        }
    }

    private static void appendHex(StringBuilder out, int number) {
        out.append("\\x").append(number < 0x10 ? "0" : "").append(Integer.toHexString(number));
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
