package dev.alcove.cli.filter;

/** Reads the list of a bracket expression: {@code [a-z[:digit:]_]}. */
final class EreBracket {
    private final int[] text;
    private final CharacterClass set = new CharacterClass();
    private int at;

    /**
     * @param at where the list begins, behind the bracket
     */
    EreBracket(int[] text, int at) {
        this.text = text;
        this.at = at;
    }

    /** Reads up to the bracket that closes the list. */
    CharacterClass parse() throws FilterException {
        if (peek(0) == '^') {
            set.negate();
            at++;
        }
        boolean first = true;
        while (first || peek(0) != ']') {
            element(first);
            first = false;
        }
        at++;
        return set;
    }

    /** Where what is behind the list begins, once it was read. */
    int end() {
        return at;
    }

    private void element(boolean first) throws FilterException {
        if (peek(0) == '[' && peek(1) == ':') {
            String name = name(':');
            if (!set.named(name)) {
                throw new FilterException("Invalid character class name");
            }
            return;
        }
        if (!first && peek(0) == '-' && peek(1) != ']') {
            throw new FilterException("Invalid range end");
        }
        int start = character();
        int end = start;
        if (peek(0) == '-' && peek(1) != ']') {
            at++;
            if (peek(0) == '[' && peek(1) == ':') {
                throw new FilterException("Invalid range end");
            }
            end = character();
            if (end < start) {
                throw new FilterException("Invalid range end");
            }
        }
        set.range(start, end);
    }

    /** One character, plain or as {@code [.x.]} or {@code [=x=]}. */
    private int character() throws FilterException {
        int kind = peek(1);
        if (peek(0) == '[' && (kind == '.' || kind == '=')) {
            String name = name(kind);
            if (name.length() != 1) {
                throw new FilterException("Invalid collation character");
            }
            return name.charAt(0);
        }
        if (at >= text.length) {
            throw unmatched();
        }
        return text[at++];
    }

    /** What stands between {@code [:} and {@code :]}. */
    private String name(int kind) throws FilterException {
        int end = at + 2;
        StringBuilder name = new StringBuilder();
        while (end + 1 < text.length && !(text[end] == kind && text[end + 1] == ']')) {
            name.appendCodePoint(Math.abs(text[end]));
            end++;
        }
        if (end + 1 >= text.length) {
            throw unmatched();
        }
        at = end + 2;
        return name.toString();
    }

    private int peek(int ahead) {
        return at + ahead < text.length ? text[at + ahead] : -1;
    }

    private static FilterException unmatched() {
        return new FilterException("Unmatched [, [^, [:, [., or [=");
    }
}
