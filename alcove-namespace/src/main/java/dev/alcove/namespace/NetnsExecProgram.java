package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Spawner;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Pidfd;
import dev.alcove.linux.WaitStatus;
import dev.alcove.linux.raw.Environ;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.KnownCommand;
import java.io.IOException;
import java.util.List;

/**
 * What {@code ip netns exec} does, as a launch program: enters a network namespace by its name, in a mount namespace that shows it
 * ({@link NetnsSwitchSteps}), and executes a command.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-netns.8.html">ip-netns(8)</a>
 */
public final class NetnsExecProgram {
    private static final String NAME = "ip";

    private final ProgramBuilder builder;
    private final Calls calls;
    private final ExecSteps exec;

    private NetnsExecProgram() {
        builder = new ProgramBuilder(""); // messages are iproute2's, which have no name in front
        calls = new Calls(builder);
        exec = new ExecSteps(builder, calls);
    }

    /**
     * The program for the process that is to become it.
     *
     * @param names the namespaces, byte strings; each is entered, the last one stays
     * @param command the command and its arguments, byte strings
     * @throws IOException if it cannot be read what there is in {@code /etc/netns} for a namespace, or what is mounted
     */
    public static Program of(List<String> names, List<String> command) throws IOException {
        NetnsExecProgram program = new NetnsExecProgram();
        KnownCommand known = new KnownCommand(program.builder, program.calls, program.exec, NAME);
        program.enter(names);
        known.execute(command, known.environment(), Environ.get("PATH"), List.of());
        return program.builder.build();
    }

    /**
     * Runs the program in a child, with the JVM's standard streams and environment, and waits for its end.
     *
     * @param names as above
     * @param command as above
     * @throws LinuxException if a namespace cannot be entered, or the command cannot be executed
     */
    public static WaitStatus run(List<String> names, List<String> command) throws IOException {
        NetnsExecProgram program = new NetnsExecProgram();
        program.enter(names);
        program.restoreSignals();
        Arg environment = new Arg.Described(Operand.of(Syscalls.environ()), "environ");
        program.exec.execvp(
                command.get(0), program.builder.strings(command), environment, Environ.get("PATH"), List.of());
        Spawner.Child child = Spawner.spawn(program.builder.build(), 0, null);
        try (Pidfd pidfd = Pidfd.of(child.pidfd(), child.pid())) {
            return pidfd.reap();
        }
    }

    private void enter(List<String> names) throws IOException {
        exec.messages("exec of \"", "\" failed");
        NetnsSwitchSteps steps = new NetnsSwitchSteps(builder, calls);
        for (String name : names) {
            steps.enter(name);
        }
    }

    private void restoreSignals() {
        calls.sigprocmask(
                ForkSteps.SIG_SETMASK,
                new Arg.Described(builder.callerMask().address(), "<the thread's own>"),
                Arg.NULL,
                new Failure("cannot restore the signal mask"));
    }
}
