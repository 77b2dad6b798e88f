package dev.alcove.cli.filter;

import java.util.ArrayList;
import java.util.List;

/** Makes a program of a regular expression while it reads it. Messages are those of regcomp(3). */
final class EreParser {
    private static final int MAX_REPEAT = 0x7fff;
    private static final int UNLIMITED = -1;

    private final int[] text;
    private final EreProgram program = new EreProgram();
    private int at;
    private int nesting;

    EreParser(int[] text) {
        this.text = text;
    }

    EreProgram parse() throws FilterException {
        alternatives();
        program.add(EreProgram.END, 0);
        return program;
    }

    private void alternatives() throws FilterException {
        List<Integer> exits = new ArrayList<>();
        int start = program.length();
        branch();
        while (peek() == '|') {
            at++;
            program.insert(start, EreProgram.FORK, program.length() + 2);
            exits.add(program.add(EreProgram.JUMP, 0));
            start = program.length();
            branch();
        }
        for (int exit : exits) {
            program.setOperand(exit, program.length());
        }
    }

    private void branch() throws FilterException {
        while (at < text.length && peek() != '|' && !(peek() == ')' && nesting > 0)) {
            int start = program.length();
            if (atom()) {
                while (repeated(start)) {}
            }
        }
    }

    /** Reads what can be repeated, or an assertion, which cannot; says which. */
    private boolean atom() throws FilterException {
        int character = text[at++];
        switch (character) {
            case '(' -> group();
            case '[' -> {
                EreBracket bracket = new EreBracket(text, at);
                program.take(bracket.parse());
                at = bracket.end();
            }
            case '.' -> program.take(new CharacterClass().negate());
            case '\\' -> {
                return escaped();
            }
            case '^', '$' -> {
                program.add(EreProgram.ASSERT, character);
                return false;
            }
            case '*', '+', '?', '{' -> throw new FilterException("Invalid preceding regular expression");
            default -> program.take(new CharacterClass().range(character, character));
        }
        return true;
    }

    private void group() throws FilterException {
        nesting++;
        alternatives();
        if (peek() != ')') {
            throw new FilterException("Unmatched ( or \\(");
        }
        at++;
        nesting--;
    }

    private boolean escaped() throws FilterException {
        if (at == text.length) {
            throw new FilterException("Trailing backslash");
        }
        int character = text[at++];
        switch (character) {
            case 'w', 'W' -> {
                CharacterClass word = new CharacterClass().range('_', '_');
                word.named("alnum");
                program.take(character == 'w' ? word : word.negate());
            }
            case 's', 'S' -> {
                CharacterClass space = new CharacterClass();
                space.named("space");
                program.take(character == 's' ? space : space.negate());
            }
            case 'b', 'B', '<', '>' -> {
                program.add(EreProgram.ASSERT, character);
                return false;
            }
            case '`', '\'' -> {
                program.add(EreProgram.ASSERT, character == '`' ? '^' : '$');
                return false;
            }
            default -> {
                if (character >= '1' && character <= '9') {
                    throw new FilterException("back references are not supported");
                }
                program.take(new CharacterClass().range(character, character));
            }
        }
        return true;
    }

    /** Reads a sign that repeats what begins at {@code start}, if there is one. */
    private boolean repeated(int start) throws FilterException {
        switch (peek()) {
            case '*' -> repeat(start, 0, UNLIMITED);
            case '+' -> repeat(start, 1, UNLIMITED);
            case '?' -> repeat(start, 0, 1);
            case '{' -> {
                interval(start);
                return true;
            }
            default -> {
                return false;
            }
        }
        at++;
        return true;
    }

    private void interval(int start) throws FilterException {
        int close = at;
        while (close < text.length && text[close] != '}') {
            close++;
        }
        if (close == text.length) {
            throw new FilterException("Unmatched \\{");
        }
        at++;
        int min = number();
        int max = min;
        if (peek() == ',') {
            at++;
            max = number();
            min = Math.max(min, 0);
        }
        if (at != close || min < 0 || max != UNLIMITED && max < min) {
            throw new FilterException("Invalid content of \\{\\}");
        }
        if (Math.max(min, max) > MAX_REPEAT) {
            throw new FilterException("Regular expression too big");
        }
        at++;
        repeat(start, min, max);
    }

    /** The number that stands here, -1 if none does. */
    private int number() {
        int number = -1;
        while (peek() >= '0' && peek() <= '9') {
            number = Math.min(MAX_REPEAT + 1, Math.max(number, 0) * 10 + (text[at] - '0'));
            at++;
        }
        return number;
    }

    /** Repeats what was appended from {@code start} on. */
    private void repeat(int start, int min, int max) throws FilterException {
        int size = program.length() - start;
        if (max == 0) {
            program.truncate(start);
            return;
        }
        int copies = max == UNLIMITED ? Math.max(min, 1) : max;
        for (int i = 1; i < copies; i++) {
            program.copy(start, start + size);
        }
        int last = start + (copies - 1) * size;
        if (max == UNLIMITED && min > 0) {
            program.add(EreProgram.FORK, last);
        } else if (max == UNLIMITED) {
            program.insert(start, EreProgram.FORK, 0);
            program.add(EreProgram.JUMP, start);
            program.setOperand(start, program.length());
        } else {
            for (int i = copies - 1; i >= min; i--) {
                int copy = start + i * size;
                program.insert(copy, EreProgram.FORK, copy + size + 1);
            }
        }
    }

    private int peek() {
        return at < text.length ? text[at] : -1;
    }
}
