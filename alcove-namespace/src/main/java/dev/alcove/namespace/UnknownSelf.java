package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.namespace.process.IdMapWriter;
import dev.alcove.namespace.steps.DecimalSteps;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.RunTimeExecSteps;
import java.util.List;

/** Whoever runs a compiled program: its steps find out at run time what they need to know. */
final class UnknownSelf extends Self {
    private static final int STDERR = 2;

    private final ProgramBuilder builder;
    private final Calls calls;
    private final String name;
    private final Caller compiler;
    private final RunTimeExecSteps exec;
    private final DecimalSteps decimal;
    private final Slot pid;
    private final Slot uid;
    private final Slot gid;
    private final Slot text;
    private final Slot length;

    /**
     * @param name what messages start with
     * @param compiler whose ids are in the maps of many ids
     */
    UnknownSelf(ProgramBuilder builder, Calls calls, ExecSteps exec, String name, Caller compiler) {
        this.builder = builder;
        this.calls = calls;
        this.name = name;
        this.compiler = compiler;
        this.exec = new RunTimeExecSteps(builder, calls, exec);
        decimal = new DecimalSteps(builder);
        pid = builder.slot("PID");
        uid = builder.slot("EUID");
        gid = builder.slot("EGID");
        text = builder.slot("text");
        length = builder.slot("length");
    }

    @Override
    void begin() {
        builder.attempt(pid, Syscall.GETPID).attempt(uid, Syscall.GETEUID).attempt(gid, Syscall.GETEGID);
        exec.findEnvironment();
    }

    @Override
    Arg environment() {
        return exec.environment();
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

    @Override
    boolean mayBeRoot() {
        return true;
    }

    @Override
    boolean mayBeOrdinary() {
        return true;
    }

    @Override
    void jumpIfRoot(Label target) {
        builder.jumpIf(uid, EQUAL, 0, target);
    }

    @Override
    void checkOwnIds(boolean user, boolean group) {
        if (user) {
            check(uid, compiler.euid(), "user");
        }
        if (group) {
            check(gid, compiler.egid(), "group");
        }
    }

    private void check(Slot id, long expected, String kind) {
        Label same = builder.label("same " + kind);
        String message = name + ": the maps in this launcher are those of " + kind + " " + expected
                + ", who compiled it: compile it anew as the " + kind + " that runs it\n";
        builder.jumpIf(id, EQUAL, expected, same)
                .attempt(Syscall.WRITE, new Arg.Number(STDERR), calls.text(message), new Arg.Number(message.length()))
                .exit(1)
                .bind(same);
    }

    @Override
    void writeSingleMap(Slot fd, String map, long inside, Failure failure) {
        Slot own = map.equals("uid_map") ? uid : gid;
        boolean same = inside == UnshareOptions.CALLER;
        Operand end = same ? decimal.join(text, "", own, " ", own, " 1") : decimal.join(text, inside + " ", own, " 1");
        builder.compute(length, end, SUBTRACT, text);
        String shown = "\"" + (same ? own.toString() : Long.toString(inside)) + " " + own + " 1\"";
        builder.call(failure, Syscall.WRITE, new Arg.Value(fd), new Arg.Described(text, shown), new Arg.Value(length));
    }

    @Override
    void execute(UnshareOptions options) {
        if (options.clearEnv()) {
            exec.clearEnvironment(options.whitelistEnv());
        }
        exec.execute(options.command());
    }
}
