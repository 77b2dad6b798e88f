package dev.alcove.cli;

import java.util.Arrays;

/**
 * The declared syntax of a command. Parsing ({@link Getopt}), help ({@link HelpText}), the man page ({@link ManPage})
 * and the completions of three shells are all made from it, so that none can forget an option.
 */
final class Syntax {
    final String command;
    final String purpose;
    final String operands;
    final String description;
    final Option[] options;
    private boolean optionsAnywhere;

    /**
     * @param command the command's name: {@code unshare}
     * @param purpose what it does, as the NAME section of a man page says it
     * @param operands what follows the options: {@code [PROGRAM [ARGUMENT]...]}
     * @param description a sentence or two for the help text
     * @param options in the order in which messages list them
     */
    Syntax(String command, String purpose, String operands, String description, Option... options) {
        this.command = command;
        this.purpose = purpose;
        this.operands = operands;
        this.description = description;
        this.options = options;
    }

    /** Lets options also follow operands, as most commands do that run no program. */
    Syntax optionsAnywhere() {
        optionsAnywhere = true;
        return this;
    }

    boolean areOptionsAnywhere() {
        return optionsAnywhere;
    }

    /** The groups of the options, in the order of their first ones; but {@link Option#GENERAL} is the last. */
    String[] groups() {
        String[] groups = new String[options.length];
        int count = 0;
        for (Option option : options) {
            if (!option.group.equals(Option.GENERAL) && !contains(groups, count, option.group)) {
                groups[count++] = option.group;
            }
        }
        groups[count++] = Option.GENERAL;
        return Arrays.copyOf(groups, count);
    }

    private static boolean contains(String[] groups, int count, String group) {
        for (int i = 0; i < count; i++) {
            if (groups[i].equals(group)) {
                return true;
            }
        }
        return false;
    }
}
