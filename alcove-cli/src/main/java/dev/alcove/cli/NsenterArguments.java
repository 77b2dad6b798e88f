package dev.alcove.cli;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.KeptNamespaces;
import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.NsenterOptions;
import dev.alcove.namespace.NsenterOptions.Select;
import dev.alcove.namespace.UnshareOptions.Explain;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command line of {@code nsenter} asks for: each option as util-linux 2.43 takes it, with its messages. Where Alcove
 * differs on purpose the manual says so ({@link NsenterDifferences}).
 */
final class NsenterArguments {
    private final NsenterOptions.Builder builder = NsenterOptions.builder();
    /** Which option says whose namespaces they are. */
    private @Nullable String target;

    private @Nullable String name;
    private @Nullable String container;
    /** Which option says what the working directory is. */
    private @Nullable String directory;

    private boolean all;
    /** Types that are named without a file: {@code CLONE_NEW*} flags. */
    private long named;

    private Explain explain = Explain.NONE;

    /**
     * Parses up to the first operand, which is the program.
     *
     * @return {@link NsenterSyntax#HELP} or {@link NsenterSyntax#VERSION} if that is all that is asked for, else {@link
     *     Getopt#END}
     */
    int parse(Invocation invocation) throws CommandException {
        Getopt getopt = invocation.parse(NsenterSyntax.syntax());
        for (int option = getopt.next(); option != Getopt.END; option = getopt.next()) {
            if (option == NsenterSyntax.HELP || option == NsenterSyntax.VERSION) {
                return option;
            }
            if (option == NsenterSyntax.DEBUG) {
                invocation.debug = true;
            } else if (!takeNamespace(option, getopt.argument())
                    && !takeFlag(option)
                    && !takeOptional(option, getopt.argument())) {
                takeValue(option, getopt.requiredArgument());
            }
        }
        List<String> args = Arrays.asList(invocation.args);
        builder.command(args.subList(getopt.operands(), args.size()));
        return Getopt.END;
    }

    Explain explain() {
        return explain;
    }

    /**
     * The options that were parsed. Whoever is named by something else than a PID is looked up now.
     *
     * @throws IOException if nothing is kept under the name
     */
    NsenterOptions options(Caller caller, Invocation invocation) throws CommandException, IOException {
        try {
            String kept = name;
            String contained = container;
            if (kept != null) {
                enterKept(kept, caller);
            } else if (contained != null) {
                Engine.Process process = Engine.find(contained);
                if (invocation.debug) {
                    Console.err(invocation.prefix + ": " + process + "\n");
                }
                builder.target(process.pid());
                builder.select(all ? Select.ALL : named == 0 ? Select.DIFFERENT : Select.NAMED);
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Enters what is kept under a name: all of it, or the types that are named. The process that holds it is the target. Who
     * has an id there keeps it, as with {@code ns exec}.
     */
    private void enterKept(String name, Caller caller) throws CommandException, IOException {
        KeptNamespaces kept = NsSubcommand.findUsable(name);
        boolean every = named == 0 || all;
        builder.select(Select.NAMED);
        if (kept.holder() != 0) {
            builder.target(kept.holder());
        }
        if (kept.maps(caller.euid())) {
            builder.preserveCredentials();
        }
        for (NamespaceType type : NamespaceType.values()) {
            boolean asked = (named & type.cloneFlag()) != 0;
            String file = every || asked ? kept.file(type) : null;
            if (file != null) {
                builder.enter(type, file);
            } else if (asked) {
                throw new CommandException(
                        "no " + type.procName() + " namespace is kept under the name '" + name + "'");
            }
        }
    }

    private boolean takeNamespace(int option, @Nullable String argument) throws CommandException {
        NamespaceType type = switch (option) {
            case NsenterSyntax.MOUNT -> NamespaceType.MNT;
            case NsenterSyntax.UTS -> NamespaceType.UTS;
            case NsenterSyntax.IPC -> NamespaceType.IPC;
            case NsenterSyntax.NET -> NamespaceType.NET;
            case NsenterSyntax.PID -> NamespaceType.PID;
            case NsenterSyntax.USER -> NamespaceType.USER;
            case NsenterSyntax.CGROUP -> NamespaceType.CGROUP;
            case NsenterSyntax.TIME -> NamespaceType.TIME;
            default -> null;
        };
        if (type == null) {
            return false;
        }
        if (argument == null) {
            named |= type.cloneFlag();
            builder.enter(type);
        } else {
            builder.enter(type, checkedId(behindEquals(argument)));
        }
        return true;
    }

    private boolean takeFlag(int option) {
        switch (option) {
            case NsenterSyntax.ALL -> {
                all = true;
                builder.select(Select.ALL);
            }
            case NsenterSyntax.ENV -> builder.env();
            case NsenterSyntax.NO_FORK -> builder.noFork();
            case NsenterSyntax.JOIN_CGROUP -> builder.joinCgroup();
            case NsenterSyntax.PRESERVE_CREDENTIALS -> builder.preserveCredentials();
            case NsenterSyntax.KEEP_CAPS -> builder.keepCaps();
            case NsenterSyntax.USER_PARENT -> builder.userParent();
            case NsenterSyntax.FOLLOW_CONTEXT -> builder.followContext();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeOptional(int option, @Nullable String argument) throws CommandException {
        switch (option) {
            case NsenterSyntax.ROOT -> {
                if (argument == null) {
                    builder.targetRoot();
                } else {
                    builder.root(argument);
                }
            }
            case NsenterSyntax.WD -> {
                directory = exclude(directory, "wd");
                if (argument == null) {
                    builder.targetWd();
                } else {
                    builder.wd(behindEquals(argument));
                }
            }
            case NsenterSyntax.EXPLAIN -> explain = Planned.form(argument);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void takeValue(int option, String argument) throws CommandException {
        switch (option) {
            case NsenterSyntax.TARGET -> target(argument);
            case NsenterSyntax.NET_SOCKET ->
                builder.netSocket(
                        (int) Numbers.parse(argument, "failed to parse file descriptor", 0, Integer.MAX_VALUE));
            case NsenterSyntax.SETUID -> builder.setuid(id(argument, "failed to parse uid"));
            case NsenterSyntax.SETGID -> builder.setgid(id(argument, "failed to parse gid"));
            case NsenterSyntax.WDNS -> {
                directory = exclude(directory, "wdns");
                builder.wdns(behindEquals(argument));
            }
            case NsenterSyntax.NAME -> {
                target = exclude(target, "name");
                name = argument;
            }
            case NsenterSyntax.CONTAINER -> {
                target = exclude(target, "container");
                container = argument;
            }
            default -> throw new IllegalStateException("option " + option);
        }
    }

    private void target(String text) throws CommandException {
        if ("target".equals(target)) {
            throw new CommandException("option --target may be given only once");
        }
        target = exclude(target, "target");
        String failure = "failed to parse PID argument '" + text + "': ";
        int colon = text.indexOf(':');
        String pid = colon < 0 ? text : text.substring(0, colon);
        if (!Numbers.isNumber(pid)) {
            throw new CommandException(failure + "Invalid argument");
        }
        if (!Numbers.inRange(pid, 1, Integer.MAX_VALUE)) {
            throw new CommandException(failure + "Numerical result out of range");
        }
        builder.target((int) Numbers.value(pid));
        if (colon >= 0) {
            builder.targetInode(unsigned(text.substring(colon + 1), failure, 1));
        }
    }

    /** Of some options only one may be given; {@code first} is the one that was, null if none was. */
    private static String exclude(@Nullable String first, String option) throws CommandException {
        if (first != null && !first.equals(option)) {
            throw new CommandException("options --" + first + " and --" + option + " cannot be combined");
        }
        return option;
    }

    private static long id(String text, String failure) throws CommandException {
        return text.equals("follow") ? NsenterOptions.FOLLOW : Numbers.parse(text, failure, 0, Numbers.MAX_ID);
    }

    /** The argument of a short option, which may have an equals sign as that of a long one has. */
    private static String behindEquals(String argument) {
        return argument.startsWith("=") ? argument.substring(1) : argument;
    }

    private static String checkedId(String file) throws CommandException {
        if (file.startsWith(":")) {
            unsigned(file.substring(1), "failed to parse nsid: " + file.substring(1) + ": ", 0);
        }
        return file;
    }

    /** A number of 64 bits without a sign. */
    private static long unsigned(String text, String failure, long min) throws CommandException {
        if (!Numbers.isDigits(text)) {
            throw new CommandException(failure + "Invalid argument");
        }
        try {
            long value = Long.parseUnsignedLong(text);
            if (value != 0 || min == 0) {
                return value;
            }
        } catch (NumberFormatException tooLarge) {
            // As for 0, which is none either.
        }
        throw new CommandException(failure + "Numerical result out of range");
    }
}
