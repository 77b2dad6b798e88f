package dev.alcove.cli;

import org.jspecify.annotations.Nullable;

/** {@code net}: the commands that bring up whole networks of namespaces. */
final class NetCommand extends FamilyCommand {
    NetCommand() {
        super(
                "net",
                "networks of hosts and switches from a file",
                "Bring up networks of hosts, which are network namespaces, and switches, from a file that declares them.");
    }

    @Override
    boolean takesFiles() {
        return true;
    }

    @Override
    String[] names() {
        return new String[] {"up", "down", "status", "exec", "check", "diagram", "test", "prune"};
    }

    @Override
    @Nullable Command of(String command) {
        return switch (command) {
            case "up" -> new NetUpCommand();
            case "down" -> new NetDownCommand();
            case "status" -> new NetStatusCommand();
            case "exec" -> new NetExecCommand();
            case "check" -> new NetCheckCommand();
            case "diagram" -> new NetDiagramCommand();
            case "test" -> new NetTestCommand();
            case "prune" -> new NetPruneCommand();
            default -> null;
        };
    }
}
