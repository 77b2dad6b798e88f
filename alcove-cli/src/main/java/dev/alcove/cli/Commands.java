package dev.alcove.cli;

import org.jspecify.annotations.Nullable;

/** The subcommands by name. Only the one that is called is loaded. */
final class Commands {
    private Commands() {}

    /** The names that {@code alcove --help} lists, in its order. */
    static String[] names() {
        return new String[] {
            "run", "exec", "ps", "logs", "stop", "kill", "wait", "pause", "unpause", "inspect", "rename", "rm", "prune",
            "unshare", "nsenter", "lsns", "ns", "ip", "net", "compile"
        };
    }

    /** Those that have commands of their own. */
    static FamilyCommand[] families() {
        return new FamilyCommand[] {new NsCommand(), new NetCommand()};
    }

    /** The command of this name, null if there is none. */
    static @Nullable Command of(String name) {
        return switch (name) {
            case "unshare" -> new UnshareCommand();
            case "nsenter" -> new NsenterCommand();
            case "ns" -> new NsCommand();
            case "net" -> new NetCommand();
            case "lsns" -> new LsnsCommand();
            case "ip" -> new IpCommand();
            case "compile" -> new CompileCommand();
            case "run" -> new RunCommand();
            case "exec" -> new ExecCommand();
            case "ps" -> new PsCommand();
            case "logs" -> new LogsCommand();
            case "stop" -> new StopCommand();
            case "kill" -> new KillCommand();
            case "wait" -> new WaitCommand();
            case "pause" -> new PauseCommand(true);
            case "unpause" -> new PauseCommand(false);
            case "inspect" -> new InspectCommand();
            case "rename" -> new RenameCommand();
            case "rm" -> new RmCommand();
            case "prune" -> new PruneCommand();
            case "generate-docs" -> new GenerateDocsCommand();
            default -> null;
        };
    }

    /** The command that a link of this name is: a drop-in for another tool. Null if there is none. */
    static @Nullable Command ofLink(String name) {
        return switch (name) {
            case "unshare" -> new UnshareCommand();
            case "nsenter" -> new NsenterCommand();
            case "lsns" -> new LsnsCommand();
            case "ip" -> new IpCommand();
            default -> null;
        };
    }
}
