package dev.alcove.cli.parity;

import java.util.EnumSet;
import java.util.Set;

/** What must go the same way under util-linux's {@code unshare} and Alcove's: a bash program that calls {@code "$U"}. */
final class Case {
    /** Prints all that a program sees of itself, for {@link Facts}. */
    private static final String STATE = "/mnt/state";

    private final String program;
    private Set<Who> who = EnumSet.noneOf(Who.class);

    private Case(String program) {
        this.program = program;
    }

    /** A program in bash. */
    static Case script(String program) {
        return new Case(program);
    }

    /** One command line: the arguments of {@code unshare}, as the shell reads them. */
    static Case line(String arguments) {
        return new Case("\"$U\" " + arguments);
    }

    /** One command line: options, and then a program that prints its state. */
    static Case state(String options) {
        return line(options + " " + STATE);
    }

    /** That user only; it is both unless told. */
    Case by(Who only) {
        who = EnumSet.of(only);
        return this;
    }

    /** The ordinary user only, unless told: for what has nothing to do with who it is. */
    Case byAnyone() {
        return who.isEmpty() ? by(Who.USER) : this;
    }

    String program() {
        return program;
    }

    Set<Who> who() {
        return who.isEmpty() ? EnumSet.allOf(Who.class) : who;
    }
}
