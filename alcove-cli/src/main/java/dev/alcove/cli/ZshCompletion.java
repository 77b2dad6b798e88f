package dev.alcove.cli;

import java.util.List;
import java.util.Locale;

/** The completion of {@code alcove} for zsh. */
final class ZshCompletion {
    private static final String TAIL = """

            _alcove() {
                local curcontext=$curcontext state line
                typeset -A opt_args
                _arguments -C -s -S -A '-*' $alcove_options '(-): :->command' '(-)*:: :->rest'
                case $state in
                    command) _describe -t commands command alcove_commands ;;
                    rest) _alcove_command ;;
                esac
            }

            _alcove_command() {
                curcontext=${curcontext%:*}-$words[1]:
                case $words[1] in
            """;

    private ZshCompletion() {}

    static String script() {
        StringBuilder out =
                new StringBuilder("#compdef alcove\n# zsh completion for alcove, made by 'alcove generate-docs'\n\n");
        out.append("local -a alcove_commands alcove_options\nalcove_commands=(\n");
        for (String command : Completion.COMMANDS) {
            out.append("    ")
                    .append(quote(command + ":" + Completion.syntax(command).purpose))
                    .append('\n');
        }
        out.append(")\nalcove_options=(\n");
        specs(out, "alcove", "    ");
        out.append(")\n").append(TAIL);
        for (String command : Completion.COMMANDS) {
            out.append("        ").append(command).append(")\n            _arguments -s -S -A '-*' \\\n");
            for (Option option : Completion.syntax(command).options) {
                spec(out, option, "                ", " \\\n");
            }
            FamilyCommand family = Completion.family(command);
            if (family != null) {
                out.append("                '(-):command:(" + String.join(" ", family.names()) + ")' '(-)*:: :_alcove_"
                        + command + "' ;;\n");
            } else if (command.equals("ip")) {
                out.append("                '(-):object:(" + String.join(" ", IpSyntax.objects())
                        + ")' '(-)*:: :_alcove_ip' ;;\n");
            } else if (command.equals("compile")) {
                out.append("                '(-):command:(unshare)' '(-)*:: :_alcove_command' ;;\n");
            } else if (command.equals("lsns")) {
                out.append("                '::namespace: ' ;;\n");
            } else {
                out.append("                '(-):program: _command_names -e' '(-)*::argument: _normal' ;;\n");
            }
        }
        out.append("    esac\n}\n\n");
        for (FamilyCommand family : Commands.families()) {
            family(out, family);
        }
        ip(out);
        return out.append("_alcove \"$@\"\n").toString();
    }

    private static void ip(StringBuilder out) {
        out.append("_alcove_ip() {\n    case $words[1] in\n");
        for (String object : IpSyntax.objects()) {
            out.append("        " + object + ") _arguments ':command:(" + String.join(" ", IpSyntax.commands(object))
                    + ")' '*: ' ;;\n");
        }
        out.append("    esac\n}\n\n");
    }

    private static void family(StringBuilder out, FamilyCommand family) {
        out.append("_alcove_").append(family.name()).append("() {\n    case $words[1] in\n");
        for (String name : family.names()) {
            out.append("        ").append(name).append(")\n            _arguments -s -S \\\n");
            for (Option option : Completion.syntax(family.name() + "-" + name).options) {
                spec(out, option, "                ", " \\\n");
            }
            out.append(
                    family.takesFiles() ? "                '*:file:_files' ;;\n" : "                '*:name: ' ;;\n");
        }
        out.append("    esac\n}\n\n");
    }

    private static void specs(StringBuilder out, String command, String indent) {
        for (Option option : Completion.syntax(command).options) {
            spec(out, option, indent, "\n");
        }
    }

    private static void spec(StringBuilder out, Option option, String indent, String end) {
        String text =
                "[" + option.summary.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:") + "]";
        String names = (option.hasShortName() ? "-" + option.shortName + " " : "") + "--" + option.longName;
        String exclude = option.longName.equals("help") || option.longName.equals("version")
                ? "(- *)"
                : isRepeatable(option) ? "*" : "(" + names + ")";
        if (option.hasShortName()) {
            String argument = switch (option.shortArgument) {
                case NONE -> text;
                case OPTIONAL -> "-" + text + argument(option, "::");
                case REQUIRED -> "+" + text + argument(option, ":");
            };
            out.append(indent)
                    .append(quote(exclude + "-" + option.shortName + argument))
                    .append(end);
        }
        String rest = switch (option.longArgument) {
            case NONE -> text;
            case OPTIONAL -> "=-" + text + argument(option, "::");
            case REQUIRED -> "=" + text + argument(option, ":");
        };
        out.append(indent)
                .append(quote(exclude + "--" + option.longName + rest))
                .append(end);
    }

    private static boolean isRepeatable(Option option) {
        return option.longName.equals("map-users")
                || option.longName.equals("map-groups")
                || option.longName.equals("whitelist-env")
                || option.longName.equals("type");
    }

    /** The argument's description and how it is completed. */
    private static String argument(Option option, String colons) {
        String description = option.metavar.toLowerCase(Locale.ROOT).replace(":", "\\:");
        return colons + description + ":" + action(option);
    }

    private static String action(Option option) {
        List<String> literals = Completion.literals(option);
        if (!literals.isEmpty()) {
            return "(" + String.join(" ", literals) + ")";
        }
        if (Completion.takes(option, "FILE")) {
            return "_files";
        }
        if (Completion.takes(option, "DIR")) {
            return "_directories";
        }
        if (Completion.takes(option, "SIGNAL")) {
            return "(" + Completion.SIGNALS + ")";
        }
        if (Completion.takes(option, "USER")) {
            return "_users";
        }
        return Completion.takes(option, "GROUP")
                ? "_groups"
                : Completion.takes(option, "VARIABLES") ? "_parameters -g \"*export*\"" : " ";
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
