package dev.alcove.cli.ip;

import org.jspecify.annotations.Nullable;

/** JSON, with the white space that iproute2 gives it. */
final class IpJson {
    private static final String INDENT = "    ";
    private static final String HEX = "0123456789abcdef";
    private static final char DELETE = 0x7f;

    private StringBuilder out;
    private final boolean pretty;
    private int depth;

    /** Whether something stands before what comes next, so that a comma goes between. */
    private boolean following;

    IpJson(StringBuilder out, boolean pretty) {
        this.out = out;
        this.pretty = pretty;
    }

    /** Goes on in another buffer. */
    void moveTo(StringBuilder next) {
        out = next;
    }

    /** The name of the value that comes next; null if it has none. */
    void name(@Nullable String name) {
        if (name == null) {
            return;
        }
        comma();
        newLine();
        following = false;
        quoted(name);
        out.append(pretty ? ": " : ":");
    }

    /** Begins an object or an array. */
    void open(char bracket) {
        comma();
        out.append(bracket);
        depth++;
        following = false;
        if (pretty && bracket == '[') {
            out.append(' ');
        }
    }

    /** Ends it. An array ends on the line of its last element. */
    void close(char bracket) {
        depth--;
        if (pretty && following) {
            if (bracket == ']') {
                out.append(' ');
            } else {
                newLine();
            }
        }
        out.append(bracket);
        following = true;
    }

    void string(String value) {
        comma();
        quoted(value);
    }

    /** A number, {@code true}, {@code false} or {@code null}. */
    void literal(String value) {
        comma();
        out.append(value);
    }

    private void comma() {
        if (following) {
            out.append(',');
        }
        following = true;
    }

    private void newLine() {
        if (pretty) {
            out.append('\n').repeat(INDENT, depth);
        }
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                default -> plain(c);
            }
        }
        out.append('"');
    }

    private void plain(char c) {
        if (c < ' ' || c == DELETE) {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
        } else {
            out.append(c);
        }
    }
}
