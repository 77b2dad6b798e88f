package dev.alcove.namespace.steps;

import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.MULTIPLY;
import static dev.alcove.launch.Step.Operator.SHIFT_RIGHT;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.launch.Data;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Steps that put together a text with numbers that only the running program knows, from its end to its start. */
public final class DecimalSteps {
    /** The most digits that a 32-bit number has. */
    private static final int DIGITS = 10;

    private final ProgramBuilder builder;
    private final Slot number;
    private final Slot quotient;
    private final Slot digit;

    public DecimalSteps(ProgramBuilder builder) {
        this.builder = builder;
        number = builder.slot("number");
        quotient = builder.slot("quotient");
        digit = builder.slot("digit");
    }

    /**
     * Writes {@code prefix}, the number in {@code value} and {@code suffix}; {@code start} gets the address.
     *
     * @param value a slot that holds 0 to 4294967295
     * @return the address behind the suffix, where a NUL is
     */
    public Operand join(Slot start, String prefix, Slot value, String suffix) {
        return join(start, prefix, value, " ", null, suffix);
    }

    /** The same with a second number behind {@code between}, unless {@code second} is null. */
    public Operand join(Slot start, String prefix, Slot first, String between, @Nullable Slot second, String suffix) {
        int room = prefix.length() + 2 * DIGITS + between.length() + suffix.length() + 1;
        byte[] bytes = new byte[room];
        byte[] end = suffix.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(end, 0, bytes, room - 1 - end.length, end.length);
        Data text = builder.bytes(bytes);
        builder.set(start, text.at(room - 1 - end.length));
        if (second != null) {
            prepend(start, second);
            prepend(start, between);
        }
        prepend(start, first);
        prepend(start, prefix);
        return text.at(room - 1);
    }

    private void prepend(Slot cursor, Slot value) {
        Label next = builder.label("digit");
        builder.set(number, value)
                .bind(next)
                // A division by ten of 32 bits, by way of a multiplication of 64.
                .compute(quotient, number, MULTIPLY, 0xcccccccdL)
                .compute(quotient, quotient, SHIFT_RIGHT, 35)
                .compute(digit, quotient, MULTIPLY, 10)
                .compute(digit, number, SUBTRACT, digit)
                .compute(digit, digit, ADD, '0')
                .compute(cursor, cursor, SUBTRACT, 1)
                .store(cursor, digit, Step.Width.BYTE)
                .set(number, quotient)
                .jumpIf(number, NOT_EQUAL, 0, next);
    }

    private void prepend(Slot cursor, String text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            builder.compute(cursor, cursor, SUBTRACT, 1).store(cursor, Operand.of(text.charAt(i)), Step.Width.BYTE);
        }
    }
}
