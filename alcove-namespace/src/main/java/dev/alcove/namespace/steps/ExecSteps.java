package dev.alcove.namespace.steps;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.MULTIPLY;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps that execute a program as {@code execvp(3)} does: a name without a slash is looked for in the directories of
 * PATH, and a file that the kernel cannot execute is a script for {@code /bin/sh}. They end the process with status 127
 * where there is no such program, with 126 where it cannot be executed.
 */
public final class ExecSteps {
    public static final String DEFAULT_PATH = "/bin:/usr/bin";

    private static final String SHELL = "/bin/sh";
    private static final int ENOENT = 2;
    private static final int ENOEXEC = 8;
    private static final int EACCES = 13;

    /** After one of these, as after ENOENT and EACCES, the next directory is tried: ENODEV, ENOTDIR, ETIMEDOUT, ESTALE. */
    private static final int[] TRY_NEXT = {ENOENT, 19, 20, 110, 116};

    private final ProgramBuilder builder;
    private final Calls calls;
    private final Slot errno;
    private final Slot path;
    private final Slot index;
    private final Slot denied;
    private String before = "failed to execute ";
    private String after = "";

    public ExecSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
        errno = builder.slot("errno of exec");
        path = builder.slot("path");
        index = builder.slot("candidate");
        denied = builder.slot("denied");
    }

    /** Changes what a message of failure says in front of the program's name, and behind it. */
    public void messages(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /** Executes the file {@code file}, a path that is not looked for anywhere. */
    public void execv(String file, Arg.Texts argv, Arg environment, List<Remedy> remedies) {
        Step.Call call = calls.execve(errno, calls.text(file), argv, environment);
        negate();
        fail(file, call, remedies);
    }

    /**
     * Executes a program that is known.
     *
     * @param file its path, or a name to look for
     * @param argv the arguments, the program's own name first
     * @param search the value of PATH; null if it is not set
     * @param remedies what helps when it cannot be executed
     */
    public void execvp(String file, Arg.Texts argv, Arg environment, @Nullable String search, List<Remedy> remedies) {
        List<String> candidates = candidates(file, search);
        Label script = builder.label("script");
        Label failed = builder.label("exec failed");
        Step.Call call;
        Operand tried;
        if (candidates.size() == 1) {
            Arg.Text only = new Arg.Text(builder.string(candidates.get(0)));
            tried = only.operand();
            call = calls.execve(errno, only, argv, environment);
            negate();
            builder.jumpIf(errno, EQUAL, ENOEXEC, script);
        } else {
            tried = path;
            call = tryEach(candidates, argv, environment, script);
        }
        builder.bind(failed);
        fail(file, call, remedies);
        builder.bind(script);
        executeScript(tried, argv, environment);
        negate();
        builder.jump(failed);
    }

    /** Gets the positive errno of the last execve. */
    public Slot errno() {
        return errno;
    }

    /** Holds the path of the last execve. */
    public Slot path() {
        return path;
    }

    /** Holds EACCES once that was the answer to one of several attempts, 0 before. */
    public Slot denied() {
        return denied;
    }

    /** The end of a process that could not execute {@code name}. */
    public void fail(String name, Step.Call call, List<Remedy> remedies) {
        Label missing = builder.label("no such program");
        String attempt = before + name + after;
        builder.jumpIf(errno, EQUAL, ENOENT, missing)
                .add(new Step.Fail(errno, new Failure(attempt, 126, remedies), call))
                .bind(missing)
                .add(new Step.Fail(errno, new Failure(attempt, 127, remedies), call));
    }

    /** After a failed execve: whether to go on with the next directory, whose label is {@code next}. */
    public void jumpIfNext(Label next) {
        Label other = builder.label("not EACCES");
        builder.jumpIf(errno, NOT_EQUAL, EACCES, other)
                .set(denied, errno)
                .jump(next)
                .bind(other);
        for (int number : TRY_NEXT) {
            builder.jumpIf(errno, EQUAL, number, next);
        }
    }

    private Step.Call tryEach(List<String> candidates, Arg argv, Arg environment, Label script) {
        Label attempt = builder.label("try PATH");
        Label next = builder.label("next of PATH");
        Label report = builder.label("not executed");
        @Nullable Data[] paths = new Data[candidates.size()];
        List<Data> choices = new ArrayList<>();
        for (int i = 0; i < paths.length; i++) {
            Data choice = builder.string(candidates.get(i));
            paths[i] = choice;
            choices.add(choice);
        }
        Data table = builder.pointers(paths);
        builder.set(denied, Operand.of(0)).set(index, Operand.of(0)).bind(attempt);
        builder.compute(path, index, MULTIPLY, Long.BYTES)
                .compute(path, path, ADD, table.address())
                .load(path, path, Step.Width.LONG);
        Step.Call call = calls.execve(errno, new Arg.Choice(path, choices), argv, environment);
        negate();
        builder.jumpIf(errno, EQUAL, ENOEXEC, script);
        jumpIfNext(next);
        builder.jump(report)
                .bind(next)
                .compute(index, index, ADD, 1)
                .jumpIf(index, LESS, paths.length, attempt)
                .jumpIf(denied, EQUAL, 0, report)
                .set(errno, denied)
                .bind(report);
        return call;
    }

    private void executeScript(Operand script, Arg.Texts argv, Arg environment) {
        Data shell = builder.string(SHELL);
        @Nullable Data[] vector = new Data[argv.elements().size() + 2];
        vector[0] = shell;
        for (int i = 1; i < argv.elements().size(); i++) {
            vector[i + 1] = argv.elements().get(i);
        }
        Data array = builder.pointers(vector);
        builder.store(array.at(Long.BYTES), script, Step.Width.LONG);
        calls.execve(
                errno,
                new Arg.Text(shell),
                new Arg.Described(array.address(), "[\"/bin/sh\", script, ...]"),
                environment);
    }

    private void negate() {
        builder.compute(errno, Operand.of(0), SUBTRACT, errno);
    }

    private static List<String> candidates(String file, @Nullable String path) {
        if (file.isEmpty() || file.indexOf('/') >= 0) {
            return List.of(file);
        }
        String directories = path == null ? DEFAULT_PATH : path;
        List<String> candidates = new ArrayList<>();
        int start = 0;
        while (start <= directories.length()) {
            int end = directories.indexOf(':', start);
            end = end < 0 ? directories.length() : end;
            candidates.add(end == start ? file : directories.substring(start, end) + "/" + file);
            start = end + 1;
        }
        return candidates;
    }
}
