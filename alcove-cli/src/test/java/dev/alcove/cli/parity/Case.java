package dev.alcove.cli.parity;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must go the same way under util-linux's {@code unshare} and Alcove's: a bash program that calls {@code "$U"}.
 *
 * <p>A case says which util-linux was the first to do what the newest does, 2.38 unless told. Older ones are no judge of
 * it: what the newest did is recorded beside the case then, and Alcove is held against that.
 */
final class Case {
    /** What {@link Facts} a program prints about itself: its whole state. */
    private static final String STATE = "/mnt/state";

    static final int OLDEST = 38;

    private final String program;
    private final Map<Who, List<String>> recorded = new EnumMap<>(Who.class);
    private Set<Who> who = EnumSet.allOf(Who.class);
    private int since = OLDEST;

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

    /** That user only. */
    Case by(Who only) {
        who = EnumSet.of(only);
        return this;
    }

    /** The first util-linux, 2.{@code minor}, that does what the newest does. */
    Case since(int minor) {
        since = minor;
        return this;
    }

    /** What the newest util-linux did, for whom the case runs. */
    Case recorded(String... facts) {
        for (Who each : who) {
            recorded.putIfAbsent(each, List.of(facts));
        }
        return this;
    }

    /** What the newest util-linux did for one of them. */
    Case recorded(Who whom, String... facts) {
        recorded.put(whom, List.of(facts));
        return this;
    }

    String program() {
        return program;
    }

    Set<Who> who() {
        return who;
    }

    int since() {
        return since;
    }

    /** Empty where nothing is recorded. */
    List<String> recordedFor(Who whom) {
        return recorded.getOrDefault(whom, List.of());
    }
}
