package dev.alcove.cli;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.KeepProgram;
import dev.alcove.namespace.NamespaceStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ns add NAME}: makes namespaces with the options of {@code unshare} that are about them, and keeps them. */
final class NsAddCommand extends NsSubcommand {
    private final UnshareArguments arguments = new UnshareArguments();

    @Override
    public Syntax syntax() {
        List<Option> own = new ArrayList<>();
        for (Option option : UnshareSyntax.syntax().options) {
            if (option.metavar.equals("FILE")) {
                own.add(Option.flag(option.code, option.shortName, option.longName, option.group, option.summary));
            } else if (isTaken(option.code)) {
                own.add(option);
            }
        }
        own.add(explainOption());
        return syntax(
                "add",
                "make namespaces and keep them under a name",
                "NAME [OPTION]...",
                "Make new namespaces and keep them under NAME, which no process has to do where the kernel can bind them to"
                        + " files.",
                own.toArray(new Option[0]));
    }

    /** Whether an option of {@code unshare} is about namespaces, and not about the program that runs in them. */
    private static boolean isTaken(int code) {
        return switch (code) {
            case UnshareSyntax.MAP_USER,
                    UnshareSyntax.MAP_USERS,
                    UnshareSyntax.MAP_GROUP,
                    UnshareSyntax.MAP_GROUPS,
                    UnshareSyntax.MAP_ROOT_USER,
                    UnshareSyntax.MAP_CURRENT_USER,
                    UnshareSyntax.MAP_AUTO,
                    UnshareSyntax.MAP_SUBIDS,
                    UnshareSyntax.OWNER,
                    UnshareSyntax.SETGROUPS,
                    UnshareSyntax.MONOTONIC,
                    UnshareSyntax.BOOTTIME,
                    UnshareSyntax.HOSTNAME -> true;
            default -> false;
        };
    }

    @Override
    void take(int option, @Nullable String argument) throws CommandException {
        arguments.take(option, argument);
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        String name = operand(invocation, index, "no name given");
        Getopt rest = new Getopt(syntax(), invocation.typed, invocation.args, index + 1);
        if (Planned.answers(takeOptions(rest, invocation), this, invocation)) {
            return 0;
        }
        noMore(invocation, rest.operands());
        Caller caller = arguments.caller();
        NamespaceStore store = NamespaceStore.of(caller);
        return become(KeepProgram.of(store, name, arguments.options(), caller, invocation.prefix), invocation);
    }
}
