package dev.alcove.cli.filter;

import dev.alcove.cli.table.Utf8;
import java.util.Arrays;

/**
 * An extended regular expression of POSIX, with the operators that the GNU C library adds ({@code \w \s \b \<} and the
 * like), but without back references. All that can match is followed at once, so a match takes time in proportion to
 * the text, whatever the expression.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/regex.7.html">regex(7)</a>
 */
final class Ere {
    /** Before the first character of a text, and behind its last. */
    private static final int NOTHING = Integer.MIN_VALUE;

    private final EreProgram program;
    private final boolean utf8;

    private Ere(EreProgram program, boolean utf8) {
        this.program = program;
        this.utf8 = utf8;
    }

    /**
     * Reads an expression.
     *
     * @param utf8 whether it is about characters in UTF-8; if not, about bytes
     * @throws FilterException with the message of regcomp(3)
     */
    static Ere compile(String pattern, boolean utf8) throws FilterException {
        return new Ere(new EreParser(characters(pattern, utf8)).parse(), utf8);
    }

    /** Whether it matches some part of the text. */
    boolean matches(String text) {
        int[] characters = characters(text, utf8);
        States now = new States(program.length());
        States next = new States(program.length());
        int before = NOTHING;
        for (int i = 0; i <= characters.length; i++) {
            int here = i < characters.length ? characters[i] : NOTHING;
            if (follow(now, 0, before, here)) {
                return true;
            }
            for (int j = 0; j < now.count; j++) {
                int at = now.list[j];
                if (here != NOTHING && program.takes(at, here)) {
                    int behind = i + 1 < characters.length ? characters[i + 1] : NOTHING;
                    if (follow(next, at + 1, here, behind)) {
                        return true;
                    }
                }
            }
            States swap = now;
            now = next;
            next = swap;
            next.clear();
            before = here;
        }
        return false;
    }

    /** Adds what can be reached from {@code start} without a character; says whether the end is. */
    private boolean follow(States states, int start, int before, int here) {
        states.push(start);
        while (states.pending > 0) {
            int at = states.pop();
            switch (program.operation(at)) {
                case EreProgram.END -> {
                    return true;
                }
                case EreProgram.JUMP -> states.push(program.operand(at));
                case EreProgram.FORK -> {
                    states.push(at + 1);
                    states.push(program.operand(at));
                }
                case EreProgram.ASSERT -> {
                    if (holds(program.operand(at), before, here)) {
                        states.push(at + 1);
                    }
                }
                default -> states.list[states.count++] = at;
            }
        }
        return false;
    }

    private static boolean holds(int assertion, int before, int here) {
        boolean wordBefore = CharacterClass.isWord(before);
        boolean wordHere = CharacterClass.isWord(here);
        return switch (assertion) {
            case '^' -> before == NOTHING;
            case '$' -> here == NOTHING;
            case '<' -> !wordBefore && wordHere;
            case '>' -> wordBefore && !wordHere;
            case 'b' -> wordBefore != wordHere;
            default -> wordBefore == wordHere;
        };
    }

    /** The characters of a byte string. A byte that is none is its negated value, which nothing but itself matches. */
    private static int[] characters(String bytes, boolean utf8) {
        int[] characters = new int[bytes.length()];
        int count = 0;
        int i = 0;
        while (i < bytes.length()) {
            int character = utf8 ? Utf8.at(bytes, i) : bytes.charAt(i);
            if (character == Utf8.MALFORMED) {
                characters[count++] = -bytes.charAt(i);
                i++;
            } else {
                characters[count++] = character;
                i += utf8 ? Utf8.length(bytes.charAt(i)) : 1;
            }
        }
        return Arrays.copyOf(characters, count);
    }

    /** A set of places in the program: those that wait for a character, and those that are still to be followed. */
    private static final class States {
        final int[] list;
        int count;
        int pending;
        private final boolean[] known;
        private final int[] stack;

        States(int size) {
            list = new int[size];
            known = new boolean[size];
            stack = new int[size];
        }

        void push(int at) {
            if (!known[at]) {
                known[at] = true;
                stack[pending++] = at;
            }
        }

        int pop() {
            return stack[--pending];
        }

        void clear() {
            count = 0;
            Arrays.fill(known, false);
        }
    }
}
