package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Mount;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.Remedies;
import org.jspecify.annotations.Nullable;

/**
 * Steps that bind the new namespaces to files, which keep them when all their processes have ended. Once this process has
 * left the mount or user namespace that the files are in, a helper that stayed behind has to do it.
 */
final class BindSteps {
    private final UnshareOptions options;
    private final Self self;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final ForkSteps forks;
    private final Slot helper;
    private ForkSteps.@Nullable Gate gate;

    BindSteps(UnshareOptions options, Self self, ProgramBuilder builder, Calls calls, ForkSteps forks) {
        this.options = options;
        this.self = self;
        this.builder = builder;
        this.calls = calls;
        this.forks = forks;
        helper = builder.slot("bind helper");
    }

    /** Before the namespaces are made: the helper, where one is needed, which waits for them. */
    void startHelper() {
        if ((options.namespaces() & (Clone.CLONE_NEWNS | Clone.CLONE_NEWUSER)) == 0) {
            return;
        }
        Label inHelper = builder.label("bind helper");
        Label parent = builder.label("after bind helper");
        gate = forks.gate("bind");
        builder.add(new Step.Fork(helper, 0, inHelper, new Failure("fork failed", Remedies.forking(false))))
                .jump(parent)
                .bind(inHelper);
        forks.await(gate);
        bind();
        builder.exit(0).bind(parent);
    }

    /** When the namespaces are there, and the PID namespace has its first process. */
    void complete() {
        if (gate == null) {
            bind();
        } else {
            forks.open(gate);
            forks.join(helper);
        }
    }

    private void bind() {
        for (NamespaceType type : NamespaceType.values()) {
            String file = options.bindFile((int) type.cloneFlag());
            if (file != null) {
                String source = "ns/" + type.procNameForChildren();
                calls.mount(
                        self.proc(source),
                        file,
                        Arg.NULL,
                        Mount.MS_BIND,
                        Arg.NULL,
                        new Failure(
                                "mount " + self.shownProc(source) + " on " + file + " failed", Remedies.binding(type)));
            }
        }
    }
}
