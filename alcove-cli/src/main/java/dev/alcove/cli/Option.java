package dev.alcove.cli;

import java.util.Locale;

/**
 * One declared option of a command: everything that parsing, help, man page and completions know about it.
 *
 * <p>The metavar is also the argument's type: it is a list of alternatives separated by {@code |}, of which a word in
 * lower case stands for itself ({@code allow|deny}) and a word in upper case for something to fill in ({@code FILE},
 * {@code DIR}, {@code SIGNAL}), which completions know how to find.
 */
final class Option {
    /** Whether a name of an option takes an argument. The short and the long name of one option may differ. */
    enum Argument {
        NONE,
        REQUIRED,
        OPTIONAL
    }

    /** The group of the options that every command has: the last in help and manual. */
    static final String GENERAL = "General";

    /** The short name of an option that has none. */
    static final char NO_SHORT = 0;

    final int code;
    final char shortName;
    final Argument shortArgument;
    final String longName;
    final Argument longArgument;
    final String metavar;
    final String group;
    final String summary;
    private String details = "";
    private boolean extension;

    private Option(
            int code,
            char shortName,
            Argument shortArgument,
            String longName,
            Argument longArgument,
            String metavar,
            String group,
            String summary) {
        this.code = code;
        this.shortName = shortName;
        this.shortArgument = shortArgument;
        this.longName = longName;
        this.longArgument = longArgument;
        this.metavar = metavar;
        this.group = group;
        this.summary = summary;
    }

    /** {@code -h, --help}, as every command has it. */
    static Option help(int code) {
        return flag(code, 'h', "help", GENERAL, "print this help and exit");
    }

    /** {@code -V, --version}. */
    static Option version(int code) {
        return flag(code, 'V', "version", GENERAL, "print the version and exit");
    }

    /** {@code --debug}. */
    static Option debug(int code) {
        return flag(code, NO_SHORT, "debug", GENERAL, "print a stack trace with an error of Alcove's own");
    }

    /** {@code -f, --fork}: takes no argument. */
    static Option flag(int code, char shortName, String longName, String group, String summary) {
        return new Option(code, shortName, Argument.NONE, longName, Argument.NONE, "", group, summary);
    }

    /** {@code -R, --root DIR}: needs an argument. */
    static Option value(int code, char shortName, String longName, String metavar, String group, String summary) {
        return new Option(code, shortName, Argument.REQUIRED, longName, Argument.REQUIRED, metavar, group, summary);
    }

    /** {@code -m, --mount[=FILE]}: the long name may have an argument, the short name none. */
    static Option optional(int code, char shortName, String longName, String metavar, String group, String summary) {
        return new Option(code, shortName, Argument.NONE, longName, Argument.OPTIONAL, metavar, group, summary);
    }

    /** {@code -m[FILE], --mount[=FILE]}: either name may have an argument, which follows the short one at once. */
    static Option attached(int code, char shortName, String longName, String metavar, String group, String summary) {
        return new Option(code, shortName, Argument.OPTIONAL, longName, Argument.OPTIONAL, metavar, group, summary);
    }

    /** What the manual says beyond the summary: sentences, in which {@code `-x`} is set in bold. */
    Option details(String text) {
        details = text;
        return this;
    }

    /** Says that the reference tool lacks this option; see {@link Getopt} for what that means. */
    Option extension() {
        extension = true;
        return this;
    }

    String details() {
        return details;
    }

    boolean isExtension() {
        return extension;
    }

    boolean hasShortName() {
        return shortName != NO_SHORT;
    }

    /** The long name with its argument, as help and manual show it: {@code --mount[=FILE]}, {@code --root DIR}. */
    String longUsage() {
        if (longArgument == Argument.NONE) {
            return "--" + longName;
        }
        return "--" + longName + (longArgument == Argument.OPTIONAL ? "[=" + metavar + "]" : " " + metavar);
    }

    /** The alternatives of the metavar; none where there is no argument. */
    String[] alternatives() {
        return metavar.isEmpty() ? new String[0] : metavar.split("\\|");
    }

    /** Whether an alternative of the metavar stands for itself. */
    static boolean isLiteral(String alternative) {
        return alternative.equals(alternative.toLowerCase(Locale.ROOT));
    }
}
