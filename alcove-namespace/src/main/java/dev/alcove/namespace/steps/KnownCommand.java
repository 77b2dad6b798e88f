package dev.alcove.namespace.steps;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Prctl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first and the last steps of a process that is known when they are planned: its name, its environment, its command. */
public final class KnownCommand {
    private final ProgramBuilder builder;
    private final ExecSteps exec;
    private final Slot environment;

    /** Appends the first steps: {@code name} is what {@code ps} shows. */
    public KnownCommand(ProgramBuilder builder, Calls calls, ExecSteps exec, String name) {
        this.builder = builder;
        this.exec = exec;
        // The kernel named the process after the file that it executed, which is a memfd.
        builder.attempt(Syscall.PRCTL, new Arg.Symbol(Prctl.PR_SET_NAME, "PR_SET_NAME"), calls.text(name));
        environment = builder.slot("environ");
        // Where the kernel put the environment: behind argc, the arguments and a null.
        builder.load(environment, builder.stack(), Step.Width.LONG)
                .compute(environment, environment, Step.Operator.ADD, 2)
                .compute(environment, environment, Step.Operator.MULTIPLY, Long.BYTES)
                .compute(environment, environment, Step.Operator.ADD, builder.stack());
    }

    /** The environment as the kernel passed it. */
    public Arg environment() {
        return new Arg.Described(environment, "environ");
    }

    /**
     * Appends the end of the process: the command.
     *
     * @param path the value of PATH; null if it is not set
     */
    public void execute(List<String> command, Arg variables, @Nullable String path, List<Remedy> remedies) {
        exec.execvp(command.get(0), builder.strings(command), variables, path, remedies);
    }

    /** Appends the end of the process: a login shell. */
    public void executeShell(String shell, Arg variables, List<Remedy> remedies) {
        List<String> arguments = List.of("-" + shell.substring(shell.lastIndexOf('/') + 1));
        exec.execv(shell, builder.strings(arguments), variables, remedies);
    }
}
