package dev.alcove.container.engine;

import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;

import dev.alcove.container.spec.LinuxNamespace;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.ProcessRemedies;
import dev.alcove.namespace.steps.Signals;
import java.util.List;

/**
 * A further command in a container that runs, as a program by itself: it enters the container's namespaces and cgroups, has no more
 * rights than the container's own process, and ends as the command did.
 */
public final class ExecProgram {
    private static final String NAME = "alcove-exec";
    private static final int SIGKILL = 9;
    private static final int ESRCH = 3;
    private static final Arg SIGCHLD = new Arg.Symbol(17, "SIGCHLD");

    private final Frame frame;
    private final NamespaceSteps namespaces;
    private final ForkSteps forks;

    private ExecProgram(Plan plan, String messages) {
        frame = new Frame(plan, messages);
        namespaces = new NamespaceSteps(frame);
        forks = new ForkSteps(frame.builder, frame.calls);
    }

    /**
     * The program.
     *
     * @param plan the container's, with the command as its process
     * @param pid the container's first process
     * @param statusFile the file that this process holds locked, by which the program sees that it is still the same
     * @param messages what its messages start with
     */
    public static Program of(Plan plan, int pid, String statusFile, String messages) {
        return new ExecProgram(plan, messages).build(pid, statusFile);
    }

    private Program build(int pid, String statusFile) {
        frame.builder.attempt(Syscall.PRCTL, new Arg.Symbol(Prctl.PR_SET_NAME, "PR_SET_NAME"), frame.files.text(NAME));
        frame.calls.defaultAction(SIGCHLD, Failures.of("cannot reset a signal handler"));
        Arg saved = new Arg.Described(frame.builder.buffer(Long.BYTES).address(), "old");
        Arg blocked = Signals.TELLING.block(frame.builder, frame.calls, saved);
        Slot init = frame.builder.slot("init");
        Slot self = frame.builder.slot("parent");
        forks.openSelf(self);
        open(init, pid, statusFile);
        InsideSteps inside = new InsideSteps(frame, namespaces);
        inside.joinCgroup();
        // In the container there may be others who would like to look at what this process has open.
        frame.calls.prctl(
                new Arg.Symbol(Prctl.PR_SET_DUMPABLE, "PR_SET_DUMPABLE"),
                new Arg.Symbol(0, "SUID_DUMP_DISABLE"),
                Failures.of("cannot hide from the container"));
        long types = types();
        frame.builder.call(
                Failures.of("cannot enter the container", ProcessRemedies.entering(types)),
                Syscall.SETNS,
                new Arg.Value(init),
                new Arg.Flags(types, Arg.Family.CLONE));
        Slot child = frame.builder.slot("child");
        Label inChild = frame.builder.label("in the container");
        frame.builder.add(new Step.Fork(
                child, 0, inChild, Failures.of("cannot create a process in the container", ProcessRemedies.bearing())));
        forks.waitForwarding(child, blocked, false, false);
        forks.dieLikeAwaited();
        frame.builder.bind(inChild);
        forks.dieWith(self, SIGKILL);
        frame.callUnless(List.of(), Failures.of("cannot make a session"), Syscall.SETSID);
        inside.becomeRoot(namespaces.hasUser());
        new CredentialSteps(frame).append();
        ForkSteps.parentDeathSignal(frame.calls, SIGKILL); // which a change of ids had made the kernel forget
        inside.execute(saved, _ -> {});
        return frame.builder.build();
    }

    /** Opens the container's first process, and makes sure that it is still that. */
    private void open(Slot init, int pid, String statusFile) {
        Remedy ended = Remedy.on(ESRCH, "it has ended: see alcove ps -a");
        frame.builder.call(
                init,
                Failures.of("the container does not run", ended),
                Syscall.PIDFD_OPEN,
                new Arg.Number(pid),
                new Arg.Number(0));
        frame.calls.open(
                frame.fd,
                frame.files.text(Plan.bytes(statusFile)),
                Open.O_RDONLY | Open.O_CLOEXEC,
                Failures.of("the container does not run"));
        Step.Call lock = new Step.Call(
                Syscall.FLOCK,
                List.of(new Arg.Value(frame.fd), new Arg.Symbol(Fcntl.LOCK_SH | Fcntl.LOCK_NB, "LOCK_SH|LOCK_NB")),
                frame.result,
                null);
        Label locked = frame.builder.label("locked");
        frame.builder
                .add(lock)
                .jumpIf(frame.result, NOT_EQUAL, 0, locked)
                .set(frame.errno, Operand.of(ESRCH))
                .add(new Step.Fail(frame.errno, Failures.of("the container does not run", ended), lock))
                .bind(locked);
        frame.files.close(frame.fd);
    }

    /** The namespaces that the container does not share with the caller. */
    private long types() {
        long types = 0;
        for (LinuxNamespace namespace : frame.plan.linux().namespaces()) {
            types |= NamespaceSteps.flag(namespace.type());
        }
        return types;
    }
}
