package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.linux.raw.Environ;
import dev.alcove.namespace.process.IdMapWriter;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.KnownCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The running JVM, which is to become the program: everything is put into it as it is now. */
sealed class KnownSelf extends Self permits ForkedSelf {
    private static final String NAME = "unshare";

    private final ProgramBuilder builder;
    private final Calls calls;
    private final ExecSteps exec;
    private final Caller caller;
    private @Nullable KnownCommand command;

    KnownSelf(ProgramBuilder builder, Calls calls, ExecSteps exec, Caller caller) {
        this.builder = builder;
        this.calls = calls;
        this.exec = exec;
        this.caller = caller;
    }

    @Override
    void begin() {
        command = new KnownCommand(builder, calls, exec, processName());
    }

    /** What ps(1) calls the process while it is the program. */
    String processName() {
        return NAME;
    }

    @Override
    Arg environment() {
        return command().environment();
    }

    private KnownCommand command() {
        return Objects.requireNonNull(command, "begin comes first");
    }

    @Override
    Arg proc(String file) {
        return calls.text(shownProc(file));
    }

    @Override
    String shownProc(String file) {
        return "/proc/" + caller.pid() + "/" + file;
    }

    @Override
    Arg.Texts mapHelperArguments(String helper, List<IdRange> ranges) {
        return builder.strings(IdMapWriter.helperArguments(helper, Integer.toString(caller.pid()), ranges));
    }

    @Override
    boolean mayBeRoot() {
        return caller.euid() == 0;
    }

    @Override
    boolean mayBeOrdinary() {
        return caller.euid() != 0;
    }

    @Override
    void jumpIfRoot(Label target) {
        throw new IllegalStateException("who this is was known");
    }

    @Override
    void checkOwnIds(boolean user, boolean group) {}

    @Override
    void writeSingleMap(Slot fd, String map, long inside, Failure failure) {
        long outside = map.equals("uid_map") ? caller.euid() : caller.egid();
        calls.write(fd, (inside == UnshareOptions.CALLER ? outside : inside) + " " + outside + " 1", failure);
    }

    @Override
    void execute(UnshareOptions options) {
        Arg variables = options.clearEnv() ? builder.strings(kept(options)) : environment();
        if (options.command().isEmpty()) {
            command().executeShell(shell(options), variables, List.of());
        } else {
            command().execute(options.command(), variables, variable(options, "PATH"), List.of());
        }
    }

    /** The variables that stay, in the order in which util-linux sets them: the last named first. */
    private static List<String> kept(UnshareOptions options) {
        List<String> variables = new ArrayList<>();
        List<String> names = options.whitelistEnv();
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i);
            String value = name.isEmpty() ? null : Environ.get(name);
            if (value != null && names.lastIndexOf(name) == i) {
                variables.add(name + "=" + value);
            }
        }
        return variables;
    }

    private static @Nullable String variable(UnshareOptions options, String name) {
        return options.clearEnv() && !options.whitelistEnv().contains(name) ? null : Environ.get(name);
    }

    private String shell(UnshareOptions options) {
        String shell = variable(options, "SHELL");
        if (shell == null || shell.isEmpty()) {
            shell = Shells.of(options.uidInside(caller), options.root());
        }
        return shell;
    }
}
