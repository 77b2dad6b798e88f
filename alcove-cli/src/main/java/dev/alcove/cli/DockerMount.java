package dev.alcove.cli;

import dev.alcove.container.spec.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The argument of {@code --mount} as docker has it: {@code type=bind,source=/a,target=/b,readonly}. */
final class DockerMount {
    private String type = "bind";
    private @Nullable String source;
    private @Nullable String destination;
    private boolean readonly;
    private final List<String> words = new ArrayList<>();

    private DockerMount() {}

    static Mount parse(String argument) throws CommandException {
        DockerMount mount = new DockerMount();
        for (String field : argument.split(",", -1)) {
            int equals = field.indexOf('=');
            mount.take(
                    argument,
                    equals < 0 ? field : field.substring(0, equals),
                    equals < 0 ? "" : field.substring(equals + 1));
        }
        return mount.build(argument);
    }

    private void take(String argument, String key, String value) throws CommandException {
        switch (key) {
            case "type" -> type = value;
            case "source", "src" -> source = value;
            case "destination", "dst", "target" -> destination = value;
            case "readonly", "ro" -> readonly = !value.equals("false");
            case "tmpfs-size" -> words.add("size=" + size(value));
            case "tmpfs-mode" -> words.add("mode=" + value);
            case "bind-propagation" -> words.add(value);
            default -> throw new CommandException("unknown field '" + key + "' in mount '" + argument + "'");
        }
    }

    private Mount build(String argument) throws CommandException {
        String where = destination;
        String from = source;
        if (where == null || !where.startsWith("/")) {
            throw new CommandException("no absolute destination in mount '" + argument + "'");
        }
        if (type.equals("tmpfs")) {
            words.addAll(List.of("nosuid", "nodev"));
            if (readonly) {
                words.add("ro");
            }
            return Mount.of("tmpfs", "tmpfs", where, words.toArray(new String[0]));
        }
        if (!type.equals("bind") || from == null || !from.startsWith("/")) {
            throw new CommandException(
                    "a mount is type=tmpfs, or type=bind with an absolute source, not '" + argument + "'");
        }
        words.add("rbind");
        if (readonly) {
            words.add("rro");
        }
        return Mount.bind(from, where, words.toArray(new String[0]));
    }

    /** A number of bytes, with {@code k}, {@code m}, {@code g} or {@code t} behind it for powers of 1024. */
    static long size(String argument) throws CommandException {
        String failure = "invalid size '" + argument + "'";
        if (argument.equals("-1")) {
            return -1;
        }
        String text = argument.toLowerCase(Locale.ROOT);
        if (text.endsWith("b") && text.length() > 1) {
            text = text.substring(0, text.length() - 1);
        }
        int unit = text.isEmpty() ? -1 : "kmgt".indexOf(text.charAt(text.length() - 1));
        long number = Numbers.parse(
                unit < 0 ? text : text.substring(0, text.length() - 1), failure, 0, Long.MAX_VALUE >> 10 * (unit + 1));
        return number << 10 * (unit + 1);
    }
}
