package dev.alcove.cli;

import dev.alcove.namespace.BracketProgram;
import dev.alcove.net.topology.Topologies;
import dev.alcove.net.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * {@code net test FILE -- PROGRAM}: brings a topology up, runs a program, and takes it down, whatever happens. No JVM stays
 * meanwhile: the process becomes what starts the three and waits for them.
 */
final class NetTestCommand extends NetSubcommand {
    @Override
    public Syntax syntax() {
        return syntax(
                "test",
                "run a program while a topology is up",
                "FILE [--] PROGRAM [ARGUMENT]...",
                "Bring up the topology that FILE declares, run PROGRAM, and take the topology down, also if PROGRAM fails or is"
                        + " interrupted. The exit status is PROGRAM's.",
                explainOption());
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        String file = operand(invocation, index, "no file given");
        List<String> args = Arrays.asList(invocation.args);
        int command = index + 1;
        if (command < args.size() && args.get(command).equals("--")) {
            command++;
        }
        if (command >= args.size()) {
            throw invocation.usage("no program given");
        }
        if (file.equals("-")) {
            throw invocation.usage("the topology must be in a file: standard input is the program's");
        }
        Topology topology = read(file);
        if (Topologies.ofCaller().names().contains(topology.name())) {
            throw new CommandException(
                    CommandException.FAILURE,
                    "topology '" + topology.name() + "' is up already",
                    "a test takes its topology down: take that one down first, with 'alcove net down'");
        }
        String alcove = bytes(Path.of(System.getProperty("java.home"))
                .resolve("../../bin/alcove")
                .normalize()
                .toString());
        return become(
                BracketProgram.of(
                        List.of(alcove, "net", "up", "--quiet", file),
                        args.subList(command, args.size()),
                        List.of(alcove, "net", "down", "--force", "--quiet", topology.name()),
                        invocation.prefix),
                invocation);
    }
}
