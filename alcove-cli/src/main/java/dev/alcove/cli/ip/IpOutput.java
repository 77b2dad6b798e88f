package dev.alcove.cli.ip;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a command prints: the same calls give text, or JSON where that was asked for, both as iproute2 has them. A call says the
 * key of a value in JSON, null for an element of an array, and what stands in front of the value and behind it in text.
 *
 * <p>What is for text alone is {@link #text}; what is for JSON alone goes behind {@link #isJson}.
 */
public final class IpOutput {
    private static final int FULL = 1 << 15;

    private final IpGlobals globals;
    private final Sink sink;
    private final boolean colored;
    private final boolean dark;
    private StringBuilder buffer = new StringBuilder();
    private @Nullable IpJson json;

    /** Where it goes. */
    interface Sink {
        /**
         * Writes a byte string; says whether somebody may have read it.
         *
         * @throws IOException if it cannot be written, although somebody would read it
         */
        boolean write(String bytes) throws IOException;
    }

    IpOutput(IpGlobals globals, Sink sink, boolean colored, boolean dark) {
        this.globals = globals;
        this.sink = sink;
        this.colored = colored && !globals.isJson();
        this.dark = dark;
    }

    /** Begins what a command prints: in JSON an array. */
    public void begin() {
        if (globals.isJson()) {
            json = new IpJson(buffer, globals.isPretty());
            json.open('[');
        }
    }

    /** Ends it. */
    public void end() throws IOException {
        IpJson json = this.json;
        if (json != null) {
            json.close(']');
            buffer.append('\n');
            this.json = null;
        }
        spill();
    }

    /** Whether JSON is being printed: between {@link #begin} and {@link #end}, if it was asked for. */
    public boolean isJson() {
        return json != null;
    }

    public void openObject(@Nullable String key) {
        IpJson json = this.json;
        if (json != null) {
            json.name(key);
            json.open('{');
        }
    }

    public void closeObject() throws IOException {
        IpJson json = this.json;
        if (json != null) {
            json.close('}');
        }
        spill();
    }

    /** Begins an array; in text, what stands in front of it. */
    public void openArray(@Nullable String key, String text) {
        IpJson json = this.json;
        if (json != null) {
            json.name(key);
            json.open('[');
        } else {
            buffer.append(text);
        }
    }

    /** Ends an array; in text, what stands behind it. */
    public void closeArray(String text) {
        IpJson json = this.json;
        if (json != null) {
            json.close(']');
        } else {
            buffer.append(text);
        }
    }

    public void string(@Nullable String key, String before, String value, String after) {
        IpJson json = this.json;
        if (json != null) {
            json.name(key);
            json.string(value);
        } else {
            buffer.append(before).append(value).append(after);
        }
    }

    /** A string in a color, which what stands around it has as well; null for none. */
    public void string(@Nullable IpColor color, @Nullable String key, String before, String value, String after) {
        if (color == null || !colored) {
            string(key, before, value, after);
        } else {
            buffer.append(color.code(dark));
            string(key, before, value, after);
            buffer.append(IpColor.CLEAR);
        }
    }

    /** A number with a sign. */
    public void number(@Nullable String key, String before, long value, String after) {
        literal(key, before, Long.toString(value), after);
    }

    /** A number without a sign, of 64 bits. */
    public void unsigned(@Nullable String key, String before, long value, String after) {
        literal(key, before, Long.toUnsignedString(value), after);
    }

    /** A number in hexadecimal, in JSON a string: {@code 2a}. */
    public void hex(@Nullable String key, String before, long value, String after) {
        string(key, before, Long.toHexString(value), after);
    }

    /** The same with a prefix, but for 0: {@code 0x2a}. */
    public void prefixedHex(@Nullable String key, String before, long value, String after) {
        string(key, before, value == 0 ? "0" : "0x" + Long.toHexString(value), after);
    }

    /** A boolean in JSON; in text, this text. */
    public void bool(@Nullable String key, String text, boolean value) {
        IpJson json = this.json;
        if (json != null) {
            json.name(key);
            json.literal(value ? "true" : "false");
        } else {
            buffer.append(text);
        }
    }

    /** A boolean in JSON; in text {@code on} or {@code off}. */
    public void onOff(@Nullable String key, String before, boolean value, String after) {
        if (isJson()) {
            bool(key, "", value);
        } else {
            buffer.append(before).append(value ? "on" : "off").append(after);
        }
    }

    /** A boolean in JSON; in text the key, with {@code no} in front of it where it is false, if it is to be shown there. */
    public void option(String key, boolean value, boolean shown) {
        if (isJson()) {
            bool(key, "", value);
        } else if (shown) {
            buffer.append(value ? "" : "no").append(key).append(' ');
        }
    }

    /** A null in JSON; in text, this text. */
    public void none(@Nullable String key, String text) {
        IpJson json = this.json;
        if (json != null) {
            json.name(key);
            json.literal("null");
        } else {
            buffer.append(text);
        }
    }

    /** What is not there in JSON. */
    public void text(String text) {
        if (!isJson()) {
            buffer.append(text);
        }
    }

    /** Ends a line of a record, which {@code -oneline} shows as a backslash; nothing in JSON. */
    public void line() {
        text(globals.isOneline() ? "\\" : "\n");
    }

    /** Writes what was printed so far; says whether somebody may have read it. */
    public boolean flush() throws IOException {
        StringBuilder full = buffer;
        if (full.isEmpty()) {
            return true;
        }
        buffer = new StringBuilder();
        if (json != null) {
            json.moveTo(buffer);
        }
        return sink.write(full.toString());
    }

    /** What is printed as it is, in JSON too: a number with a fraction. */
    public void literal(@Nullable String key, String before, String value, String after) {
        IpJson json = this.json;
        if (json != null) {
            json.name(key);
            json.literal(value);
        } else {
            buffer.append(before).append(value).append(after);
        }
    }

    private void spill() throws IOException {
        if (buffer.length() >= FULL) {
            flush();
        }
    }
}
