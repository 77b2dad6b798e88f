package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.namespace.process.IdMapWriter;
import dev.alcove.namespace.steps.DecimalSteps;
import dev.alcove.namespace.steps.ExecSteps;
import java.util.List;

/** A child of the process that becomes the program: its ids and its environment are known, its PID is not. */
final class ForkedSelf extends KnownSelf {
    private final ProgramBuilder builder;
    private final DecimalSteps decimal;
    private final Slot pid;
    private final Slot text;

    ForkedSelf(ProgramBuilder builder, Calls calls, ExecSteps exec, Caller caller) {
        super(builder, calls, exec, caller);
        this.builder = builder;
        decimal = new DecimalSteps(builder);
        pid = builder.slot("PID");
        text = builder.slot("text");
    }

    /** Appends what finds out the PID, in the child. */
    void beginChild() {
        builder.attempt(pid, Syscall.GETPID);
    }

    @Override
    String processName() {
        return "alcove-ns";
    }

    @Override
    Arg proc(String file) {
        decimal.join(text, "/proc/", pid, "/" + file);
        return new Arg.Described(text, "\"/proc/<PID>/" + file + "\"");
    }

    @Override
    String shownProc(String file) {
        return "/proc/PID/" + file;
    }

    @Override
    Arg.Texts mapHelperArguments(String helper, List<IdRange> ranges) {
        Arg.Texts arguments = builder.strings(IdMapWriter.helperArguments(helper, "<PID>", ranges));
        decimal.join(text, "", pid, "");
        builder.store(arguments.array().at(Long.BYTES), text, Step.Width.LONG);
        return arguments;
    }
}
