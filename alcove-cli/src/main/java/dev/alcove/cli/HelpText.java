package dev.alcove.cli;

/** The text of {@code --help}: a usage line, what the command is for, and its options by group. */
final class HelpText {
    /** Where the summary of an option begins, in characters from the left. */
    private static final int COLUMN = 30;

    private HelpText() {}

    /** The help of {@code alcove} itself, with its commands. */
    static String ofAlcove(Syntax syntax) {
        StringBuilder out = new StringBuilder();
        start(out, syntax, syntax.command);
        out.append("\nCommands:\n");
        for (String name : Commands.names()) {
            Command command = Commands.of(name);
            if (command != null) {
                item(out, "  " + name, command.syntax().purpose);
            }
        }
        options(out, syntax);
        return out.append("\nFor more see alcove(1).\n").toString();
    }

    /** The help of a family, with its commands. */
    static String of(FamilyCommand family, String typed) {
        StringBuilder out = new StringBuilder();
        Syntax syntax = family.syntax();
        start(out, syntax, typed);
        out.append("\nCommands:\n");
        for (String name : family.names()) {
            Command command = family.of(name);
            if (command != null) {
                item(out, "  " + name, command.syntax().purpose);
            }
        }
        options(out, syntax);
        return out.append("\nFor more see alcove-")
                .append(family.name())
                .append("(1).\n")
                .toString();
    }

    /**
     * The help of a command.
     *
     * @param typed what the person typed to get here: {@code alcove unshare}
     */
    static String of(Syntax syntax, String typed) {
        StringBuilder out = new StringBuilder();
        start(out, syntax, typed);
        options(out, syntax);
        return out.append("\nFor more see alcove-")
                .append(syntax.command)
                .append("(1).\n")
                .toString();
    }

    private static void start(StringBuilder out, Syntax syntax, String typed) {
        out.append("Usage: ").append(typed).append(" [OPTION]...");
        out.append(syntax.operands.isEmpty() ? "" : " ").append(syntax.operands);
        out.append("\n\n").append(syntax.description).append('\n');
    }

    private static void options(StringBuilder out, Syntax syntax) {
        for (String group : syntax.groups()) {
            out.append('\n').append(group).append(" options:\n");
            for (Option option : syntax.options) {
                if (option.group.equals(group)) {
                    option(out, option);
                }
            }
        }
    }

    private static void option(StringBuilder out, Option option) {
        String names = option.hasShortName() ? "  -" + option.shortName + ", " : "      ";
        item(out, names + option.longUsage(), option.summary);
    }

    private static void item(StringBuilder out, String left, String right) {
        out.append(left);
        if (left.length() > COLUMN - 2) {
            out.append('\n').repeat(' ', COLUMN);
        } else {
            out.repeat(' ', COLUMN - left.length());
        }
        out.append(right).append('\n');
    }
}
