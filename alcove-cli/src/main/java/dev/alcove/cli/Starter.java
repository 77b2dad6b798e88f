package dev.alcove.cli;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.AND;
import static dev.alcove.launch.Step.Operator.MULTIPLY;
import static dev.alcove.launch.Step.Operator.SHIFT_RIGHT;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Image;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memfd;
import dev.alcove.linux.raw.Planning;
import dev.alcove.linux.raw.Prctl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The launcher of the distribution, {@code bin/alcove}: a launch program, made when the distribution is built. It finds the
 * JVM beside itself and executes it, with the name that it was called by as the first argument and the environment
 * as it is but for what a JVM would take to heart ({@link JvmVariables}); no shell leaves it so.
 *
 * <p>A command that only makes the process into something else needs the JVM just for the plan. So the JVM is a child then,
 * whose descriptor 0 is a memfd; when it has ended and the memfd holds a launch program, the launcher becomes that. The
 * process has the same PID as ever, and has never been a JVM: its signal actions, limits and descriptors are the caller's.
 *
 * <p>Needs {@code /proc}.
 */
final class Starter {
    /** The commands that become something else, whether they come as a subcommand or as the name of a link. */
    private static final List<String> PLANNED = List.of("unshare", "nsenter", "ns", "run", "exec");

    /** {@code ip} does so as {@code ip netns exec}. With options in front the JVM itself becomes the command, which takes longer. */
    private static final String NETNS_EXEC = "ip";

    private static final List<String> NETNS = List.of("netns", "netn", "net");
    private static final List<String> EXEC = List.of("exec", "exe", "ex", "e");

    /** Of the commands of {@code net} these become something else. */
    private static final List<String> NET_PLANNED = List.of("exec", "test");

    private static final String NET = "net";

    private static final String MAIN = "dev.alcove.cli/dev.alcove.cli.Main";
    private static final String CACHE_OPTION = "-XX:AOTCache=";

    private static final int ENOENT = 2;
    private static final Remedy NO_PROC = Remedy.on(ENOENT, "Alcove finds its files there: mount proc on /proc");

    private static final int PATH_MAX = 4096;
    private static final int SIGCHLD = 17;
    private static final int SIGKILL = 9;
    private static final int SEEK_END = 2;
    private static final int EINVAL = 22;
    private static final int RLIMIT_FSIZE = 1;
    private static final int EXIT_CANNOT_EXECUTE = 126;
    private static final int EXIT_KILLED = 128;
    private static final int SEALS = Fcntl.F_SEAL_SEAL | Fcntl.F_SEAL_SHRINK | Fcntl.F_SEAL_GROW | Fcntl.F_SEAL_WRITE;

    private final ProgramBuilder builder = new ProgramBuilder("alcove");
    private final Calls calls = new Calls(builder);
    private final Slot first = builder.slot("argv[0]");
    private final Slot second = builder.slot("argv[1]");
    private final Slot shown = builder.slot("shown");
    private final Slot environment = builder.slot("environ");
    private final Slot argv = builder.slot("argv");
    private final Slot name = builder.slot("name");
    private final Slot word = builder.slot("word");
    private final Slot cursor = builder.slot("cursor");
    private final Slot value = builder.slot("value");
    private final JvmVariables variables = new JvmVariables(builder, environment);
    private final Data java = builder.buffer(2 * PATH_MAX);
    private final Data cache = builder.buffer(2 * PATH_MAX);
    private final Data directory = builder.buffer(PATH_MAX);

    private Starter() {}

    /** Writes the launcher: {@code Starter FILE}. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Files.write(file, Image.of(new Starter().build(), Arch.HOST));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Program build() {
        Label plan = builder.label("plan");
        Label subcommand = builder.label("subcommand");
        Label run = builder.label("run");
        findArguments();
        findName();
        locate(java, "", "/lib/jvm/bin/java");
        for (String command : PLANNED) {
            jumpIfEqual(name, command, plan);
            jumpIfEqual(second, command, subcommand);
        }
        jumpIfNetnsExec(plan, subcommand);
        jumpIfNet(subcommand);
        variables.hide();
        // A JVM that is to become the command itself, since there can be no memfd, hands on the environment that it
        // has.
        builder.bind(run);
        locate(cache, CACHE_OPTION, "/lib/alcove.aot");
        executeJvm(List.of());
        builder.bind(subcommand).compute(shown, shown, ADD, Long.BYTES).bind(plan);
        planned(run);
        return builder.build();
    }

    /** The stack holds argc, the arguments, a null, the environment. */
    private void findArguments() {
        Label several = builder.label("several arguments");
        builder.compute(cursor, builder.stack(), ADD, Long.BYTES)
                .set(shown, cursor)
                .load(first, cursor, Step.Width.LONG)
                .load(value, builder.stack(), Step.Width.LONG)
                .compute(environment, value, ADD, 2)
                .compute(environment, environment, MULTIPLY, Long.BYTES)
                .compute(environment, environment, ADD, builder.stack())
                .compute(cursor, cursor, ADD, Long.BYTES)
                .load(second, cursor, Step.Width.LONG)
                .jumpIf(second, NOT_EQUAL, 0, several)
                .set(second, builder.buffer(1).address())
                .bind(several);
    }

    /** What stands behind the last slash of the name that we were called by. */
    private void findName() {
        Label begin = builder.label("begin name");
        Label next = builder.label("next of name");
        Label done = builder.label("name found");
        builder.set(cursor, first)
                .bind(begin)
                .set(name, cursor)
                .bind(next)
                .load(value, cursor, Step.Width.BYTE)
                .jumpIf(value, EQUAL, 0, done)
                .compute(cursor, cursor, ADD, 1)
                .jumpIf(value, EQUAL, '/', begin)
                .jump(next)
                .bind(done);
    }

    /** Leaves {@code prefix}, the distribution's directory and {@code suffix} in {@code target}. */
    private void locate(Data target, String prefix, String suffix) {
        builder.set(cursor, target.address());
        append(prefix);
        builder.call(
                        value,
                        new Failure("cannot read /proc/self/exe", EXIT_CANNOT_EXECUTE, List.of(NO_PROC)),
                        Syscall.READLINKAT,
                        new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD"),
                        calls.text("/proc/self/exe"),
                        new Arg.Described(target.at(prefix.length()), "path"),
                        new Arg.Number(PATH_MAX))
                .compute(cursor, value, ADD, target.at(prefix.length()));
        cutName("file of " + suffix);
        cutName("bin of " + suffix);
        append(suffix);
    }

    /** Moves the cursor back onto the slash before it. */
    private void cutName(String label) {
        Label back = builder.label(label);
        builder.bind(back)
                .compute(cursor, cursor, SUBTRACT, 1)
                .load(value, cursor, Step.Width.BYTE)
                .jumpIf(value, NOT_EQUAL, '/', back);
    }

    /** Stores text at the cursor, and at least one NUL behind it. */
    private void append(String text) {
        for (int at = 0; at <= text.length(); at += Long.BYTES) {
            long word = 0;
            for (int i = Math.min(text.length(), at + Long.BYTES) - 1; i >= at; i--) {
                word = word << Byte.SIZE | text.charAt(i);
            }
            builder.compute(value, cursor, ADD, at).store(value, Operand.of(word), Step.Width.LONG);
        }
    }

    private void jumpIfEqual(Slot text, String expected, Label target) {
        variables.jumpIfStartsWith(text, expected + '\0', target);
    }

    /** Jumps to {@code plan} from {@code ip netns exec}, to {@code subcommand} from {@code alcove ip netns exec}. */
    private void jumpIfNetnsExec(Label plan, Label subcommand) {
        Label link = builder.label("ip");
        Label argument = builder.label("alcove ip");
        Label other = builder.label("not ip netns exec");
        jumpIfEqual(name, NETNS_EXEC, link);
        jumpIfEqual(second, NETNS_EXEC, argument);
        builder.jump(other).bind(link);
        jumpIfWords(2, plan, other);
        builder.bind(argument);
        jumpIfWords(3, subcommand, other);
        builder.bind(other);
    }

    /** Jumps to {@code target} from {@code alcove net exec} and {@code alcove net test}. */
    private void jumpIfNet(Label target) {
        Label net = builder.label("net");
        Label other = builder.label("not net");
        jumpIfEqual(second, NET, net);
        builder.jump(other).bind(net);
        loadWord(3, other);
        for (String text : NET_PLANNED) {
            jumpIfEqual(word, text, target);
        }
        builder.bind(other);
    }

    /** Jumps to {@code target} if the word at this place of the stack, and the next, are those; to {@code other} if not. */
    private void jumpIfWords(int place, Label target, Label other) {
        Label netns = builder.label("netns");
        loadWord(place, other);
        for (String text : NETNS) {
            jumpIfEqual(word, text, netns);
        }
        builder.jump(other).bind(netns);
        loadWord(place + 1, other);
        for (String text : EXEC) {
            jumpIfEqual(word, text, target);
        }
        builder.jump(other);
    }

    /** Loads the word at a place of the stack; goes on at {@code none} behind the last. */
    private void loadWord(int place, Label none) {
        builder.compute(cursor, builder.stack(), ADD, (long) place * Long.BYTES)
                .load(word, cursor, Step.Width.LONG)
                .jumpIf(word, EQUAL, 0, none);
    }

    /** Executes the JVM. Its arguments go in front of ours, over our own name, argc and the unused stack below. */
    private void executeJvm(List<String> options) {
        List<Operand> arguments = new ArrayList<>();
        arguments.add(java.address());
        arguments.add(cache.address());
        for (String option : options) {
            arguments.add(builder.string(option).address());
        }
        arguments.add(builder.string("-m").address());
        arguments.add(builder.string(MAIN).address());
        arguments.add(name);
        builder.compute(argv, builder.stack(), ADD, (2L - arguments.size()) * Long.BYTES);
        for (int i = 0; i < arguments.size(); i++) {
            builder.compute(cursor, argv, ADD, i * (long) Long.BYTES).store(cursor, arguments.get(i), Step.Width.LONG);
        }
        leaveDeletedDirectory();
        builder.call(
                        new Failure("cannot execute lib/jvm/bin/java", EXIT_CANNOT_EXECUTE, List.of()),
                        Syscall.EXECVE,
                        new Arg.Described(java.address(), "java"),
                        new Arg.Described(argv, "argv"),
                        new Arg.Described(environment, "environ"))
                .exit(EXIT_CANNOT_EXECUTE);
    }

    /** A JVM does not start in a directory that is no longer there; what it plans for stays where it is. */
    private void leaveDeletedDirectory() {
        Label there = builder.label("directory is there");
        builder.attempt(
                        value,
                        Syscall.GETCWD,
                        new Arg.Described(directory.address(), "directory"),
                        new Arg.Number(PATH_MAX))
                .jumpIf(value, NOT_EQUAL, -ENOENT, there)
                .attempt(Syscall.CHDIR, calls.text("/"))
                .bind(there);
    }

    /** The plan is a file, of whose size there may be a limit; as far as that is allowed, none. */
    private void liftFileSizeLimit() {
        Data limit = builder.buffer(2 * Long.BYTES);
        Arg resource = new Arg.Symbol(RLIMIT_FSIZE, "RLIMIT_FSIZE");
        Arg described = new Arg.Described(limit.address(), "limit");
        builder.attempt(Syscall.PRLIMIT64, new Arg.Number(0), resource, Arg.NULL, described)
                .load(value, limit.at(Long.BYTES), Step.Width.LONG)
                .store(limit.address(), value, Step.Width.LONG)
                .attempt(Syscall.PRLIMIT64, new Arg.Number(0), resource, described, Arg.NULL);
    }

    /** Lets the JVM plan and becomes what it planned; goes on at {@code otherwise} where memfds cannot be executed. */
    private void planned(Label otherwise) {
        Slot memfd = builder.slot("memfd");
        Slot child = builder.slot("JVM");
        Label inChild = builder.label("JVM");
        createMemfd(memfd, otherwise);
        locate(cache, CACHE_OPTION, "/lib/plan.aot");
        // Were SIGCHLD ignored, there would be no status to wait for; what is planned resets it anyway.
        calls.defaultAction(new Arg.Symbol(SIGCHLD, "SIGCHLD"), new Failure("cannot reset SIGCHLD"));
        builder.add(new Step.Fork(
                child, Clone.CLONE_VM | Clone.CLONE_VFORK, inChild, new Failure("cannot create a process")));
        become(child, memfd);
        builder.bind(inChild);
        inChild(memfd);
    }

    private void createMemfd(Slot memfd, Label otherwise) {
        Label created = builder.label("memfd created");
        Arg text = calls.text("alcove");
        long flags = Memfd.MFD_CLOEXEC | Memfd.MFD_ALLOW_SEALING;
        // Before Linux 6.3 every memfd could be executed, and the flag that asks for it was unknown.
        builder.attempt(memfd, Syscall.MEMFD_CREATE, text, new Arg.Number(flags | Memfd.MFD_EXEC))
                .jumpIf(memfd, NOT_EQUAL, -EINVAL, created)
                .attempt(memfd, Syscall.MEMFD_CREATE, text, new Arg.Number(flags))
                .bind(created)
                .jumpIf(memfd, LESS, 0, otherwise);
    }

    /** In the JVM's process. That goes when we go, however we are killed. */
    private void inChild(Slot memfd) {
        Label moved = builder.label("memfd moved");
        calls.prctl(
                new Arg.Symbol(Prctl.PR_SET_PDEATHSIG, "PR_SET_PDEATHSIG"),
                new Arg.Symbol(SIGKILL, "SIGKILL"),
                new Failure("cannot set the parent death signal"));
        builder.attempt(value, Syscall.DUP3, new Arg.Value(memfd), new Arg.Number(0), new Arg.Number(0))
                .jumpIf(value, EQUAL, 0, moved)
                // It is 0 already, since we were called without a standard input.
                .attempt(Syscall.FCNTL, new Arg.Value(memfd), new Arg.Number(Fcntl.F_SETFD), new Arg.Number(0))
                .bind(moved);
        liftFileSizeLimit();
        variables.hide();
        executeJvm(List.of("-D" + Planning.PROPERTY));
    }

    private void become(Slot child, Slot memfd) {
        Slot status = builder.slot("status");
        Label ended = builder.label("JVM ended");
        Label complete = builder.label("planned");
        builder.add(new Step.Wait(child, status, new Failure("cannot wait for the JVM")))
                .jumpIf(status, NOT_EQUAL, 0, ended)
                .attempt(value, Syscall.LSEEK, new Arg.Value(memfd), new Arg.Number(0), new Arg.Number(SEEK_END))
                .jumpIf(value, NOT_EQUAL, 0, complete)
                .exit(0)
                .bind(complete)
                .attempt(Syscall.FCNTL, new Arg.Value(memfd), new Arg.Number(Fcntl.F_ADD_SEALS), new Arg.Number(SEALS));
        variables.restore();
        builder.compute(argv, builder.stack(), ADD, Long.BYTES)
                .store(argv, first, Step.Width.LONG) // the JVM's arguments stood here
                .call(
                        new Failure("cannot execute the launch program", EXIT_CANNOT_EXECUTE, List.of()),
                        Syscall.EXECVEAT,
                        new Arg.Value(memfd),
                        calls.text(""),
                        new Arg.Described(shown, "argv"),
                        new Arg.Described(environment, "environ"),
                        new Arg.Symbol(At.AT_EMPTY_PATH, "AT_EMPTY_PATH"))
                .exit(EXIT_CANNOT_EXECUTE)
                .bind(ended);
        exitLike(status);
    }

    private void exitLike(Slot status) {
        Label killed = builder.label("JVM killed");
        builder.compute(value, status, AND, 0x7f)
                .jumpIf(value, NOT_EQUAL, 0, killed)
                .compute(value, status, SHIFT_RIGHT, Byte.SIZE)
                .compute(value, value, AND, 0xff)
                .exit(value)
                .bind(killed)
                .compute(value, value, ADD, EXIT_KILLED)
                .exit(value);
    }
}
