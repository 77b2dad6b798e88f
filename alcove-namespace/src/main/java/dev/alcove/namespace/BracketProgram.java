package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.KnownCommand;
import dev.alcove.namespace.steps.Remedies;
import dev.alcove.namespace.steps.Signals;
import java.util.List;

/**
 * A command between two others, as a launch program: what sets up, the command if that succeeded, and in any case what tidies up.
 * The process passes signals on to the first two and ends as the command did. What tidies up has all of them blocked: nobody
 * interrupts it but by SIGKILL.
 */
public final class BracketProgram {
    private static final Arg SIGCHLD = new Arg.Symbol(17, "SIGCHLD");
    private static final String NAME = "alcove";

    private final ProgramBuilder builder;
    private final Calls calls;
    private final ForkSteps forks;
    private final ExecSteps exec;
    private final KnownCommand command;

    private BracketProgram(String messages) {
        builder = new ProgramBuilder(messages);
        calls = new Calls(builder);
        forks = new ForkSteps(builder, calls);
        exec = new ExecSteps(builder, calls);
        calls.defaultAction(SIGCHLD, new Failure("signal handler reset failed"));
        command = new KnownCommand(builder, calls, exec, NAME);
    }

    /**
     * The program.
     *
     * @param before what sets up, each char a byte, as the others
     * @param command what it is all for; PATH is searched for it
     * @param after what tidies up
     * @param messages what its messages start with
     */
    public static Program of(List<String> before, List<String> command, List<String> after, String messages) {
        return new BracketProgram(messages).build(before, command, after);
    }

    private Program build(List<String> before, List<String> middle, List<String> after) {
        Arg saved = new Arg.Described(builder.buffer(Long.BYTES).address(), "old");
        Arg blocked = Signals.TELLING.block(builder, calls, saved);
        Slot ended = builder.slot("ended");
        Label tidy = builder.label("tidy up");
        Label end = builder.label("end");
        run("before", before, blocked, saved);
        builder.set(ended, forks.status()).jumpIf(ended, NOT_EQUAL, 0, tidy);
        run("command", middle, blocked, saved);
        builder.set(ended, forks.status()).bind(tidy);
        runBlocked(after);
        // A command that failed is what people want to know of; else that there is something left.
        builder.jumpIf(ended, NOT_EQUAL, 0, end)
                .set(ended, forks.status())
                .bind(end)
                .set(forks.status(), ended);
        forks.dieLikeAwaited();
        return builder.build();
    }

    private void run(String name, List<String> line, Arg blocked, Arg saved) {
        Slot child = builder.slot(name);
        Label inChild = builder.label("in " + name);
        Label done = builder.label(name + " has ended");
        builder.add(new Step.Fork(child, 0, inChild, forking()));
        forks.waitForwarding(child, blocked, true, false);
        builder.jump(done).bind(inChild);
        calls.sigprocmask(ForkSteps.SIG_SETMASK, saved, Arg.NULL, new Failure("sigprocmask restore failed"));
        command.execute(line, command.environment(), OwnEnvironment.PATH, List.of());
        builder.bind(done);
    }

    private void runBlocked(List<String> line) {
        Slot child = builder.slot("after");
        Label inChild = builder.label("in after");
        Label done = builder.label("after has ended");
        builder.set(forks.status(), Operand.of(0))
                .add(new Step.Fork(child, 0, inChild, forking()))
                .add(new Step.Wait(child, forks.status(), new Failure("waitpid failed")))
                .jump(done)
                .bind(inChild);
        command.execute(line, command.environment(), OwnEnvironment.PATH, List.of());
        builder.bind(done);
    }

    private static Failure forking() {
        return new Failure("fork failed", Remedies.forking(false));
    }
}
