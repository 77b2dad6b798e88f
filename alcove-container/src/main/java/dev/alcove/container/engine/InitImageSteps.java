package dev.alcove.container.engine;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Image;
import dev.alcove.launch.InitProgram;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memfd;
import dev.alcove.namespace.steps.DecimalSteps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The init of a container that a program by itself starts: a few pages of its own, so that the program's memory is not kept, executed
 * in the container's user namespace, so that whoever made that can enter the container.
 */
final class InitImageSteps {
    /** What init has open: the status file, if there is one. */
    private static final int STATUS_FD = 0;

    private static final int IMAGE_FD = 1;

    private static byte @Nullable [] plain;
    private static byte @Nullable [] recording;

    private final Frame frame;
    private final Slot image;

    /** Appends what makes the image, in memory, where its descriptor is closed on exec. */
    InitImageSteps(Frame frame, boolean records) {
        this.frame = frame;
        byte[] bytes = bytes(records);
        image = frame.builder.slot("init image");
        frame.builder
                .call(
                        image,
                        Failures.of("cannot make the init's image"),
                        Syscall.MEMFD_CREATE,
                        frame.files.text(InitProgram.NAME),
                        new Arg.Symbol(Memfd.MFD_CLOEXEC | Memfd.MFD_ALLOW_SEALING, "MFD_CLOEXEC|MFD_ALLOW_SEALING"))
                .call(
                        Failures.of("cannot write the init's image"),
                        Syscall.WRITE,
                        new Arg.Value(image),
                        new Arg.Described(frame.builder.bytes(bytes).address(), "ELF image of " + InitProgram.NAME),
                        new Arg.Number(bytes.length))
                .call(
                        Failures.of("cannot seal the init's image"),
                        Syscall.FCNTL,
                        new Arg.Value(image),
                        new Arg.Symbol(Fcntl.F_ADD_SEALS, "F_ADD_SEALS"),
                        new Arg.Symbol(
                                Fcntl.F_SEAL_SEAL | Fcntl.F_SEAL_SHRINK | Fcntl.F_SEAL_GROW | Fcntl.F_SEAL_WRITE,
                                "F_SEAL_SEAL|F_SEAL_SHRINK|F_SEAL_GROW|F_SEAL_WRITE"));
    }

    private static synchronized byte[] bytes(boolean records) {
        byte[] known = records ? recording : plain;
        if (known == null) {
            known = Image.of(
                    records ? InitProgram.standalone(InitImageSteps::record) : InitProgram.standalone(), Arch.HOST);
            if (records) {
                recording = known;
            } else {
                plain = known;
            }
        }
        return known;
    }

    /** In one write, so that readers find a whole line. */
    private static void record(ProgramBuilder builder, Slot status) {
        Slot text = builder.slot("text");
        Slot length = builder.slot("length");
        Operand end = new DecimalSteps(builder).join(text, "exit ", status, "\n");
        builder.compute(length, end, Step.Operator.SUBTRACT, text)
                .attempt(
                        Syscall.WRITE,
                        new Arg.Number(STATUS_FD),
                        new Arg.Described(text, "\"exit " + status + "\\n\""),
                        new Arg.Value(length));
    }

    /**
     * Appends the end of this process: it becomes the init.
     *
     * @param main holds the PID of the command, in the namespace of this process
     * @param status the descriptor of the status file; null if the init does not record its end
     */
    void become(Slot main, @Nullable Slot status, DecimalSteps decimal, Slot text) {
        // Two free numbers above all that is open, then down to where they belong: nothing is overwritten that is still
        // needed.
        if (status != null) {
            duplicate(status, "the status file");
        }
        duplicate(image, "the init's image");
        if (status != null) {
            move(status, STATUS_FD, 0);
        } else {
            frame.builder.attempt(Syscall.CLOSE, new Arg.Number(STATUS_FD));
        }
        move(image, IMAGE_FD, Fcntl.FD_CLOEXEC);
        frame.builder.call(
                Failures.of("cannot close descriptors"),
                Syscall.CLOSE_RANGE,
                new Arg.Number(IMAGE_FD + 1),
                new Arg.Symbol(0xffff_ffffL, "~0U"),
                new Arg.Number(0));
        Arg.Texts argv = frame.builder.strings(List.of(InitProgram.NAME, "<PID>"));
        decimal.join(text, "", main, "");
        frame.builder
                .store(argv.array().at(Long.BYTES), text, Step.Width.LONG)
                .call(
                        Failures.of("cannot execute the init"),
                        Syscall.EXECVEAT,
                        new Arg.Number(IMAGE_FD),
                        frame.files.text(""),
                        argv,
                        frame.builder.strings(List.of()),
                        new Arg.Flags(At.AT_EMPTY_PATH, Arg.Family.AT))
                .exit(Failures.STATUS);
    }

    private void duplicate(Slot fd, String what) {
        frame.builder.call(
                fd,
                Failures.of("cannot keep " + what),
                Syscall.FCNTL,
                new Arg.Value(fd),
                new Arg.Symbol(Fcntl.F_DUPFD_CLOEXEC, "F_DUPFD_CLOEXEC"),
                new Arg.Number(IMAGE_FD + 1));
    }

    private void move(Slot fd, int to, int flags) {
        frame.builder.call(
                Failures.of("cannot place a descriptor of the init"),
                Syscall.DUP3,
                new Arg.Value(fd),
                new Arg.Number(to),
                new Arg.Symbol(flags == 0 ? 0 : 0x80000, flags == 0 ? "0" : "O_CLOEXEC"));
    }
}
