package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.namespace.steps.ProcessRemedies;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a process into existing namespaces. With a user namespace among them the others are tried before it, with the
 * privilege that the caller has outside, and those that failed again after it, with the privilege that it has inside.
 */
final class ProcessEnterSteps {
    private final Entering entering;
    private final ProgramBuilder builder;
    private final Calls calls;

    ProcessEnterSteps(Entering entering, ProgramBuilder builder, Calls calls) {
        this.entering = entering;
        this.builder = builder;
        this.calls = calls;
    }

    /** Enters what is to be entered, and makes the new namespaces, of these {@code CLONE_NEW*} flags. */
    void append(long unshared) {
        if (entering.has(NamespaceType.USER)) {
            // Whoever has CAP_SYS_PTRACE in there must not look into the JVM's memory until exec.
            calls.prctl(
                    new Arg.Symbol(Prctl.PR_SET_DUMPABLE, "PR_SET_DUMPABLE"),
                    new Arg.Number(0),
                    new Failure("cannot protect the JVM's memory"));
            aroundUser();
        } else {
            for (Entering.Target target : entering.targets()) {
                enter(target);
            }
        }
        if (unshared != 0) {
            calls.unshare(
                    unshared, new Failure("cannot make new namespaces", ProcessRemedies.creatingInside(unshared)));
        }
    }

    /**
     * Goes on as another child of the JVM: a process stays in the PID namespace that it was born into. Its brother, this
     * process, ends when it has called exec.
     */
    void bearInside() {
        Slot brother = builder.slot("brother");
        Label inside = builder.label("inside");
        builder.add(new Step.Fork(
                        brother,
                        Clone.CLONE_PARENT | Clone.CLONE_VM | Clone.CLONE_VFORK,
                        inside,
                        new Failure("cannot create a process in the PID namespace", ProcessRemedies.bearing())))
                .exit(0)
                .bind(inside);
    }

    private void aroundUser() {
        List<Entering.Target> tried = new ArrayList<>();
        List<Slot> results = new ArrayList<>();
        for (Entering.Target target : entering.targets()) {
            if (!target.has(NamespaceType.USER)) {
                Slot result = builder.slot("entered");
                builder.attempt(result, Syscall.SETNS, fd(target), flags(target));
                tried.add(target);
                results.add(result);
            }
        }
        for (Entering.Target target : entering.targets()) {
            if (target.has(NamespaceType.USER)) {
                enter(target);
            }
        }
        for (int i = 0; i < tried.size(); i++) {
            Label entered = builder.label("is entered");
            builder.jumpIf(results.get(i), Step.Comparison.EQUAL, 0, entered);
            enter(tried.get(i));
            builder.bind(entered);
        }
    }

    private void enter(Entering.Target target) {
        Failure failure = new Failure(
                "cannot enter " + target.shown().substring(1, target.shown().length() - 1),
                ProcessRemedies.entering(target.types()));
        builder.call(failure, Syscall.SETNS, fd(target), flags(target));
    }

    private static Arg fd(Entering.Target target) {
        return new Arg.Described(Operand.of(target.fd()), target.shown());
    }

    private static Arg flags(Entering.Target target) {
        return new Arg.Flags(target.types(), Arg.Family.CLONE);
    }
}
