package dev.alcove.cli;

import dev.alcove.container.ContainerLaunch;
import dev.alcove.container.spec.Process;
import dev.alcove.container.spec.Root;
import dev.alcove.container.spec.Spec;
import dev.alcove.container.spec.SpecProcessBuilder;
import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import dev.alcove.launch.Program;
import dev.alcove.linux.raw.Environ;
import dev.alcove.namespace.Caller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@code exec}: becomes a further program in a container that runs. */
final class ExecCommand extends ContainerCommand {
    private static final int ENV = 1000;
    private static final int WORKDIR = 1001;
    private static final int USER = 1002;

    private final List<String[]> variables = new ArrayList<>();
    private @Nullable String directory;
    private @Nullable String user;

    @Override
    public Syntax syntax() {
        return syntax(
                "exec",
                "run a further program in a container",
                "CONTAINER [--] PROGRAM [ARGUMENT]...",
                "Run PROGRAM in a container that runs, with the rights that the container's own program has.",
                Option.value(ENV, 'e', "env", "NAME[=VALUE]", "Process", "a variable; without a value, the caller's"),
                Option.value(WORKDIR, 'w', "workdir", "DIR", "Process", "the working directory"),
                Option.value(
                        USER,
                        'u',
                        "user",
                        "USER[:GROUP]",
                        "Process",
                        "who runs it, by name or number in the container"),
                explainOption());
    }

    @Override
    void take(int option, @Nullable String argument) throws CommandException {
        String text = text(String.valueOf(argument));
        switch (option) {
            case ENV -> {
                int equals = text.indexOf('=');
                String value = equals < 0 ? Environ.get(text) : text.substring(equals + 1);
                if (value != null) {
                    variables.add(new String[] {equals < 0 ? text : text.substring(0, equals), value});
                }
            }
            case WORKDIR -> directory = text;
            default -> user = text;
        }
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        StoredContainer container = container(store, invocation, index);
        int from = index + 1;
        if (from < invocation.args.length && invocation.args[from].equals("--")) {
            from++;
        }
        operand(invocation, from, "no program given");
        List<String> command = new ArrayList<>();
        for (int i = from; i < invocation.args.length; i++) {
            command.add(text(invocation.args[i]));
        }
        OptionalInt pid = container.state().pid();
        if (pid.isEmpty()) {
            throw ContainerSignal.notRunning(container);
        }
        Program program = ContainerLaunch.exec(
                container, pid.getAsInt(), process(container.spec(), command), Caller.current(), invocation.prefix);
        return become(program, invocation);
    }

    private Process process(Spec spec, List<String> command) throws CommandException {
        SpecProcessBuilder process =
                SpecProcessBuilder.from(Objects.requireNonNull(spec.process(), "a container that runs has a process"));
        process.args(command);
        for (String[] variable : variables) {
            process.putEnv(variable[0], variable[1]);
        }
        String cwd = directory;
        if (cwd != null) {
            process.cwd(cwd);
        }
        String who = user;
        Root root = spec.root();
        if (who != null && root != null) {
            process.user(ContainerUsers.find(root.path(), who));
        }
        return process.build();
    }
}
