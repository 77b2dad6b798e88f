package dev.alcove.namespace;

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
import dev.alcove.launch.InitProgram;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Sigaction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Steps about the process that holds a set of namespaces: what it does, how it is written down, how it is ended. It is
 * written down as {@code PID STARTTIME} in the file {@code init}, so that nobody takes another process with its PID for it.
 */
final class HolderSteps {
    /** The file in a set's directory that says who holds it. */
    static final String FILE = "init";

    /** The field of {@code /proc/PID/stat} in which the start time is, and the one behind the name in parentheses. */
    private static final int START_TIME = 22;

    private static final int AFTER_NAME = 3;
    private static final int STAT_SIZE = 1024;
    private static final int TEXT_SIZE = 64;
    private static final String PROC = "/proc/";
    private static final int SIGKILL = 9;
    private static final int PATIENCE_SECONDS = 5;

    private final ProgramBuilder builder;
    private final Calls calls;
    private final Slot fd;
    private final Slot length;
    private final Slot cursor;
    private final Slot start;
    private final Slot end;
    private final Slot value;
    private final Slot other;
    private final Data stat;
    private final Data path;

    HolderSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
        fd = builder.slot("file");
        length = builder.slot("length");
        cursor = builder.slot("cursor");
        start = builder.slot("start");
        end = builder.slot("end");
        value = builder.slot("value");
        other = builder.slot("compared");
        stat = builder.buffer(STAT_SIZE);
        byte[] room = new byte[PROC.length() + TEXT_SIZE];
        for (int i = 0; i < PROC.length(); i++) {
            room[i] = (byte) PROC.charAt(i);
        }
        path = builder.bytes(room);
    }

    /** In the process itself: tells the other end of a pipe its PID, as whoever mounted {@code /proc} sees it. */
    void tellPid(Slot pipe) {
        builder.call(
                        length,
                        new Failure("cannot read /proc/self"),
                        Syscall.READLINKAT,
                        new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD"),
                        calls.text("/proc/self"),
                        new Arg.Described(pidText(), "PID"),
                        new Arg.Number(TEXT_SIZE / 2))
                .call(
                        new Failure("cannot tell the PID"),
                        Syscall.WRITE,
                        new Arg.Value(pipe),
                        new Arg.Described(pidText(), "PID"),
                        new Arg.Value(length));
    }

    /** Waits for that PID; ends this process when the other has ended. */
    void hearPid(Slot pipe) {
        Label heard = builder.label("PID heard");
        builder.attempt(
                        length,
                        Syscall.READ,
                        new Arg.Value(pipe),
                        new Arg.Described(pidText(), "PID"),
                        new Arg.Number(TEXT_SIZE / 2))
                .jumpIf(length, Step.Comparison.GREATER_OR_EQUAL, 1, heard)
                .exit(1)
                .bind(heard);
    }

    /** Changes to the directory with the namespaces of the process whose PID was heard. */
    void enterNamespaces() {
        builder.compute(cursor, length, ADD, pidText());
        store("/ns");
        builder.call(
                new Failure("cannot enter /proc/PID/ns"),
                Syscall.CHDIR,
                new Arg.Described(path.address(), "\"/proc/<PID>/ns\""));
    }

    /** Writes the process whose PID was heard down, into a new file. */
    void write(String file) {
        Failure failure = new Failure("cannot write " + file);
        Slot pid = other; // how long the PID is
        builder.set(pid, length).compute(cursor, length, ADD, pidText());
        store("/stat");
        Label there = builder.label("stat is there");
        readStart(there);
        builder.exit(1).bind(there);
        calls.createNew(fd, file, 0_644, failure);
        write(pidText(), pid, failure);
        calls.write(fd, " ", failure);
        builder.compute(length, end, SUBTRACT, start);
        write(start, length, failure);
        calls.write(fd, "\n", failure);
        calls.close(fd);
    }

    private void write(Operand text, Slot size, Failure failure) {
        builder.call(failure, Syscall.WRITE, new Arg.Value(fd), new Arg.Described(text, "text"), new Arg.Value(size));
    }

    /** Ends the process that {@code init} in the working directory names, if it still is that, and waits until it has ended. */
    void kill() {
        Data line = builder.buffer(TEXT_SIZE);
        Slot process = builder.slot("holder");
        Slot expected = builder.slot("expected");
        Slot pid = other;
        Label none = builder.label("no holder");
        Label close = builder.label("holder ended");
        Label there = builder.label("holder is there");
        readLine(line.address(), none);
        readLine(pidText(), none);
        parsePid(line, pid);
        builder.attempt(process, Syscall.PIDFD_OPEN, new Arg.Value(pid), new Arg.Number(0))
                .jumpIf(process, LESS, 0, none)
                .set(expected, cursor)
                .compute(cursor, cursor, SUBTRACT, line.at(1))
                .compute(cursor, cursor, ADD, pidText());
        store("/stat");
        readStart(there);
        builder.jump(close).bind(there);
        compareStart(expected, close);
        builder.attempt(
                Syscall.PIDFD_SEND_SIGNAL,
                new Arg.Value(process),
                new Arg.Symbol(SIGKILL, "SIGKILL"),
                Arg.NULL,
                new Arg.Number(0));
        awaitEnd(process);
        builder.bind(close);
        calls.close(process);
        builder.bind(none);
    }

    /** Reads {@code init} to where {@code target} is. */
    private void readLine(Operand target, Label none) {
        calls.tryOpen(fd, calls.text(FILE), Open.O_RDONLY | Open.O_CLOEXEC | Open.noFollow(Arch.HOST));
        builder.jumpIf(fd, LESS, 0, none)
                .attempt(
                        length,
                        Syscall.READ,
                        new Arg.Value(fd),
                        new Arg.Described(target, "line"),
                        new Arg.Number(TEXT_SIZE - 1));
        calls.close(fd);
        builder.jumpIf(length, LESS, 1, none);
    }

    /** The decimal number at the start of {@code line}; the cursor is then behind what ends it. */
    private void parsePid(Data line, Slot pid) {
        Label next = builder.label("digit");
        Label done = builder.label("PID parsed");
        builder.set(pid, Operand.of(0))
                .set(cursor, line.address())
                .bind(next)
                .load(value, cursor, Step.Width.BYTE)
                .compute(cursor, cursor, ADD, 1)
                .compute(value, value, SUBTRACT, '0')
                .jumpIf(value, LESS, 0, done)
                .compute(pid, pid, MULTIPLY, 10)
                .compute(pid, pid, ADD, value)
                .jump(next)
                .bind(done);
    }

    /** Finds the start time in the file that {@link #path} names: from {@link #start} to {@link #end}. Else goes on. */
    private void readStart(Label found) {
        Label gone = builder.label("no stat");
        Label name = builder.label("end of the name");
        Label next = builder.label("next field");
        Label last = builder.label("next digit");
        Slot left = value;
        Slot letter = end;
        calls.tryOpen(fd, new Arg.Described(path.address(), "\"/proc/<PID>/stat\""), Open.O_RDONLY | Open.O_CLOEXEC);
        builder.jumpIf(fd, LESS, 0, gone)
                .attempt(
                        length,
                        Syscall.READ,
                        new Arg.Value(fd),
                        new Arg.Described(stat.address(), "stat"),
                        new Arg.Number(STAT_SIZE));
        calls.close(fd);
        builder.jumpIf(length, LESS, 1, gone)
                .compute(cursor, length, ADD, stat.address())
                .bind(name)
                .compute(cursor, cursor, SUBTRACT, 1)
                .load(letter, cursor, Step.Width.BYTE)
                .jumpIf(letter, NOT_EQUAL, ')', name)
                .set(left, Operand.of(START_TIME - AFTER_NAME + 1))
                .bind(next)
                .compute(cursor, cursor, ADD, 1)
                .load(letter, cursor, Step.Width.BYTE)
                .jumpIf(letter, NOT_EQUAL, ' ', next)
                .compute(left, left, SUBTRACT, 1)
                .jumpIf(left, NOT_EQUAL, 0, next)
                .compute(start, cursor, ADD, 1)
                .bind(last)
                .compute(cursor, cursor, ADD, 1)
                .load(letter, cursor, Step.Width.BYTE)
                .jumpIf(letter, NOT_EQUAL, ' ', last)
                .set(end, cursor)
                .jump(found)
                .bind(gone);
    }

    /** Goes on if the text at {@code expected}, which a line feed ends, is the start time; else jumps. */
    private void compareStart(Slot expected, Label otherwise) {
        Label next = builder.label("compare");
        Label same = builder.label("same start time");
        builder.bind(next)
                .load(value, expected, Step.Width.BYTE)
                .load(other, start, Step.Width.BYTE)
                .jumpIf(start, EQUAL, end, same)
                .jumpIf(value, NOT_EQUAL, other, otherwise)
                .compute(start, start, ADD, 1)
                .compute(expected, expected, ADD, 1)
                .jump(next)
                .bind(same)
                .jumpIf(value, NOT_EQUAL, '\n', otherwise);
    }

    private void awaitEnd(Slot process) {
        Data polled = builder.bytes(new byte[] {0, 0, 0, 0, Poll.POLLIN, 0, 0, 0});
        byte[] time = new byte[2 * Long.BYTES];
        time[0] = PATIENCE_SECONDS;
        builder.store(polled.address(), process, Step.Width.INT)
                .attempt(
                        Syscall.PPOLL,
                        new Arg.Described(polled.address(), "[{fd=" + process + ", events=POLLIN}]"),
                        new Arg.Number(1),
                        new Arg.Described(
                                builder.bytes(time).address(), "{tv_sec=" + PATIENCE_SECONDS + ", tv_nsec=0}"),
                        Arg.NULL,
                        new Arg.Number(Sigaction.SIGSET_SIZE));
    }

    /** At the start of the process: out of reach of the terminal, in a directory that keeps no file system busy. */
    void detach() {
        builder.attempt(Syscall.SETSID)
                .attempt(Syscall.PRCTL, new Arg.Symbol(Prctl.PR_SET_NAME, "PR_SET_NAME"), calls.text(InitProgram.NAME));
        calls.chdir("/", new Failure("cannot change directory to /"));
    }

    /** The rest of the process's life, in which it holds nothing but its namespaces. */
    void hold(boolean pid1) {
        Label opened = builder.label("/dev/null opened");
        calls.tryOpen(fd, calls.text("/dev/null"), Open.O_RDWR);
        for (int stream = 0; stream < 3; stream++) {
            builder.attempt(Syscall.DUP3, new Arg.Value(fd), new Arg.Number(stream), new Arg.Number(0));
        }
        builder.jumpIf(fd, Step.Comparison.GREATER_OR_EQUAL, 0, opened);
        closeFrom(0);
        builder.bind(opened);
        closeFrom(3);
        InitProgram.appendWithoutMain(builder, pid1);
    }

    private void closeFrom(int first) {
        builder.attempt(
                Syscall.CLOSE_RANGE, new Arg.Number(first), new Arg.Symbol(0xffff_ffffL, "~0U"), new Arg.Number(0));
    }

    private Operand.Pointer pidText() {
        return path.at(PROC.length());
    }

    /** Stores a text of less than eight bytes at the cursor, and NULs behind it. */
    private void store(String text) {
        ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < text.length(); i++) {
            word.put((byte) text.charAt(i));
        }
        builder.store(cursor, Operand.of(word.getLong(0)), Step.Width.LONG);
    }
}
