package dev.alcove.container.engine;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;

import dev.alcove.container.spec.LinuxIdMapping;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.InitProgram;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Environ;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.namespace.steps.DecimalSteps;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.ProcessRemedies;
import dev.alcove.namespace.steps.Remedies;
import dev.alcove.namespace.steps.Signals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container as a program by itself: for the process that becomes it, or for a file. That process stays outside. In the foreground it
 * passes signals on, waits, tidies up and ends as the container did; else it ends when the command has been executed.
 */
public final class StandaloneProgram {
    private static final String NAME = "alcove-run";
    private static final int SIGKILL = 9;
    private static final Arg SIGCHLD = new Arg.Symbol(17, "SIGCHLD");
    private static final int STATUS_MODE = 0600;
    private static final int MESSAGE_SIZE = 4096;

    private final Frame frame;
    private final Life life;
    private final NamespaceSteps namespaces;
    private final InsideSteps inside;
    private final ForkSteps forks;
    private final DecimalSteps decimal;
    private final Slot text;

    /** Where the state of the container is kept; the slot of its descriptor, which its init has too. */
    private @Nullable Slot status;

    private @Nullable Slot input;
    private @Nullable Slot output;

    private StandaloneProgram(Plan plan, Life life, String messages) {
        frame = new Frame(plan, messages);
        this.life = life;
        namespaces = new NamespaceSteps(frame);
        inside = new InsideSteps(frame, namespaces);
        forks = new ForkSteps(frame.builder, frame.calls);
        decimal = new DecimalSteps(frame.builder);
        text = frame.builder.slot("text");
    }

    /**
     * What is around the container.
     *
     * @param detached whether the process ends when the command has been executed, after it has printed {@code id}
     * @param id the container's name, for a detached one
     * @param statusFile a file that is locked while the container lives, and gets {@code pid N} at its start and {@code exit N} at its end;
     *     null for none
     * @param output the file that a detached container's output goes to; null for the standard streams of the caller
     * @param filesAtEnd files that are removed when it has ended in the foreground, or could not be started in the background
     * @param directoriesAtEnd directories, after the files
     */
    public record Life(
            boolean detached,
            String id,
            @Nullable String statusFile,
            @Nullable String output,
            List<String> filesAtEnd,
            List<String> directoriesAtEnd) {
        public Life {
            filesAtEnd = List.copyOf(filesAtEnd);
            directoriesAtEnd = List.copyOf(directoriesAtEnd);
        }
    }

    /** The program; {@code messages} is what its messages start with. */
    public static Program of(Plan plan, Life life, String messages) {
        Unsupported.check(plan);
        return new StandaloneProgram(plan, life, messages).build();
    }

    private Program build() {
        frame.builder.attempt(Syscall.PRCTL, new Arg.Symbol(Prctl.PR_SET_NAME, "PR_SET_NAME"), frame.files.text(NAME));
        frame.calls.defaultAction(SIGCHLD, Failures.of("cannot reset a signal handler"));
        Arg saved = new Arg.Described(frame.builder.buffer(Long.BYTES).address(), "old");
        Arg blocked = Signals.TELLING.block(frame.builder, frame.calls, saved);
        openStatus();
        openStreams();
        namespaces.open();
        Slot self = frame.builder.slot("parent");
        if (!life.detached()) {
            forks.openSelf(self);
        }
        ForkSteps.Gate made = namespaces.needsMapWriter() ? forks.gate("made") : null;
        ForkSteps.Gate mapped = namespaces.needsMapWriter() ? forks.gate("mapped") : null;
        ForkSteps.Gate started = life.detached() ? forks.gate("started") : null;
        InitImageSteps image = frame.plan.init() ? new InitImageSteps(frame, status != null) : null;
        Slot child = frame.builder.slot("child");
        Label inChild = frame.builder.label("container");
        frame.builder.add(new Step.Fork(
                child,
                namespaces.born(),
                inChild,
                Failures.of("cannot create the container's process", ProcessRemedies.creating(namespaces.born()))));
        if (made != null && mapped != null) {
            forks.await(made);
            writeMaps(child);
            forks.open(mapped);
        }
        recordPid(child);
        if (started == null) {
            forks.waitForwarding(child, blocked, false, false);
            tidyUp();
            forks.dieLikeAwaited();
        } else {
            announce(child, started);
        }
        frame.builder.bind(inChild);
        contain(saved, self, made, mapped, started, image);
        return frame.builder.build();
    }

    /** The file that tells others of this container: whoever has it open and locked is it. */
    private void openStatus() {
        String file = life.statusFile();
        if (file == null) {
            return;
        }
        Slot fd = frame.builder.slot("status file");
        frame.builder
                .call(
                        fd,
                        Failures.of("cannot open " + file),
                        Syscall.OPENAT,
                        FileSteps.CWD,
                        frame.files.text(Plan.bytes(file)),
                        new Arg.Flags(Open.O_WRONLY | Open.O_CREAT | Open.O_APPEND | Open.O_CLOEXEC, Arg.Family.OPEN),
                        new Arg.Symbol(STATUS_MODE, "0600"))
                .call(
                        Failures.of("cannot lock " + file),
                        Syscall.FLOCK,
                        new Arg.Value(fd),
                        new Arg.Symbol(Fcntl.LOCK_EX | Fcntl.LOCK_NB, "LOCK_EX|LOCK_NB"));
        status = fd;
    }

    private void recordPid(Slot child) {
        Slot fd = status;
        if (fd != null) {
            writeNumber(fd, "pid ", child);
        }
    }

    /** One write, so that readers find whole lines. */
    private void writeNumber(Slot fd, String word, Slot number) {
        Operand end = decimal.join(text, word, number, "\n");
        frame.builder
                .compute(frame.result, end, Step.Operator.SUBTRACT, text)
                .attempt(
                        Syscall.WRITE,
                        new Arg.Value(fd),
                        new Arg.Described(text, "\"" + word + number + "\\n\""),
                        new Arg.Value(frame.result));
    }

    private void tidyUp() {
        for (String file : life.filesAtEnd()) {
            remove(file, 0);
        }
        for (String directory : life.directoriesAtEnd()) {
            remove(directory, At.AT_REMOVEDIR);
        }
    }

    private void remove(String path, int flags) {
        frame.builder.attempt(
                Syscall.UNLINKAT,
                FileSteps.CWD,
                frame.files.text(Plan.bytes(path)),
                new Arg.Flags(flags, Arg.Family.AT));
    }

    /** Waits until the command has been executed or the container has ended before, and says which. */
    private void announce(Slot child, ForkSteps.Gate started) {
        frame.files.close(started.write());
        Data buffer = frame.builder.buffer(1);
        Label alive = frame.builder.label("started");
        String line = Plan.bytes(life.id() + "\n");
        // The pipe ends without a byte where the command has not been executed: then everybody who had it has ended.
        frame.builder
                .attempt(
                        frame.result,
                        Syscall.READ,
                        new Arg.Value(started.read()),
                        new Arg.Described(buffer.address(), "buffer"),
                        new Arg.Number(1))
                .jumpIf(frame.result, EQUAL, 1, alive)
                .add(new Step.Wait(child, forks.status(), Failures.of("cannot wait for the container")));
        showOutput();
        tidyUp();
        forks.dieLikeAwaited();
        frame.builder
                .bind(alive)
                .attempt(Syscall.WRITE, new Arg.Number(1), frame.files.text(line), new Arg.Number(line.length()))
                .exit(0);
    }

    /** Where the command could not be executed, the message is in the container's output: that is removed, and nobody else shows it. */
    private void showOutput() {
        Slot out = output;
        if (out == null) {
            return;
        }
        Data message = frame.builder.buffer(MESSAGE_SIZE);
        Label nothing = frame.builder.label("nothing to show");
        frame.builder
                .attempt(
                        frame.result,
                        Syscall.PREAD64,
                        new Arg.Value(out),
                        new Arg.Described(message.address(), "message"),
                        new Arg.Number(MESSAGE_SIZE),
                        new Arg.Number(0))
                .jumpIf(frame.result, LESS, 1, nothing)
                .attempt(
                        Syscall.WRITE,
                        new Arg.Number(2),
                        new Arg.Described(message.address(), "message"),
                        new Arg.Value(frame.result))
                .bind(nothing);
    }

    private void contain(
            Arg saved,
            Slot self,
            ForkSteps.@Nullable Gate made,
            ForkSteps.@Nullable Gate mapped,
            ForkSteps.@Nullable Gate started,
            @Nullable InitImageSteps image) {
        if (!life.detached()) {
            forks.dieWith(self, SIGKILL);
        }
        namespaces.enter();
        if (made != null && mapped != null) {
            forks.open(made);
            forks.await(mapped);
        }
        if (namespaces.joinsFirst()) {
            bearInside();
        }
        inside.setUp();
        if (!life.detached()) {
            ForkSteps.parentDeathSignal(frame.calls, SIGKILL); // which a change of ids had made the kernel forget
        }
        if (image != null) {
            init(started, image);
        }
        inside.execute(saved, _ -> streams());
    }

    /** Goes on in a child, which is in the PID namespace; this process only waits for it. */
    private void bearInside() {
        Slot child = frame.builder.slot("inner");
        Label born = frame.builder.label("inside");
        frame.builder.add(new Step.Fork(
                child,
                0,
                born,
                Failures.of("cannot create a process in the PID namespace", ProcessRemedies.bearing())));
        Arg blocked = new Arg.Described(InitProgram.allSignals(frame.builder).address(), "~[]");
        forks.waitForwarding(child, blocked, false, false);
        forks.dieLikeAwaited();
        frame.builder.bind(born);
        ForkSteps.parentDeathSignal(frame.calls, SIGKILL);
    }

    private void init(ForkSteps.@Nullable Gate started, InitImageSteps image) {
        Slot main = frame.builder.slot("main");
        Label command = frame.builder.label("command");
        // What it holds is nobody's business in the container.
        frame.calls.prctl(
                new Arg.Symbol(Prctl.PR_SET_DUMPABLE, "PR_SET_DUMPABLE"),
                new Arg.Symbol(0, "SUID_DUMP_DISABLE"),
                Failures.of("cannot hide the init's memory"));
        if (!frame.plan.isNew("pid")) {
            frame.calls.prctl(
                    new Arg.Symbol(Prctl.PR_SET_CHILD_SUBREAPER, "PR_SET_CHILD_SUBREAPER"),
                    new Arg.Number(1),
                    Failures.of("cannot become a subreaper"));
        }
        InitProgram.prepare(frame.builder);
        frame.calls.sigprocmask(
                ForkSteps.SIG_SETMASK,
                new Arg.Described(InitProgram.allSignals(frame.builder).address(), "~[]"),
                Arg.NULL,
                Failures.of("cannot block signals"));
        // As vfork(2) does: it goes on when the command has been executed, or could not be.
        frame.builder.add(new Step.Fork(
                main,
                Clone.CLONE_VM | Clone.CLONE_VFORK,
                command,
                Failures.of("cannot create a process", Remedies.forking(false))));
        if (started != null) {
            tell(started);
        }
        image.become(main, status, decimal, text);
        frame.builder.bind(command);
    }

    /** Says that the command has been executed. */
    private void tell(ForkSteps.Gate started) {
        Label failed = frame.builder.label("not executed");
        frame.builder
                .jumpIf(frame.builder.failed(), NOT_EQUAL, 0, failed)
                .attempt(Syscall.WRITE, new Arg.Value(started.write()), frame.files.text("+"), new Arg.Number(1))
                .bind(failed);
    }

    /** Opened outside, where their paths are: a detached container reads nothing, and writes to its file. */
    private void openStreams() {
        String file = life.output();
        if (file == null) {
            return;
        }
        Slot in = frame.builder.slot("/dev/null");
        Slot out = frame.builder.slot("output");
        frame.calls.open(
                in,
                frame.files.text("/dev/null"),
                Open.O_RDONLY | Open.O_CLOEXEC,
                Failures.of("cannot open /dev/null"));
        frame.builder.call(
                out,
                Failures.of("cannot open " + file),
                Syscall.OPENAT,
                FileSteps.CWD,
                frame.files.text(Plan.bytes(file)),
                new Arg.Flags(Open.O_RDWR | Open.O_CREAT | Open.O_APPEND | Open.O_CLOEXEC, Arg.Family.OPEN),
                new Arg.Symbol(STATUS_MODE, "0600"));
        input = in;
        output = out;
    }

    private void streams() {
        Slot in = input;
        Slot out = output;
        if (in != null && out != null) {
            dup(in, 0);
            dup(out, 1);
            dup(out, 2);
        }
    }

    private void dup(Slot from, int to) {
        frame.builder.call(
                Failures.of("cannot set up standard stream " + to),
                Syscall.DUP3,
                new Arg.Value(from),
                new Arg.Number(to),
                new Arg.Number(0));
    }

    /** From outside, as only somebody there may: by itself as root, by newuidmap(1) and newgidmap(1) as anybody else. */
    private void writeMaps(Slot child) {
        map(child, "uid_map", "newuidmap", frame.plan.linux().uidMappings());
        map(child, "gid_map", "newgidmap", frame.plan.linux().gidMappings());
    }

    private void map(Slot child, String map, String helper, List<LinuxIdMapping> mappings) {
        if (mappings.isEmpty()) {
            return;
        }
        if (frame.plan.caller().euid() == 0) {
            decimal.join(text, "/proc/", child, "/" + map);
            Arg path = new Arg.Described(text, "\"/proc/<child>/" + map + "\"");
            Failure failure = Failures.of("cannot write " + map + " of the container", ProcessRemedies.writingMap());
            frame.calls.open(frame.fd, path, Open.O_WRONLY | Open.O_CLOEXEC, failure);
            frame.calls.write(frame.fd, NamespaceSteps.lines(mappings), failure);
            frame.files.close(frame.fd);
        } else {
            run(child, helper, mappings);
        }
    }

    private void run(Slot child, String helper, List<LinuxIdMapping> mappings) {
        List<String> arguments = new ArrayList<>(List.of(helper, "<PID>"));
        for (LinuxIdMapping mapping : mappings) {
            arguments.add(Long.toString(mapping.containerID()));
            arguments.add(Long.toString(mapping.hostID()));
            arguments.add(Long.toString(mapping.size()));
        }
        Slot pid = frame.builder.slot(helper);
        Label inHelper = frame.builder.label(helper);
        Label done = frame.builder.label(helper + " has ended");
        Arg.Texts argv = frame.builder.strings(arguments);
        decimal.join(text, "", child, "");
        frame.builder
                .store(argv.array().at(Long.BYTES), text, Step.Width.LONG)
                .add(new Step.Fork(pid, 0, inHelper, Failures.of("cannot create a process", Remedies.forking(false))));
        Label succeeded = forks.await(pid);
        forks.endLikeAwaited(succeeded);
        frame.builder.jump(done).bind(inHelper);
        new ExecSteps(frame.builder, frame.calls)
                .execvp(
                        helper,
                        argv,
                        frame.builder.strings(List.of()),
                        Environ.get("PATH"),
                        Remedies.mapHelper(helper));
        frame.builder.bind(done);
    }
}
