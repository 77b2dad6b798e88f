package dev.alcove.cli;

import dev.alcove.cli.Option.Argument;
import org.jspecify.annotations.Nullable;

/**
 * Parses arguments as getopt_long(3) of the GNU C library does: it takes clusters of short options and unambiguous
 * abbreviations of long ones, and fails with the same messages. It stops at the first operand, unless the syntax says
 * that {@linkplain Syntax#optionsAnywhere options may follow}.
 *
 * <p>Options that the reference tool lacks never change the meaning of a command line that the reference tool accepts:
 * an abbreviation means one of them only when it means none of the others.
 */
final class Getopt {
    /** What {@link #next} returns when no option is left. */
    static final int END = -1;

    private final Syntax syntax;
    private final String invocation;
    private final String[] args;
    private int index;
    /** Where the next short option of a cluster stands in {@code args[index]}; 0 outside a cluster. */
    private int inCluster;

    private @Nullable String argument;

    /** Where the operands are gathered that options follow, and how many there are so far. */
    private final int first;

    private int passed;

    /**
     * @param invocation what the person typed to get here, for messages: {@code alcove unshare}
     * @param args byte strings ({@link Arguments})
     * @param from the index of the first argument to parse
     */
    Getopt(Syntax syntax, String invocation, String[] args, int from) {
        this.syntax = syntax;
        this.invocation = invocation;
        this.args = args;
        this.index = from;
        this.first = from;
    }

    /** The code of the next option, or {@link #END}. */
    int next() throws CommandException {
        argument = null;
        if (inCluster == 0) {
            if (syntax.areOptionsAnywhere()) {
                passOperands();
            }
            if (index == args.length || isOperand(args[index])) {
                return end();
            }
            String arg = args[index];
            if (arg.charAt(1) == '-') {
                index++;
                return arg.length() == 2 ? end() : longOption(arg);
            }
            inCluster = 1;
        }
        return shortOption();
    }

    /** The argument of the option that {@link #next} returned, null if it has none. */
    @Nullable String argument() {
        return argument;
    }

    /** The argument of an option that cannot be without one. */
    String requiredArgument() {
        if (argument == null) {
            throw new IllegalStateException("the option that was parsed last takes no argument");
        }
        return argument;
    }

    /** The index of the first operand, after {@link #END}: by then all of them are the last arguments. */
    int operands() {
        return index;
    }

    private static boolean isOperand(String arg) {
        return arg.length() < 2 || arg.charAt(0) != '-';
    }

    /** Gathers operands where options were that have been parsed. */
    private void passOperands() {
        while (index < args.length && isOperand(args[index]) && System.getenv("POSIXLY_CORRECT") == null) {
            args[first + passed++] = args[index++];
        }
    }

    /** Puts the operands that were passed in front of the others. */
    private int end() {
        for (int i = 1; i <= passed; i++) {
            args[--index] = args[first + passed - i];
        }
        passed = 0;
        return END;
    }

    private int shortOption() throws CommandException {
        String cluster = args[index];
        char name = cluster.charAt(inCluster++);
        String rest = null;
        if (inCluster < cluster.length()) {
            rest = cluster.substring(inCluster);
        } else {
            index++;
            inCluster = 0;
        }
        for (Option option : syntax.options) {
            if (option.shortName == name) {
                return takeShort(option, rest);
            }
        }
        throw usage("invalid option -- '" + name + "'");
    }

    private int takeShort(Option option, @Nullable String rest) throws CommandException {
        if (option.shortArgument == Argument.NONE) {
            return option.code;
        }
        if (rest != null) {
            argument = rest;
            index++;
            inCluster = 0;
        } else if (option.shortArgument == Argument.REQUIRED) {
            if (index == args.length) {
                throw usage("option requires an argument -- '" + option.shortName + "'");
            }
            argument = args[index++];
        }
        return option.code;
    }

    private int longOption(String arg) throws CommandException {
        int equals = arg.indexOf('=');
        String name = arg.substring(2, equals < 0 ? arg.length() : equals);
        Option option = find(name, arg);
        if (equals >= 0) {
            if (option.longArgument == Argument.NONE) {
                throw usage("option '--" + option.longName + "' doesn't allow an argument");
            }
            argument = arg.substring(equals + 1);
        } else if (option.longArgument == Argument.REQUIRED) {
            if (index == args.length) {
                throw usage("option '--" + option.longName + "' requires an argument");
            }
            argument = args[index++];
        }
        return option.code;
    }

    private Option find(String name, String arg) throws CommandException {
        for (Option option : syntax.options) {
            if (option.longName.equals(name)) {
                return option;
            }
        }
        Option found = abbreviated(name, arg, false);
        if (found == null) {
            found = abbreviated(name, arg, true);
        }
        if (found == null) {
            throw usage("unrecognized option '" + arg + "'");
        }
        return found;
    }

    /** The only option whose long name begins with {@code prefix}, among the extensions or among the others. */
    private @Nullable Option abbreviated(String prefix, String arg, boolean extension) throws CommandException {
        Option found = null;
        for (Option option : syntax.options) {
            if (option.isExtension() == extension && option.longName.startsWith(prefix)) {
                if (found != null) {
                    throw ambiguous(prefix, arg, extension);
                }
                found = option;
            }
        }
        return found;
    }

    private CommandException ambiguous(String prefix, String arg, boolean extension) {
        StringBuilder message = new StringBuilder("option '").append(arg).append("' is ambiguous; possibilities:");
        for (Option option : syntax.options) {
            if (option.isExtension() == extension && option.longName.startsWith(prefix)) {
                message.append(" '--").append(option.longName).append('\'');
            }
        }
        return usage(message.toString());
    }

    private CommandException usage(String message) {
        return CommandException.usage(invocation, message);
    }
}
