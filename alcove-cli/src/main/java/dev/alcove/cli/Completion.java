package dev.alcove.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the completions of all shells have in common. */
final class Completion {
    /** The commands that options follow. */
    static final List<String> COMMANDS = List.of(Commands.names());

    /** The commands of families, as {@link #syntax} knows them: {@code ns-add}. */
    static final List<String> NESTED = nested();

    static final String SIGNALS = String.join(" ", Signals.names());

    private Completion() {}

    private static List<String> nested() {
        List<String> names = new ArrayList<>();
        for (FamilyCommand family : Commands.families()) {
            for (String name : family.names()) {
                names.add(family.name() + "-" + name);
            }
        }
        return names;
    }

    /** {@code alcove} itself, its commands and theirs. */
    static List<String> all() {
        List<String> all = new ArrayList<>(COMMANDS);
        all.addFirst("alcove");
        all.addAll(NESTED);
        return all;
    }

    /** Whether what follows the options of a command is a program and its arguments. */
    static boolean runsProgram(String command) {
        return command.equals("unshare") || command.equals("nsenter") || command.equals("run");
    }

    /** The syntax of a command, or of {@code alcove} itself. */
    static Syntax syntax(String command) {
        return switch (command) {
            case "alcove" -> new AlcoveOptions().syntax();
            case "unshare" -> UnshareSyntax.syntax();
            case "nsenter" -> NsenterSyntax.syntax();
            case "lsns" -> LsnsSyntax.syntax();
            case "compile" -> new CompileCommand().syntax();
            case "ip" -> IpSyntax.syntax();
            default -> nested(command);
        };
    }

    private static Syntax nested(String command) {
        for (FamilyCommand family : Commands.families()) {
            if (command.equals(family.name())) {
                return family.syntax();
            }
            String prefix = family.name() + "-";
            Command found = command.startsWith(prefix) ? family.of(command.substring(prefix.length())) : null;
            if (found != null) {
                return found.syntax();
            }
        }
        Command top = Commands.of(command);
        if (top == null) {
            throw new IllegalArgumentException(command);
        }
        return top.syntax();
    }

    /** The family of this name; null if the command has no commands of its own. */
    static @Nullable FamilyCommand family(String command) {
        for (FamilyCommand family : Commands.families()) {
            if (command.equals(family.name())) {
                return family;
            }
        }
        return null;
    }

    /** The names of options whose argument is the next word: {@code --root}, {@code -R}. */
    static List<String> withNextWord(Syntax syntax) {
        List<String> names = new ArrayList<>();
        for (Option option : syntax.options) {
            if (option.longArgument == Option.Argument.REQUIRED) {
                names.add("--" + option.longName);
            }
            if (option.hasShortName() && option.shortArgument == Option.Argument.REQUIRED) {
                names.add("-" + option.shortName);
            }
        }
        return names;
    }

    /** The alternatives of an option's argument that stand for themselves. */
    static List<String> literals(Option option) {
        List<String> literals = new ArrayList<>();
        for (String alternative : option.alternatives()) {
            if (Option.isLiteral(alternative)) {
                literals.add(alternative);
            }
        }
        return literals;
    }

    /** Whether an option's argument may be what this word stands for: {@code FILE}. */
    static boolean takes(Option option, String word) {
        for (String alternative : option.alternatives()) {
            if (alternative.equals(word)) {
                return true;
            }
        }
        return false;
    }
}
