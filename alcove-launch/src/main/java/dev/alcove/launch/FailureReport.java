package dev.alcove.launch;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.GREATER_OR_EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.MULTIPLY;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a program that runs on its own does when a step fails: prints {@code NAME: ATTEMPT: the error's text} on standard
 * error, the remedy that fits on the next line, and exits. It is made of steps itself, appended to the program's own.
 *
 * <p>Three tables in the program's data serve it: one entry for each failure, each with its remedies, and the texts of
 * all errors, one behind the other.
 */
final class FailureReport {
    private static final String UNKNOWN = "Unknown error ";
    private static final int STDERR = 2;
    private static final int AT_FDCWD = -100;

    /** An entry of the table of failures: message, its length, exit status, first remedy. */
    private static final int ENTRY = 4 * Long.BYTES;

    /** A remedy: errno (-1 behind the last), file, the file's contents, text, its length. */
    private static final int REMEDY = 5 * Long.BYTES;

    private final ProgramBuilder builder;
    private final Label label;
    private final Slot entry;
    private final Slot cursor;
    private final Slot value;
    private final Slot text;
    private final Slot power;
    private final Slot digit;
    private final Data vector;
    private final Data contents;
    private final Label print;

    private FailureReport(ProgramBuilder builder) {
        this.builder = builder;
        label = builder.label("failure");
        print = builder.label("print");
        entry = builder.slotBeyondLimit("entry");
        cursor = builder.slotBeyondLimit("cursor");
        value = builder.slotBeyondLimit("value");
        text = builder.slotBeyondLimit("text");
        power = builder.slotBeyondLimit("power");
        digit = builder.slotBeyondLimit("digit");
        vector = builder.buffer(5 * 2 * Long.BYTES);
        contents = builder.buffer(Long.BYTES);
    }

    /** The program with its report, whose steps start at {@link #labelOf}. */
    static Program appendTo(Program program) {
        return new FailureReport(new ProgramBuilder(program)).append(program);
    }

    /** Where a program that {@link #appendTo} made reports a failure. */
    static Label labelOf(Program reporting, Program original) {
        return reporting.labels().get(original.labels().size());
    }

    private Program append(Program program) {
        Data table = failures(program);
        Data feed = builder.bytes(new byte[] {'\n'});
        Data errors = builder.bytes(errorTexts());
        builder.bind(label)
                .compute(entry, Program.FAILED, SUBTRACT, 1)
                .compute(entry, entry, MULTIPLY, ENTRY)
                .compute(entry, entry, ADD, table.address());
        copyPiece(0, entry, 0);
        findErrorText(errors);
        store(vector.at(2 * 16), feed.address());
        store(vector.at(2 * 16 + 8), Operand.of(1));
        findRemedy();
        store(vector.at(4 * 16), feed.address());
        store(vector.at(4 * 16 + 8), Operand.of(1));
        builder.bind(print)
                .attempt(
                        Syscall.WRITEV,
                        new Arg.Number(STDERR),
                        new Arg.Described(vector.address(), "message"),
                        new Arg.Number(5))
                .compute(cursor, entry, ADD, 16)
                .load(value, cursor, Step.Width.LONG)
                .exit(value);
        return builder.buildUnchecked();
    }

    /** Leaves the address and length of the error's own text in the second piece of the message. */
    private void findErrorText(Data errors) {
        Label known = builder.label("known");
        Label skip = builder.label("skip");
        Label found = builder.label("found");
        Label measure = builder.label("measure");
        Label measured = builder.label("measured");
        Label named = builder.label("named");
        builder.set(value, Program.ERRNO).jumpIf(value, LESS, Errno.EHWPOISON.number() + 1, known);
        spellNumber();
        builder.jump(named)
                .bind(known)
                .set(cursor, errors.address())
                .bind(skip)
                .jumpIf(value, EQUAL, 0, found)
                .load(text, cursor, Step.Width.BYTE)
                .compute(cursor, cursor, ADD, 1)
                .jumpIf(text, NOT_EQUAL, 0, skip)
                .compute(value, value, SUBTRACT, 1)
                .jump(skip)
                .bind(found);
        store(vector.at(16), cursor);
        builder.set(text, cursor)
                .bind(measure)
                .load(value, text, Step.Width.BYTE)
                .jumpIf(value, EQUAL, 0, measured)
                .compute(text, text, ADD, 1)
                .jump(measure)
                .bind(measured)
                .compute(text, text, SUBTRACT, cursor);
        store(vector.at(24), text);
        builder.bind(named);
    }

    /** For an error that has no text: {@code Unknown error} and the number in {@code value}, of three or four digits. */
    private void spellNumber() {
        byte[] words = latin1(UNKNOWN);
        Data spelled = builder.bytes(Arrays.copyOf(words, words.length + 4));
        ByteBuffer steps = ByteBuffer.allocate(5 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Data powers = builder.bytes(
                steps.putLong(1000).putLong(100).putLong(10).putLong(1).array());
        Label next = builder.label("next digit");
        Label count = builder.label("count");
        Label put = builder.label("put digit");
        Label spelt = builder.label("number spelt");
        builder.set(text, spelled.at(words.length))
                .set(cursor, powers.address())
                .jumpIf(value, GREATER_OR_EQUAL, 1000, next)
                .set(cursor, powers.at(Long.BYTES))
                .bind(next)
                .load(power, cursor, Step.Width.LONG)
                .jumpIf(power, EQUAL, 0, spelt)
                .set(digit, Operand.of('0'))
                .bind(count)
                .jumpIf(value, LESS, power, put)
                .compute(value, value, SUBTRACT, power)
                .compute(digit, digit, ADD, 1)
                .jump(count)
                .bind(put)
                .store(text, digit, Step.Width.BYTE)
                .compute(text, text, ADD, 1)
                .compute(cursor, cursor, ADD, Long.BYTES)
                .jump(next)
                .bind(spelt)
                .compute(text, text, SUBTRACT, spelled.address());
        store(vector.at(16), spelled.address());
        store(vector.at(24), text);
    }

    /** Leaves the remedy that fits in the fourth piece of the message, or goes on to print without one. */
    private void findRemedy() {
        Label next = builder.label("next remedy");
        Label candidate = builder.label("remedy");
        Label anyErrno = builder.label("errno fits");
        Label missing = builder.label("no file");
        Label fits = builder.label("remedy fits");
        builder.compute(cursor, entry, ADD, 24)
                .load(cursor, cursor, Step.Width.LONG)
                .jump(candidate)
                .bind(next)
                .compute(cursor, cursor, ADD, REMEDY)
                .bind(candidate)
                .load(value, cursor, Step.Width.LONG)
                .jumpIf(value, EQUAL, -1, print)
                .jumpIf(value, EQUAL, 0, anyErrno)
                .jumpIf(value, NOT_EQUAL, Program.ERRNO, next)
                .bind(anyErrno)
                .compute(text, cursor, ADD, 8)
                .load(text, text, Step.Width.LONG)
                .jumpIf(text, EQUAL, 0, fits)
                .attempt(
                        value,
                        Syscall.OPENAT,
                        new Arg.Number(AT_FDCWD),
                        new Arg.Value(text),
                        new Arg.Number(0),
                        new Arg.Number(0))
                .compute(text, cursor, ADD, 16)
                .load(text, text, Step.Width.LONG)
                .jumpIf(value, LESS, 0, missing);
        store(contents.address(), Operand.of(0));
        builder.attempt(
                        Syscall.READ,
                        new Arg.Value(value),
                        new Arg.Described(contents.address(), "contents"),
                        new Arg.Number(Remedy.CONTENTS_LIMIT))
                .attempt(Syscall.CLOSE, new Arg.Value(value))
                .jumpIf(text, EQUAL, 0, next)
                .load(value, contents.address(), Step.Width.LONG)
                .jumpIf(value, EQUAL, text, fits)
                .jump(next)
                .bind(missing)
                .jumpIf(text, NOT_EQUAL, 0, next)
                .bind(fits);
        copyPiece(3, cursor, 24);
    }

    /** Copies an address and a length, {@code offset} bytes behind where {@code from} points, to a piece of the message. */
    private void copyPiece(int piece, Slot from, int offset) {
        for (int half = 0; half < 16; half += 8) {
            builder.compute(text, from, ADD, offset + half).load(text, text, Step.Width.LONG);
            store(vector.at(piece * 16 + half), text);
        }
    }

    private void store(Operand address, Operand content) {
        builder.store(address, content, Step.Width.LONG);
    }

    private Data failures(Program program) {
        List<Step> failing = program.failingSteps();
        ByteBuffer entries = ByteBuffer.allocate(failing.size() * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        @Nullable Data[] pointers = new Data[failing.size() * 4];
        for (int i = 0; i < failing.size(); i++) {
            Failure failure = Objects.requireNonNull(Program.failureOf(failing.get(i)));
            String prefix = program.name().isEmpty() ? "" : program.name() + ": ";
            byte[] message = latin1(prefix + failure.attempt() + ": ");
            pointers[i * 4] = builder.bytes(message);
            entries.putLong(i * ENTRY + 8, message.length);
            entries.putLong(i * ENTRY + 16, failure.exitStatus());
            pointers[i * 4 + 3] = remedies(failure.remedies());
        }
        return builder.mixed(entries.array(), pointers);
    }

    private Data remedies(List<Remedy> remedies) {
        ByteBuffer entries =
                ByteBuffer.allocate(remedies.size() * REMEDY + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        @Nullable Data[] pointers = new Data[remedies.size() * 5];
        for (int i = 0; i < remedies.size(); i++) {
            Remedy remedy = remedies.get(i);
            byte[] sentence = latin1(remedy.text());
            String file = remedy.file();
            entries.putLong(i * REMEDY, remedy.errno());
            if (file != null) {
                pointers[i * 5 + 1] = builder.string(file);
                String contents = remedy.contents();
                entries.position(i * REMEDY + 16).put(latin1(contents == null ? "" : contents + "\n"));
            }
            pointers[i * 5 + 3] = builder.bytes(sentence);
            entries.putLong(i * REMEDY + 32, sentence.length);
        }
        entries.putLong(remedies.size() * REMEDY, -1);
        return builder.mixed(entries.array(), pointers);
    }

    /** The texts of the errors from 0 on, a NUL behind each. */
    private static byte[] errorTexts() {
        StringBuilder texts = new StringBuilder(4096).append(UNKNOWN).append("0\0");
        int number = 1;
        for (Errno errno : Errno.values()) {
            for (; number < errno.number(); number++) {
                texts.append(UNKNOWN).append(number).append('\0');
            }
            texts.append(errno.text()).append('\0');
            number++;
        }
        return latin1(texts.toString());
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
