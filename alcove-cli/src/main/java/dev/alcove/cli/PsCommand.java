package dev.alcove.cli;

import dev.alcove.container.ContainerStatus;
import dev.alcove.container.json.JsonWriter;
import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code ps}: lists containers. */
final class PsCommand extends ContainerCommand {
    private static final int ALL = 1000;
    private static final int QUIET = 1001;
    private static final int COMMAND_WIDTH = 30;

    private boolean all;
    private boolean quiet;

    @Override
    public Syntax syntax() {
        return syntax(
                "ps",
                "list containers",
                "",
                "List the containers that run.",
                Option.flag(ALL, 'a', "all", "Output", "also those that have ended"),
                Option.flag(QUIET, 'q', "quiet", "Output", "print ids only"),
                jsonOption());
    }

    @Override
    void take(int option, @Nullable String argument) {
        if (option == ALL) {
            all = true;
        } else {
            quiet = true;
        }
    }

    /** A line of the list. */
    private record Line(StoredContainer container, StoredContainer.State state, List<String> command) {}

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        noMore(invocation, index);
        store.prune();
        List<Line> lines = new ArrayList<>();
        for (StoredContainer container : store.list()) {
            StoredContainer.State state = container.state();
            if (all || state.status() != ContainerStatus.STOPPED) {
                lines.add(new Line(container, state, command(container)));
            }
        }
        if (json) {
            Console.out(bytes(
                    JsonWriter.object(lines, (writer, list) -> writer.objects("containers", list, PsCommand::write))));
        } else if (quiet) {
            StringBuilder out = new StringBuilder();
            lines.forEach(line -> out.append(line.container.record().id()).append('\n'));
            Console.out(out.toString());
        } else {
            Console.out(table(lines));
        }
        return 0;
    }

    /** The command of a container, of which there is none any more if it has ended meanwhile. */
    private static List<String> command(StoredContainer container) throws IOException {
        try {
            return container.command();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static void write(JsonWriter writer, Line line) {
        writer.string("id", line.container.record().id())
                .string("name", line.container.record().name())
                .string("status", line.state.status().word())
                .number("pid", line.state.pid().isPresent() ? line.state.pid().getAsInt() : null)
                .number(
                        "exitStatus",
                        line.state.exitStatus().isPresent()
                                ? line.state.exitStatus().getAsInt()
                                : null)
                .string("created", line.container.record().created().toString())
                .strings("args", line.command);
    }

    private static String table(List<Line> lines) {
        String format = "%-13s %-31s %-14s %-14s %-7s %s%n";
        StringBuilder out = new StringBuilder();
        out.append(String.format(Locale.ROOT, format, "ID", "COMMAND", "CREATED", "STATUS", "PID", "NAME"));
        for (Line line : lines) {
            out.append(String.format(
                    Locale.ROOT,
                    format,
                    line.container.record().id(),
                    shorten(String.join(" ", line.command)),
                    ago(line.container.record().created()),
                    status(line.state),
                    line.state.pid().isPresent()
                            ? Integer.toString(line.state.pid().getAsInt())
                            : "-",
                    line.container.record().name() == null
                            ? "-"
                            : line.container.record().name()));
        }
        return bytes(out.toString());
    }

    private static String shorten(String command) {
        String printable = command.replaceAll("[\\p{Cntrl}]", "?");
        return printable.length() <= COMMAND_WIDTH ? printable : printable.substring(0, COMMAND_WIDTH - 3) + "...";
    }

    private static String status(StoredContainer.State state) {
        return state.exitStatus().isPresent()
                ? "exited (" + state.exitStatus().getAsInt() + ")"
                : state.status().word();
    }

    private static String ago(Instant created) {
        Duration age = Duration.between(created, Instant.now());
        if (age.toDays() > 1) {
            return age.toDays() + " days ago";
        }
        if (age.toHours() > 1) {
            return age.toHours() + " hours ago";
        }
        return age.toMinutes() > 1 ? age.toMinutes() + " min ago" : Math.max(age.toSeconds(), 0) + " s ago";
    }
}
