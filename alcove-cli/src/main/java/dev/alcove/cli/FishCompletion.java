package dev.alcove.cli;

import java.util.List;

/** The completion of {@code alcove} for fish. */
final class FishCompletion {
    private static final String HEAD = """
            # fish completion for alcove, made by 'alcove generate-docs'

            # Prints whose options and operands come next: alcove's, a command's, or those of PROGRAM; the words of which
            # follow it.
            function __alcove_context
                set -l words (commandline -opc)
                set -e words[1]
                set -l context alcove
                set -l skip 0
                set -l ended 0
                while set -q words[1]
                    set -l word $words[1]
                    if test $skip = 1
                        set skip 0
                    else if test $ended = 0; and test "$word" = --
                        set ended 1
                    else if test $ended = 0; and string match -q -- '-?*' $word
                        if __alcove_takes_word $context $word
                            set skip 1
                        end
                    else if contains $context unshare nsenter run
                        echo PROGRAM
                        string join \\n -- $words
                        return
                    else if contains $context FAMILIES
                        set context $context-$word
                    else if not contains (string split -- - $context)[1] FAMILIES
                        set context $word
                        set ended 0
                    end
                    set -e words[1]
                end
                echo $context
            end

            function __alcove_at
                set -l context (__alcove_context)
                test "$context[1]" = $argv[1]
            end

            function __alcove_operand
                __alcove_at $argv[1]; and not string match -q -- '-*' (commandline -ct)
            end

            # Completes what is being typed as an argument of PROGRAM.
            function __alcove_program
                set -l words (__alcove_context)
                complete -C (string join ' ' -- (string escape -- $words[2..-1]))' '(commandline -ct)
            end

            # Whether the argument of the last option in a word is the next word.
            function __alcove_takes_word
                switch "$argv[1]$argv[2]"
            """;

    /** The argument as far as it is typed, without the option in front of it. */
    private static final String TYPED = "(commandline -ct | string replace -r '^--[^=]*=' '')";

    private FishCompletion() {}

    /** The commands that have commands of their own. */
    private static String families() {
        StringBuilder names = new StringBuilder("ip");
        for (FamilyCommand family : Commands.families()) {
            names.append(' ').append(family.name());
        }
        return names.toString();
    }

    static String script() {
        StringBuilder out = new StringBuilder(HEAD.replace("FAMILIES", families()));
        List<String> commands = Completion.all();
        for (String command : commands) {
            for (String name : Completion.withNextWord(Completion.syntax(command))) {
                if (name.startsWith("--")) {
                    out.append("        case ").append(command).append(name).append("\n            return 0\n");
                }
            }
        }
        out.append("    end\n    switch $argv[1]\n");
        for (String command : commands) {
            if (!takesWord(command)) {
                continue;
            }
            out.append("        case ").append(command).append('\n');
            out.append("            string match -qr -- '")
                    .append(cluster(command))
                    .append("' $argv[2]\n");
        }
        out.append("        case '*'\n            return 1\n    end\nend\n\n");
        out.append("complete -c alcove -f\n");
        for (String command : Completion.COMMANDS) {
            operand(out, "alcove").append(" -a ").append(command);
            out.append(" -d ").append(quote(Completion.syntax(command).purpose)).append('\n');
        }
        operand(out, "compile").append(" -a unshare\n");
        for (FamilyCommand family : Commands.families()) {
            for (String name : family.names()) {
                operand(out, family.name()).append(" -a ").append(name);
                out.append(" -d ")
                        .append(quote(Completion.syntax(family.name() + "-" + name).purpose))
                        .append('\n');
            }
        }
        for (String object : IpSyntax.objects()) {
            operand(out, "ip").append(" -a ").append(object).append('\n');
            operand(out, "ip-" + object).append(" -a '").append(String.join(" ", IpSyntax.commands(object)));
            out.append("'\n");
        }
        for (String command : Completion.COMMANDS) {
            if (Completion.runsProgram(command)) {
                operand(out, command).append(" -a '(__fish_complete_command)'\n");
            }
        }
        line(out, "PROGRAM").append(" -a '(__alcove_program)'\n");
        for (String command : commands) {
            for (Option option : Completion.syntax(command).options) {
                option(out, command, option);
            }
        }
        return out.toString();
    }

    private static StringBuilder line(StringBuilder out, String context) {
        return out.append("complete -c alcove -n '__alcove_at ").append(context).append('\'');
    }

    private static StringBuilder operand(StringBuilder out, String context) {
        return out.append("complete -c alcove -n '__alcove_operand ")
                .append(context)
                .append('\'');
    }

    /** Whether a short option has the next word as its argument. */
    private static boolean takesWord(String command) {
        for (Option option : Completion.syntax(command).options) {
            if (option.hasShortName() && option.shortArgument == Option.Argument.REQUIRED) {
                return true;
            }
        }
        return false;
    }

    /** Matches a cluster of short options whose last takes the next word. */
    private static String cluster(String command) {
        StringBuilder flags = new StringBuilder();
        StringBuilder last = new StringBuilder();
        for (Option option : Completion.syntax(command).options) {
            if (option.hasShortName()) {
                (option.shortArgument == Option.Argument.REQUIRED ? last : flags).append(option.shortName);
            }
        }
        return "^-[" + flags + "]*[" + last + "]$";
    }

    private static void option(StringBuilder out, String command, Option option) {
        line(out, command);
        if (option.hasShortName()) {
            out.append(" -s ").append(option.shortName);
        }
        out.append(" -l ").append(option.longName).append(" -d ").append(quote(option.summary));
        if (option.longArgument == Option.Argument.REQUIRED) {
            out.append(Completion.takes(option, "FILE") ? " -r -F" : " -x");
        }
        String action = action(option);
        if (!action.isEmpty()) {
            out.append(" -a ").append(quote(action));
        }
        out.append('\n');
    }

    private static String action(Option option) {
        List<String> literals = Completion.literals(option);
        if (!literals.isEmpty()) {
            return String.join(" ", literals);
        }
        if (Completion.takes(option, "FILE") && option.longArgument == Option.Argument.OPTIONAL) {
            return "(__fish_complete_path " + TYPED + ")";
        }
        if (Completion.takes(option, "DIR")) {
            return "(__fish_complete_directories " + TYPED + ")";
        }
        if (Completion.takes(option, "SIGNAL")) {
            return Completion.SIGNALS;
        }
        if (Completion.takes(option, "USER")) {
            return "(__fish_complete_users)";
        }
        return Completion.takes(option, "GROUP")
                ? "(__fish_complete_groups)"
                : Completion.takes(option, "VARIABLES") ? "(set -nx)" : "";
    }

    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
