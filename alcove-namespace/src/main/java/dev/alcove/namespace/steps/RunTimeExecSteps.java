package dev.alcove.namespace.steps;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.GREATER_OR_EQUAL;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.MULTIPLY;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import java.util.List;

/**
 * Steps that do at run time what {@link ExecSteps} does when a program is built: find the command among the arguments
 * that a launcher is called with, look for it in the PATH of that time, and filter that environment.
 *
 * <p>The arguments are where the kernel put them: the stack holds argc, the arguments, a null, the environment, a null.
 * A command's fixed arguments go in front of those, over the launcher's own name and what is below.
 */
public final class RunTimeExecSteps {
    private static final int ENOEXEC = 8;
    private static final int ENOENT = 2;

    /** Longer than any path that the kernel takes. */
    private static final int BUFFER = 8192;

    private final ProgramBuilder builder;
    private final Calls calls;
    private final ExecSteps exec;
    private final Slot errno;
    private final Slot path;
    private final Slot denied;
    private final Slot argv;
    private final Slot environment;
    private final Slot cursor;
    private final Slot end;
    private final Slot value;
    private final Slot character;

    public RunTimeExecSteps(ProgramBuilder builder, Calls calls, ExecSteps exec) {
        this.builder = builder;
        this.calls = calls;
        this.exec = exec;
        errno = exec.errno();
        path = exec.path();
        denied = exec.denied();
        argv = builder.slot("argv");
        environment = builder.slot("environ");
        cursor = builder.slot("cursor");
        end = builder.slot("end");
        value = builder.slot("value");
        character = builder.slot("character");
    }

    /** Where the environment starts; before anything is put in front of the arguments. */
    public void findEnvironment() {
        builder.load(environment, builder.stack(), Step.Width.LONG)
                .compute(environment, environment, ADD, 2)
                .compute(environment, environment, MULTIPLY, Long.BYTES)
                .compute(environment, environment, ADD, builder.stack());
    }

    /** Where the environment starts. */
    public Arg environment() {
        return new Arg.Described(environment, "environ");
    }

    /** Executes {@code command} with the arguments of the launcher behind it; or those alone; or a shell. */
    public void execute(List<String> command) {
        if (command.isEmpty()) {
            Label given = builder.label("command given");
            builder.load(value, builder.stack(), Step.Width.LONG)
                    .compute(argv, builder.stack(), ADD, 2 * Long.BYTES)
                    .jumpIf(value, GREATER_OR_EQUAL, 2, given);
            chooseShell();
            exec.fail("the shell", attempt(), List.of());
            builder.bind(given);
        } else {
            builder.compute(argv, builder.stack(), ADD, (2 - command.size()) * (long) Long.BYTES);
            for (int i = 0; i < command.size(); i++) {
                builder.compute(cursor, argv, ADD, i * (long) Long.BYTES)
                        .store(cursor, builder.string(command.get(i)).address(), Step.Width.LONG);
            }
        }
        builder.load(cursor, argv, Step.Width.LONG);
        search();
    }

    /** Empties the environment, but for {@code names}. */
    public void clearEnvironment(List<String> names) {
        Slot in = builder.slot("in");
        Slot out = builder.slot("out");
        Label next = builder.label("next variable");
        Label keep = builder.label("keep variable");
        Label done = builder.label("environment filtered");
        builder.set(in, environment).set(out, environment).bind(next);
        builder.load(value, in, Step.Width.LONG).jumpIf(value, EQUAL, 0, done).compute(in, in, ADD, Long.BYTES);
        for (String name : names) {
            jumpIfStartsWith(value, name + "=", keep);
        }
        builder.jump(next);
        if (!names.isEmpty()) {
            builder.bind(keep)
                    .store(out, value, Step.Width.LONG)
                    .compute(out, out, ADD, Long.BYTES)
                    .jump(next);
        }
        builder.bind(done).store(out, Operand.of(0), Step.Width.LONG);
    }

    /** The program of {@code $SHELL}, or /bin/sh, as a login shell: {@code path} is it, {@code argv} its arguments. */
    private void chooseShell() {
        Label found = builder.label("SHELL set");
        Label name = builder.label("name of shell");
        Label begin = builder.label("begin name");
        Label nextCharacter = builder.label("character of shell");
        Label named = builder.label("shell named");
        Data vector = builder.buffer(2 * Long.BYTES);
        Data login = builder.buffer(BUFFER);
        builder.set(path, builder.string("/bin/sh").address());
        findVariable("SHELL=", found);
        builder.jump(name)
                .bind(found)
                .load(character, value, Step.Width.BYTE)
                .jumpIf(character, EQUAL, 0, name)
                .set(path, value)
                .bind(name);
        // The login name starts behind the last slash: it is copied, and begun anew behind each.
        builder.store(login.address(), Operand.of('-'), Step.Width.BYTE)
                .set(value, path)
                .bind(begin)
                .set(end, login.at(1))
                .bind(nextCharacter)
                .load(character, value, Step.Width.BYTE)
                .store(end, character, Step.Width.BYTE)
                .jumpIf(character, EQUAL, 0, named)
                .compute(value, value, ADD, 1)
                .jumpIf(character, EQUAL, '/', begin)
                .compute(end, end, ADD, 1)
                .jumpIf(end, EQUAL, login.at(BUFFER - 1), named)
                .jump(nextCharacter)
                .bind(named)
                .store(vector.address(), login.address(), Step.Width.LONG)
                .set(argv, vector.address());
    }

    /** Executes the program that {@code cursor} names, with {@code argv}. */
    private void search() {
        Slot file = builder.slot("file");
        Label direct = builder.label("path given");
        Label scan = builder.label("look for a slash");
        Label search = builder.label("search PATH");
        Label script = builder.label("script");
        Label failed = builder.label("exec failed");
        builder.set(file, cursor)
                .set(path, file)
                .load(character, cursor, Step.Width.BYTE)
                .jumpIf(character, EQUAL, 0, direct)
                .bind(scan)
                .load(character, cursor, Step.Width.BYTE)
                .jumpIf(character, EQUAL, '/', direct)
                .compute(cursor, cursor, ADD, 1)
                .jumpIf(character, NOT_EQUAL, 0, scan)
                .jump(search)
                .bind(direct);
        Step.Call call = attempt();
        builder.jumpIf(errno, EQUAL, ENOEXEC, script).jump(failed).bind(search);
        searchPath(file, script, failed);
        builder.bind(failed);
        exec.fail("the command", call, List.of());
        // The script's path takes the place of its name, the shell's the word before.
        Data shell = builder.string("/bin/sh");
        builder.bind(script)
                .compute(cursor, argv, SUBTRACT, Long.BYTES)
                .store(argv, path, Step.Width.LONG)
                .store(cursor, shell.address(), Step.Width.LONG)
                .set(argv, cursor)
                .set(path, shell.address());
        attempt();
        builder.jump(failed);
    }

    /** Tries {@code file} in each directory of PATH; goes on with the next step where none has it. */
    private void searchPath(Slot file, Label script, Label failed) {
        Data buffer = builder.buffer(BUFFER);
        Slot out = builder.slot("out of path");
        Label start = builder.label("PATH set");
        Label directory = builder.label("directory");
        Label copyDirectory = builder.label("copy directory");
        Label overlong = builder.label("overlong");
        Label directoryCopied = builder.label("directory copied");
        Label copyName = builder.label("copy name");
        Label complete = builder.label("candidate");
        Label next = builder.label("next directory");
        findVariable("PATH=", start);
        builder.set(value, builder.string(ExecSteps.DEFAULT_PATH).address())
                .bind(start)
                .set(cursor, value)
                .set(denied, Operand.of(0))
                .set(errno, Operand.of(ENOENT))
                .bind(directory)
                .set(out, buffer.address())
                .bind(copyDirectory)
                .load(character, cursor, Step.Width.BYTE)
                .jumpIf(character, EQUAL, 0, directoryCopied)
                .jumpIf(character, EQUAL, ':', directoryCopied)
                .jumpIf(out, EQUAL, buffer.at(BUFFER - 2), overlong)
                .store(out, character, Step.Width.BYTE)
                .compute(out, out, ADD, 1)
                .compute(cursor, cursor, ADD, 1)
                .jump(copyDirectory)
                .bind(overlong) // no path is that long: on to where the directory ends
                .compute(cursor, cursor, ADD, 1)
                .load(character, cursor, Step.Width.BYTE)
                .jumpIf(character, EQUAL, 0, next)
                .jumpIf(character, EQUAL, ':', next)
                .jump(overlong)
                .bind(directoryCopied)
                .set(end, file)
                .jumpIf(out, EQUAL, buffer.address(), copyName)
                .store(out, Operand.of('/'), Step.Width.BYTE)
                .compute(out, out, ADD, 1)
                .bind(copyName)
                .load(value, end, Step.Width.BYTE)
                .store(out, value, Step.Width.BYTE)
                .jumpIf(value, EQUAL, 0, complete)
                .compute(end, end, ADD, 1)
                .compute(out, out, ADD, 1)
                .jumpIf(out, EQUAL, buffer.at(BUFFER - 1), next)
                .jump(copyName)
                .bind(complete)
                .set(path, buffer.address());
        attempt();
        builder.jumpIf(errno, EQUAL, ENOEXEC, script);
        exec.jumpIfNext(next);
        builder.jump(failed)
                .bind(next)
                .compute(cursor, cursor, ADD, 1)
                .jumpIf(character, EQUAL, ':', directory)
                .jumpIf(denied, EQUAL, 0, failed)
                .set(errno, denied);
    }

    private Step.Call attempt() {
        Step.Call call = calls.execve(errno, new Arg.Value(path), new Arg.Value(argv), new Arg.Value(environment));
        builder.compute(errno, Operand.of(0), SUBTRACT, errno);
        return call;
    }

    /** Goes on at {@code found}, with {@code value} at its contents, if the variable is set. */
    private void findVariable(String prefix, Label found) {
        Slot entry = builder.slot("variable " + prefix);
        Label next = builder.label("next for " + prefix);
        Label match = builder.label("match of " + prefix);
        Label none = builder.label("no " + prefix);
        builder.set(entry, environment)
                .bind(next)
                .load(value, entry, Step.Width.LONG)
                .jumpIf(value, EQUAL, 0, none)
                .compute(entry, entry, ADD, Long.BYTES);
        jumpIfStartsWith(value, prefix, match);
        builder.jump(next)
                .bind(match)
                .compute(value, value, ADD, prefix.length())
                .jump(found)
                .bind(none);
    }

    private void jumpIfStartsWith(Slot text, String prefix, Label target) {
        Label differs = builder.label("not " + prefix);
        builder.set(end, text);
        for (int i = 0; i < prefix.length(); i++) {
            builder.load(character, end, Step.Width.BYTE)
                    .jumpIf(character, NOT_EQUAL, prefix.charAt(i), differs)
                    .compute(end, end, ADD, 1);
        }
        builder.jump(target).bind(differs);
    }
}
