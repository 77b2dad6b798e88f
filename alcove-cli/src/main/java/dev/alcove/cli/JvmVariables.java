package dev.alcove.cli;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;
import static dev.alcove.launch.Step.Operator.ADD;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.raw.Planning;

/**
 * Steps that keep from Alcove's JVM the options which variables have for other JVMs: it would obey them, and tell so on
 * standard error. The variables stay where they are, under names that no JVM knows, until the command gets them back.
 * {@code ALCOVE_JAVA_OPTIONS} has options for this JVM.
 */
final class JvmVariables {
    /** Without its first letters, a variable that every JVM reads. */
    private static final String OWN = "ALCOVE_JAVA_OPTIONS=";

    private static final int OWN_LETTERS = "ALCOVE".length();

    private final ProgramBuilder builder;
    private final Slot environment;
    private final Slot entry;
    private final Slot variable;
    private final Slot cursor;
    private final Slot character;

    /** For the environment whose address will be in {@code environment}. */
    JvmVariables(ProgramBuilder builder, Slot environment) {
        this.builder = builder;
        this.environment = environment;
        entry = builder.slot("entry");
        variable = builder.slot("variable");
        cursor = builder.slot("at");
        character = builder.slot("character");
    }

    /** Before the JVM is executed. */
    void hide() {
        Label hidden = builder.label("hide variable");
        Label own = builder.label("options for Alcove");
        Label next = builder.label("next variable to hide");
        Label done = startLoop(next);
        for (String name : Planning.JVM_VARIABLES) {
            jumpIfStartsWith(variable, name + "=", hidden);
        }
        jumpIfStartsWith(variable, OWN, own);
        builder.jump(next)
                .bind(hidden)
                .store(variable, Operand.of(Planning.HIDDEN), Step.Width.BYTE)
                .jump(next)
                .bind(own)
                .compute(variable, variable, ADD, OWN_LETTERS)
                .store(entry, variable, Step.Width.LONG);
        endLoop(next, done);
    }

    /** Before the command gets the environment. */
    void restore() {
        Label own = builder.label("options for the command");
        Label next = builder.label("next variable to restore");
        Label done = startLoop(next);
        for (String name : Planning.JVM_VARIABLES) {
            Label hidden = builder.label("restore " + name);
            Label other = builder.label("not hidden " + name);
            jumpIfStartsWith(variable, Planning.HIDDEN + name.substring(1) + "=", hidden);
            builder.jump(other)
                    .bind(hidden)
                    .store(variable, Operand.of(name.charAt(0)), Step.Width.BYTE)
                    .jump(next)
                    .bind(other);
        }
        jumpIfStartsWith(variable, OWN.substring(OWN_LETTERS), own);
        builder.jump(next)
                .bind(own)
                .compute(variable, variable, SUBTRACT, OWN_LETTERS)
                .store(entry, variable, Step.Width.LONG);
        endLoop(next, done);
    }

    private Label startLoop(Label next) {
        Label first = builder.label("first of " + next);
        Label done = builder.label("done with " + next);
        builder.set(entry, environment)
                .jump(first)
                .bind(next)
                .compute(entry, entry, ADD, Long.BYTES)
                .bind(first)
                .load(variable, entry, Step.Width.LONG)
                .jumpIf(variable, EQUAL, 0, done);
        return done;
    }

    private void endLoop(Label next, Label done) {
        builder.jump(next).bind(done);
    }

    /** Jumps to {@code target} if the text at the address in {@code text} begins with {@code prefix}. */
    void jumpIfStartsWith(Slot text, String prefix, Label target) {
        Label differs = builder.label("differs");
        builder.set(cursor, text);
        for (int i = 0; i < prefix.length(); i++) {
            builder.load(character, cursor, Step.Width.BYTE)
                    .jumpIf(character, NOT_EQUAL, prefix.charAt(i), differs)
                    .compute(cursor, cursor, ADD, 1);
        }
        builder.jump(target).bind(differs);
    }
}
