package dev.alcove.cli;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.IdRange;
import dev.alcove.namespace.Propagation;
import dev.alcove.namespace.UnshareOptions;
import dev.alcove.namespace.UnshareOptions.Setgroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a command line of {@code unshare} asks for: each option as util-linux 2.43 takes it, with its messages. Where
 * Alcove differs on purpose the manual says so ({@link ManPage}).
 */
final class UnshareArguments {
    private static final int SIGKILL = 9;
    private static final int ROOT_ID = 0;

    private final UnshareOptions.Builder builder = UnshareOptions.builder();
    private final SubordinateIds subordinateIds = new SubordinateIds();
    private @Nullable Caller caller;

    /** Who asks. Found out when it is first needed: help and errors do without a system call. */
    Caller caller() {
        Caller known = caller;
        if (known == null) {
            known = Caller.current();
            caller = known;
        }
        return known;
    }

    /**
     * Parses up to the first operand, which is the program.
     *
     * @return {@link UnshareSyntax#HELP} or {@link UnshareSyntax#VERSION} if that is all that is asked for, else {@link
     *     Getopt#END}
     */
    int parse(Invocation invocation) throws CommandException {
        Getopt getopt = invocation.parse(UnshareSyntax.syntax());
        for (int option = getopt.next(); option != Getopt.END; option = getopt.next()) {
            if (option == UnshareSyntax.HELP || option == UnshareSyntax.VERSION) {
                return option;
            }
            if (option == UnshareSyntax.DEBUG) {
                invocation.debug = true;
            } else {
                take(option, getopt.argument());
            }
        }
        List<String> args = Arrays.asList(invocation.args);
        builder.command(args.subList(getopt.operands(), args.size()));
        return Getopt.END;
    }

    /** Takes one option; the argument is null if it has none. */
    void take(int option, @Nullable String argument) throws CommandException {
        if (!takeNamespace(option, argument) && !takeFlag(option) && !takeOptional(option, argument)) {
            takeValue(option, Objects.requireNonNull(argument, "an option that needs an argument"));
        }
    }

    /** The options that were parsed. */
    UnshareOptions options() throws CommandException {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private boolean takeNamespace(int option, @Nullable String file) {
        int flag = switch (option) {
            case UnshareSyntax.MOUNT -> UnshareOptions.CLONE_NEWNS;
            case UnshareSyntax.UTS -> UnshareOptions.CLONE_NEWUTS;
            case UnshareSyntax.IPC -> UnshareOptions.CLONE_NEWIPC;
            case UnshareSyntax.NET -> UnshareOptions.CLONE_NEWNET;
            case UnshareSyntax.PID -> UnshareOptions.CLONE_NEWPID;
            case UnshareSyntax.USER -> UnshareOptions.CLONE_NEWUSER;
            case UnshareSyntax.CGROUP -> UnshareOptions.CLONE_NEWCGROUP;
            case UnshareSyntax.TIME -> UnshareOptions.CLONE_NEWTIME;
            default -> 0;
        };
        if (flag == 0) {
            return false;
        }
        if (file == null) {
            builder.unshare(flag);
        } else {
            builder.unshare(flag, file);
        }
        return true;
    }

    private boolean takeFlag(int option) throws CommandException {
        switch (option) {
            case UnshareSyntax.FORK -> builder.fork();
            case UnshareSyntax.FORWARD_SIGNALS -> builder.forwardSignals();
            case UnshareSyntax.MAP_ROOT_USER -> builder.mapUser(ROOT_ID).mapGroup(ROOT_ID);
            case UnshareSyntax.MAP_CURRENT_USER ->
                builder.mapUser(UnshareOptions.CALLER).mapGroup(UnshareOptions.CALLER);
            case UnshareSyntax.MAP_AUTO ->
                builder.mapUsers(users(SubordinateIds.AUTO)).mapGroups(groups(SubordinateIds.AUTO));
            case UnshareSyntax.MAP_SUBIDS ->
                builder.mapUsers(users(SubordinateIds.SUBIDS)).mapGroups(groups(SubordinateIds.SUBIDS));
            case UnshareSyntax.KEEP_CAPS -> builder.keepCaps();
            case UnshareSyntax.CLEAR_ENV -> builder.clearEnv();
            case UnshareSyntax.INIT -> builder.init();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeOptional(int option, @Nullable String argument) throws CommandException {
        switch (option) {
            case UnshareSyntax.KILL_CHILD -> builder.killChild(argument == null ? SIGKILL : signal(argument));
            case UnshareSyntax.MOUNT_PROC -> {
                if (argument == null) {
                    builder.mountProc();
                } else {
                    builder.mountProc(argument);
                }
            }
            case UnshareSyntax.MOUNT_BINFMT -> {
                if (argument == null) {
                    builder.mountBinfmt();
                } else {
                    builder.mountBinfmt(argument);
                }
            }
            case UnshareSyntax.EXPLAIN -> builder.explain(Planned.form(argument));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void takeValue(int option, String argument) throws CommandException {
        switch (option) {
            case UnshareSyntax.MAP_USER -> builder.mapUser(Accounts.uid(argument));
            case UnshareSyntax.MAP_GROUP -> builder.mapGroup(Accounts.gid(argument));
            case UnshareSyntax.MAP_USERS -> builder.mapUsers(users(argument));
            case UnshareSyntax.MAP_GROUPS -> builder.mapGroups(groups(argument));
            case UnshareSyntax.OWNER -> owner(argument);
            case UnshareSyntax.PROPAGATION -> builder.propagation(propagation(argument));
            case UnshareSyntax.SETGROUPS -> builder.setgroups(setgroups(argument));
            case UnshareSyntax.SETUID ->
                builder.setuid(Numbers.parse(argument, "failed to parse uid", 0, Numbers.MAX_ID));
            case UnshareSyntax.SETGID ->
                builder.setgid(Numbers.parse(argument, "failed to parse gid", 0, Numbers.MAX_ID));
            case UnshareSyntax.ROOT -> builder.root(argument);
            case UnshareSyntax.WD -> builder.wd(argument);
            case UnshareSyntax.MONOTONIC -> builder.monotonic(seconds(argument, "failed to parse monotonic offset"));
            case UnshareSyntax.BOOTTIME -> builder.boottime(seconds(argument, "failed to parse boottime offset"));
            case UnshareSyntax.LOAD_INTERP -> builder.loadInterp(argument);
            case UnshareSyntax.WHITELIST_ENV -> builder.whitelistEnv(variables(argument));
            case UnshareSyntax.HOSTNAME -> hostname(argument);
            default -> throw new IllegalStateException("option " + option);
        }
    }

    private List<IdRange> users(String text) throws CommandException {
        return subordinateIds.users(text, caller().euid());
    }

    private List<IdRange> groups(String text) throws CommandException {
        return subordinateIds.groups(text, caller().euid());
    }

    private void owner(String text) throws CommandException {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new CommandException("failed to parse owner");
        }
        builder.owner(ownerId(text.substring(0, colon)), ownerId(text.substring(colon + 1)));
    }

    private static long ownerId(String text) throws CommandException {
        if (!Numbers.isDigits(text) || !Numbers.inRange(text, 0, Numbers.MAX_ID - 1)) {
            throw new CommandException("failed to parse owner");
        }
        return Numbers.value(text);
    }

    private void hostname(String name) throws CommandException {
        try {
            builder.hostname(name);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private static int signal(String name) throws CommandException {
        int signal = Signals.number(name);
        if (signal < 0) {
            throw new CommandException("unknown signal: " + name);
        }
        return signal;
    }

    private static long seconds(String text, String failure) throws CommandException {
        return Numbers.parse(text, failure, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static Propagation propagation(String text) throws CommandException {
        return switch (text) {
            case "private" -> Propagation.PRIVATE;
            case "shared" -> Propagation.SHARED;
            case "slave" -> Propagation.SLAVE;
            case "unchanged" -> Propagation.UNCHANGED;
            default -> throw new CommandException("unsupported propagation mode: " + text);
        };
    }

    private static Setgroups setgroups(String text) throws CommandException {
        return switch (text) {
            case "allow" -> Setgroups.ALLOW;
            case "deny" -> Setgroups.DENY;
            default -> throw new CommandException("unsupported --setgroups argument '" + text + "'");
        };
    }

    /** The names between commas; one that is empty or contains an equals sign is that of no variable. */
    private static List<String> variables(String text) {
        List<String> names = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            String name = text.substring(start, end);
            if (!name.isEmpty() && name.indexOf('=') < 0) {
                names.add(name);
            }
            start = end + 1;
        }
        return names;
    }
}
