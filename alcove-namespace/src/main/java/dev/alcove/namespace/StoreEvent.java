package dev.alcove.namespace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a store's log: {@code TIME UID PID ACTION NAME TYPES}.
 *
 * @param milliseconds when it was asked for, since 1970
 * @param uid who asked: the real user id
 * @param pid the process that did it
 * @param action {@code add}, {@code delete} or {@code prune}
 * @param name of the set, each char a byte; the log has octal escapes for what is no graphic ASCII
 * @param types the types, with commas between them
 */
public record StoreEvent(long milliseconds, long uid, long pid, String action, String name, String types) {
    private static final int FIELDS = 6;
    private static final String IDENTIFIER = "alcove";

    /** Facility 3, daemons, and severity 6, informational: syslog(3). */
    private static final String SYSLOG_PRIORITY = "<30>";

    /** Something that the caller is about to do. */
    static StoreEvent now(Caller caller, String action, String name, String types) {
        return new StoreEvent(System.currentTimeMillis(), caller.uid(), caller.pid(), action, name, types);
    }

    /** The line of the log, with its line feed. */
    String line() {
        String fraction = Long.toString(1000 + milliseconds % 1000).substring(1);
        return milliseconds / 1000 + "." + fraction + " " + uid + " " + pid + " " + action + " " + escape(name) + " "
                + types + "\n";
    }

    /** What a person reads, without the time. */
    String message() {
        return action + " " + escape(name) + " (" + types + ") by user " + uid;
    }

    /** The datagram for {@code /dev/log}: syslog(3), RFC 3164. */
    String syslog() {
        return SYSLOG_PRIORITY + IDENTIFIER + "[" + pid + "]: " + message();
    }

    /**
     * The datagram for systemd's journal. The name goes as a field of its own, with its length in front, so that any bytes
     * can be in it.
     *
     * @see <a href="https://systemd.io/JOURNAL_NATIVE_PROTOCOL/">Native Journal Protocol</a>
     */
    String journal() {
        ByteBuffer size = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        size.putLong(0, name.length());
        return "MESSAGE=" + message() + "\nPRIORITY=6\nSYSLOG_FACILITY=3\nSYSLOG_IDENTIFIER=" + IDENTIFIER
                + "\nALCOVE_ACTION=" + action + "\nALCOVE_TYPES=" + types + "\nALCOVE_NAME\n"
                + new String(size.array(), StandardCharsets.ISO_8859_1) + name + "\n";
    }

    /** When, as ISO 8601 has it. */
    public Instant time() {
        return Instant.ofEpochMilli(milliseconds);
    }

    /** What a line of the log says, without its line feed; null for a line that says something else. */
    public static @Nullable StoreEvent parse(String line) {
        List<String> fields = new ArrayList<>(FIELDS);
        int start = 0;
        for (int space = line.indexOf(' '); space >= 0; space = line.indexOf(' ', start)) {
            fields.add(line.substring(start, space));
            start = space + 1;
        }
        fields.add(line.substring(start));
        if (fields.size() != FIELDS) {
            return null;
        }
        try {
            return new StoreEvent(
                    Long.parseLong(fields.get(0).replace(".", "")),
                    Long.parseLong(fields.get(1)),
                    Long.parseLong(fields.get(2)),
                    fields.get(3),
                    dev.alcove.linux.MountInfo.unescape(fields.get(4)),
                    fields.get(5));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Octal escapes, as mountinfo has them, for everything that is no graphic ASCII character. */
    public static String escape(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > ' ' && c < 0x7f && c != '\\') {
                out.append(c);
            } else {
                out.append('\\').append((char) ('0' + (c >> 6))).append((char) ('0' + (c >> 3 & 7)));
                out.append((char) ('0' + (c & 7)));
            }
        }
        return out.toString();
    }
}
