package dev.alcove.cli;

import dev.alcove.net.topology.PathCheck;
import dev.alcove.net.topology.RunningTopology;
import dev.alcove.net.topology.Topologies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code net check}: whether each host reaches the addresses of all others, and how fast. */
final class NetCheckCommand extends NetSubcommand {
    private static final int TIMEOUT = 1000;
    private static final int LOST = 2;
    private static final int MAX_SECONDS = 60;

    private Duration timeout = Duration.ofSeconds(1);

    @Override
    public Syntax syntax() {
        return syntax(
                "check",
                "test every declared path",
                "[NAME]",
                "Test whether each host reaches the addresses of all others that its links and routes lead to. The exit status is"
                        + " 2 if it does not.",
                Option.value(
                        TIMEOUT, 'W', "timeout", "SECONDS", "Output", "wait so long for answers, 1 to 60 (default 1)"),
                jsonOption());
    }

    @Override
    void take(int option, @Nullable String argument) throws CommandException {
        String text = Objects.requireNonNull(argument);
        if (!Numbers.isDigits(text) || !Numbers.inRange(text, 1, MAX_SECONDS)) {
            throw new CommandException("invalid --timeout argument '" + text + "': 1 to " + MAX_SECONDS + " seconds");
        }
        timeout = Duration.ofSeconds(Numbers.value(text));
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        List<String> names = new ArrayList<>();
        if (index < invocation.args.length) {
            names.add(invocation.args[index]);
        }
        noMore(invocation, index + 1);
        RunningTopology topology = find(Topologies.ofCaller(), names);
        PathCheck check = PathCheck.of(topology, timeout);
        Console.out(json ? json(check) : matrix(check));
        return check.isComplete() ? 0 : LOST;
    }

    private static String matrix(PathCheck check) {
        List<String[]> rows = new ArrayList<>();
        List<PathCheck.Target> targets = check.targets();
        String[] head = new String[targets.size() + 1];
        String[] hosts = new String[targets.size() + 1];
        hosts[0] = "";
        head[0] = "FROM";
        for (int i = 0; i < targets.size(); i++) {
            hosts[i + 1] = targets.get(i).host();
            head[i + 1] = targets.get(i).prefix().addressText();
        }
        rows.add(hosts);
        rows.add(head);
        for (String from : check.sources()) {
            String[] row = new String[targets.size() + 1];
            row[0] = from;
            for (int i = 0; i < targets.size(); i++) {
                row[i + 1] = cell(check, from, targets.get(i));
            }
            rows.add(row);
        }
        return NsText.columns(rows);
    }

    private static String cell(PathCheck check, String from, PathCheck.Target to) {
        if (!check.isDeclared(from, to)) {
            return "-";
        }
        OptionalLong nanos = check.roundTrip(from, to);
        return nanos.isPresent() ? milliseconds(nanos.getAsLong()) + " ms" : "lost";
    }

    private static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    private static String json(PathCheck check) {
        StringBuilder out = new StringBuilder("[");
        for (String from : check.sources()) {
            for (PathCheck.Target to : check.targets()) {
                if (check.isDeclared(from, to)) {
                    OptionalLong nanos = check.roundTrip(from, to);
                    out.append(out.length() == 1 ? "\n" : ",\n")
                            .append("  {\"from\": ")
                            .append(NsText.json(from));
                    out.append(", \"to\": ").append(NsText.json(to.host())).append(", \"address\": \"");
                    out.append(to.prefix().addressText()).append("\", \"reached\": ");
                    out.append(nanos.isPresent()).append(", \"milliseconds\": ");
                    out.append(nanos.isPresent() ? milliseconds(nanos.getAsLong()) : "null")
                            .append('}');
                }
            }
        }
        return out.append(out.length() == 1 ? "]\n" : "\n]\n").toString();
    }
}
