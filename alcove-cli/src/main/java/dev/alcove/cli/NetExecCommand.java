package dev.alcove.cli;

import dev.alcove.launch.Program;
import dev.alcove.namespace.Caller;
import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.NetnsExecProgram;
import dev.alcove.namespace.NsenterOptions;
import dev.alcove.namespace.NsenterProgram;
import dev.alcove.net.topology.RunningTopology;
import dev.alcove.net.topology.Topologies;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code net exec HOST PROGRAM}: becomes a program in a host of a topology. */
final class NetExecCommand extends NetSubcommand {
    private static final int NAME = 1000;

    private List<String> names = List.of();

    @Override
    public Syntax syntax() {
        return syntax(
                "exec",
                "run a program in a host",
                "HOST [--] [PROGRAM [ARGUMENT]...]",
                "Run PROGRAM, by default your shell, in the network namespace of HOST.",
                Option.value(NAME, 't', "topology", "NAME", "Topology", "the topology, where several are up"),
                explainOption());
    }

    @Override
    void take(int option, @Nullable String argument) {
        names = List.of(Objects.requireNonNull(argument));
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        String host = operand(invocation, index, "no host given");
        RunningTopology topology = find(Topologies.ofCaller(), names);
        List<String> args = Arrays.asList(invocation.args);
        int command = index + 1;
        if (command < args.size() && args.get(command).equals("--")) {
            command++;
        }
        return become(
                program(topology, host, args.subList(Math.min(command, args.size()), args.size()), invocation),
                invocation);
    }

    /** Root's hosts have names, and with them what {@code ip netns exec} does: /sys and files of /etc are the host's. */
    private static Program program(RunningTopology topology, String host, List<String> command, Invocation invocation)
            throws IOException {
        Map<NamespaceType, String> files = topology.files(host);
        if (!files.containsKey(NamespaceType.USER)) {
            String shell = Objects.requireNonNullElse(System.getenv("SHELL"), "/bin/sh");
            return NetnsExecProgram.of(
                    List.of(topology.name() + "." + host), command.isEmpty() ? List.of(shell) : command);
        }
        // Who brought it up is user 0 there already.
        NsenterOptions.Builder builder =
                NsenterOptions.builder().select(NsenterOptions.Select.NAMED).preserveCredentials();
        files.forEach(builder::enter);
        return NsenterProgram.of(builder.command(command).build(), Caller.current(), invocation.prefix);
    }
}
