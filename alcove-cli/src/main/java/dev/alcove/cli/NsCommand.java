package dev.alcove.cli;

import org.jspecify.annotations.Nullable;

/** {@code ns}: the commands that keep namespaces under names. */
final class NsCommand extends FamilyCommand {
    NsCommand() {
        super(
                "ns",
                "keep namespaces under names",
                "Keep namespaces under names, without a process where the kernel can.");
    }

    @Override
    String[] names() {
        return new String[] {"add", "list", "show", "exec", "delete", "diff", "prune", "events"};
    }

    @Override
    @Nullable Command of(String command) {
        return switch (command) {
            case "add" -> new NsAddCommand();
            case "list" -> new NsListCommand();
            case "show" -> new NsShowCommand();
            case "exec" -> new NsExecCommand();
            case "delete" -> new NsDeleteCommand();
            case "diff" -> new NsDiffCommand();
            case "prune" -> new NsPruneCommand();
            case "events" -> new NsEventsCommand();
            default -> null;
        };
    }
}
