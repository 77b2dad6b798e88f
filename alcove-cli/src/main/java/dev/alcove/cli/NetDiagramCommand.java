package dev.alcove.cli;

import dev.alcove.net.topology.Diagram;
import dev.alcove.net.topology.Topology;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code net diagram FILE}: a picture of what the file declares. */
final class NetDiagramCommand extends NetSubcommand {
    private static final int SVG = 1000;
    private static final int MERMAID = 1001;

    private boolean mermaid;

    @Override
    public Syntax syntax() {
        return syntax(
                "diagram",
                "draw a topology",
                "FILE",
                "Draw the topology that FILE declares, on standard output.",
                Option.flag(SVG, Option.NO_SHORT, "svg", "Output", "a picture in SVG (default)"),
                Option.flag(MERMAID, Option.NO_SHORT, "mermaid", "Output", "a flowchart in Mermaid"));
    }

    @Override
    void take(int option, @Nullable String argument) {
        mermaid = option == MERMAID;
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        Topology topology = read(operand(invocation, index, "no file given"));
        noMore(invocation, index + 1);
        Console.out(bytes(mermaid ? Diagram.mermaid(topology) : Diagram.svg(topology)));
        return 0;
    }
}
