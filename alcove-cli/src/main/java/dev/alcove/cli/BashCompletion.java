package dev.alcove.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The completion of {@code alcove} for bash. It needs nothing but bash; with the package bash-completion, the arguments of
 * the program that is to be run are completed too.
 */
final class BashCompletion {
    private static final String HEAD = """
            # bash completion for alcove, made by 'alcove generate-docs'

            # The words before the cursor, with what bash took apart at = and : put together again; and where each began.
            __alcove_words() {
                local i
                words=() starts=()
                for ((i = 1; i <= COMP_CWORD; i++)); do
                    if ((${#words[@]} > 1)) && [[ ${COMP_WORDS[i]} == [=:]* || ${COMP_WORDS[i - 1]} == *[=:] ]]; then
                        words[${#words[@]} - 1]+=${COMP_WORDS[i]}
                    else
                        words+=("${COMP_WORDS[i]}") starts+=("$i")
                    fi
                done
            }

            # Completes $2, the argument of the option $1 of the command $command, with $3 in front.
            __alcove_argument() {
                case $command$1 in
            """;

    private static final String AFTER_ARGUMENTS = """
                esac
                COMPREPLY=("${COMPREPLY[@]/#/$3}")
            }

            _alcove() {
                local words starts word option i last cluster command=alcove pending= ended=
                COMPREPLY=()
                __alcove_words
                last=$((${#words[@]} - 1))
                for ((i = 0; i < last; i++)); do
                    word=${words[i]}
                    if [[ $pending ]]; then
                        pending=
                        continue
                    fi
                    if [[ ! $ended && $word == -- ]]; then
                        ended=1
                        continue
                    fi
                    if [[ ! $ended && $word == -?* ]]; then
                        option=$word
                        if [[ $word != --* ]]; then
                            for ((cluster = 1; cluster < ${#word}; cluster++)); do
                                option=-${word:cluster:1}
                                __alcove_takes_word "$option" && break
                            done
                            ((cluster < ${#word} - 1)) && continue
                        fi
                        __alcove_takes_word "$option" && pending=$option
                        continue
                    fi
                    case $command:$word in
            """;

    private static final String AFTER_COMMANDS = """
                    *)
                        # The program that is to be run, and its arguments.
                        if [[ $command == @(unshare|nsenter|run) ]] && declare -F _comp_command_offset >/dev/null; then
                            _comp_command_offset "${starts[i]}"
                        elif [[ $command == @(unshare|nsenter|run) ]] && declare -F _command_offset >/dev/null; then
                            _command_offset "${starts[i]}"
                        else
                            mapfile -t COMPREPLY < <(compgen -f -- "${words[last]}")
                            compopt -o filenames 2>/dev/null
                        fi
                        return
                        ;;
                    esac
                    ended=
                done
                word=${words[last]}
                if [[ $pending ]]; then
                    __alcove_argument "$pending" "$word" ""
                elif [[ ! $ended && $word == --*=* ]]; then
                    if [[ $COMP_WORDBREAKS == *=* ]]; then
                        __alcove_argument "${word%%=*}" "${word#*=}" ""
                    else
                        __alcove_argument "${word%%=*}" "${word#*=}" "${word%%=*}="
                    fi
                elif [[ ! $ended && $word == -* ]]; then
                    __alcove_options "$word"
                else
                    case $command in
            """;

    private BashCompletion() {}

    static String script() {
        StringBuilder out = new StringBuilder(HEAD);
        List<String> commands = Completion.all();
        for (String command : commands) {
            for (Option option : Completion.syntax(command).options) {
                argument(out, command, option);
            }
        }
        out.append(AFTER_ARGUMENTS);
        for (String command : Completion.COMMANDS) {
            out.append("        alcove:")
                    .append(command)
                    .append(") command=")
                    .append(command)
                    .append(" ;;\n");
        }
        out.append("        compile:unshare) command=unshare ;;\n");
        for (FamilyCommand family : Commands.families()) {
            for (String name : family.names()) {
                out.append(
                        "        " + family.name() + ":" + name + ") command=" + family.name() + "-" + name + " ;;\n");
            }
            // A name, behind which options go on.
            out.append("        " + family.name() + "-*) continue ;;\n");
        }
        for (String object : IpSyntax.objects()) {
            out.append("        ip:" + object + ") command=ip-" + object + " ;;\n");
        }
        out.append(AFTER_COMMANDS);
        String names = String.join(" ", Completion.COMMANDS);
        out.append("        alcove) mapfile -t COMPREPLY < <(compgen -W '" + names + "' -- \"$word\") ;;\n");
        out.append("        compile) mapfile -t COMPREPLY < <(compgen -W unshare -- \"$word\") ;;\n");
        out.append("        ip) mapfile -t COMPREPLY < <(compgen -W '" + String.join(" ", IpSyntax.objects())
                + "' -- \"$word\") ;;\n");
        for (String object : IpSyntax.objects()) {
            out.append("        ip-" + object + ") mapfile -t COMPREPLY < <(compgen -W '"
                    + String.join(" ", IpSyntax.commands(object)) + "' -- \"$word\") ;;\n");
        }
        for (FamilyCommand family : Commands.families()) {
            String nested = String.join(" ", family.names());
            out.append("        " + family.name() + ") mapfile -t COMPREPLY < <(compgen -W '" + nested
                    + "' -- \"$word\") ;;\n");
            if (family.takesFiles()) {
                out.append("        " + family.name() + "-*) mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n");
            }
        }
        out.append("        unshare | nsenter | run) mapfile -t COMPREPLY < <(compgen -c -- \"$word\") ;;\n");
        out.append("        esac\n    fi\n}\n\n");
        takesWord(out, commands);
        options(out, commands);
        return out.append("complete -F _alcove alcove\n").toString();
    }

    private static void argument(StringBuilder out, String command, Option option) {
        String action = action(option);
        if (!action.isEmpty()) {
            out.append("    ").append(command).append("--").append(option.longName);
            if (option.hasShortName() && option.shortArgument == Option.Argument.REQUIRED) {
                out.append(" | ").append(command).append('-').append(option.shortName);
            }
            out.append(") mapfile -t COMPREPLY < <(compgen ").append(action).append(" -- \"$2\")");
            if (Completion.takes(option, "FILE") || Completion.takes(option, "DIR")) {
                out.append(" && compopt -o filenames 2>/dev/null");
            }
            out.append(" ;;\n");
        }
    }

    private static String action(Option option) {
        List<String> literals = Completion.literals(option);
        if (!literals.isEmpty()) {
            return "-W '" + String.join(" ", literals) + "'";
        }
        if (Completion.takes(option, "FILE")) {
            return "-f";
        }
        if (Completion.takes(option, "DIR")) {
            return "-d";
        }
        if (Completion.takes(option, "SIGNAL")) {
            return "-W '" + Completion.SIGNALS + "'";
        }
        if (Completion.takes(option, "USER")) {
            return "-u";
        }
        return Completion.takes(option, "GROUP") ? "-g" : Completion.takes(option, "VARIABLES") ? "-e" : "";
    }

    private static void takesWord(StringBuilder out, List<String> commands) {
        out.append("# Whether the argument of the option $1 is the next word.\n__alcove_takes_word() {\n");
        out.append("    case $command$1 in\n");
        for (String command : commands) {
            List<String> patterns = new ArrayList<>();
            for (String name : Completion.withNextWord(Completion.syntax(command))) {
                patterns.add(command + name);
            }
            if (!patterns.isEmpty()) {
                out.append("    ").append(String.join(" | ", patterns)).append(") return 0 ;;\n");
            }
        }
        out.append("    *) return 1 ;;\n    esac\n}\n\n");
    }

    private static void options(StringBuilder out, List<String> commands) {
        out.append("# Completes $1, the name of an option.\n__alcove_options() {\n    local options\n");
        out.append("    case $command in\n");
        for (String command : commands) {
            List<String> names = new ArrayList<>();
            for (Option option : Completion.syntax(command).options) {
                names.add("--" + option.longName);
                if (option.hasShortName()) {
                    names.add("-" + option.shortName);
                }
            }
            out.append("    ").append(command).append(") options='");
            out.append(String.join(" ", names)).append("' ;;\n");
        }
        out.append("    esac\n    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$1\")\n}\n\n");
    }
}
