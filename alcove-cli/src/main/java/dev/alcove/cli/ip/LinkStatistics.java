package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.LinkStats64;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;

/** What {@code -statistics} prints of a link: what it has received and sent, and with a second one which errors. */
final class LinkStatistics {
    private static final int NOTHING = -1;

    /** Stands for {@code IFLA_CARRIER_CHANGES}, which is not among the counters. */
    private static final int CHANGES = -2;

    /**
     * A column: a counter in text, and a counter in JSON, nearly always the same.
     *
     * @param offset where it is
     * @param heading what stands above it
     * @param jsonOffset where the one in JSON is
     * @param key what that is called
     */
    private record Counter(int offset, String heading, int jsonOffset, String key) {
        Counter(int offset, String heading, String key) {
            this(offset, heading, offset, key);
        }
    }

    // The columns: the first is that of bytes, which errors leave empty.
    private static final Counter[] RECEIVED = {
        new Counter(LinkStats64.RX_BYTES, "bytes", "bytes"),
        new Counter(LinkStats64.RX_PACKETS, "packets", "packets"),
        new Counter(LinkStats64.RX_ERRORS, "errors", "errors"),
        new Counter(LinkStats64.RX_DROPPED, "dropped", "dropped"),
        new Counter(LinkStats64.RX_MISSED_ERRORS, "missed", LinkStats64.RX_OVER_ERRORS, "over_errors"),
        new Counter(LinkStats64.MULTICAST, "mcast", "multicast"),
        new Counter(LinkStats64.RX_COMPRESSED, "compressed", "compressed"),
        new Counter(NOTHING, "", ""),
    };
    private static final Counter[] RECEIVE_ERRORS = {
        new Counter(NOTHING, "", ""),
        new Counter(LinkStats64.RX_LENGTH_ERRORS, "length", "length_errors"),
        new Counter(LinkStats64.RX_CRC_ERRORS, "crc", "crc_errors"),
        new Counter(LinkStats64.RX_FRAME_ERRORS, "frame", "frame_errors"),
        new Counter(LinkStats64.RX_FIFO_ERRORS, "fifo", "fifo_errors"),
        new Counter(LinkStats64.RX_OVER_ERRORS, "overrun", LinkStats64.RX_MISSED_ERRORS, "missed_errors"),
        new Counter(LinkStats64.RX_NOHANDLER, "nohandler", "nohandler"),
        new Counter(LinkStats64.RX_OTHERHOST_DROPPED, "otherhost", "otherhost"),
    };
    private static final Counter[] SENT = {
        new Counter(LinkStats64.TX_BYTES, "bytes", "bytes"),
        new Counter(LinkStats64.TX_PACKETS, "packets", "packets"),
        new Counter(LinkStats64.TX_ERRORS, "errors", "errors"),
        new Counter(LinkStats64.TX_DROPPED, "dropped", "dropped"),
        new Counter(LinkStats64.TX_CARRIER_ERRORS, "carrier", "carrier_errors"),
        new Counter(LinkStats64.COLLISIONS, "collsns", "collisions"),
        new Counter(LinkStats64.TX_COMPRESSED, "compressed", "compressed"),
        new Counter(NOTHING, "", ""),
    };
    private static final Counter[] SEND_ERRORS = {
        new Counter(NOTHING, "", ""),
        new Counter(LinkStats64.TX_ABORTED_ERRORS, "aborted", "aborted_errors"),
        new Counter(LinkStats64.TX_FIFO_ERRORS, "fifo", "fifo_errors"),
        new Counter(LinkStats64.TX_WINDOW_ERRORS, "window", "window_errors"),
        new Counter(LinkStats64.TX_HEARTBEAT_ERRORS, "heartbt", "heartbeat_errors"),
        new Counter(CHANGES, "transns", "carrier_changes"),
        new Counter(NOTHING, "", ""),
        new Counter(NOTHING, "", ""),
    };
    private static final int[] WIDTHS = {10, 7, 6, 7, 7, 7, 10, 9};

    /** From this column on a counter is only shown if it is not zero. */
    private static final int OPTIONAL = 6;

    private static final String INDENT = "    ";
    private static final int TITLE = "RX: ".length();
    private static final int ERRORS_TITLE = "RX errors:".length();

    private final IpOutput out;
    private final IpGlobals globals;
    private final ByteBuffer counters;
    private final OptionalInt changes;
    private final int[] widths = WIDTHS.clone();

    private LinkStatistics(IpOutput out, IpGlobals globals, byte[] counters, OptionalInt changes) {
        this.out = out;
        this.globals = globals;
        this.counters = ByteBuffer.wrap(counters).order(ByteOrder.nativeOrder());
        this.changes = changes;
    }

    /** Prints them; nothing if the kernel did not send any. In text the last line is not ended. */
    static void print(IpOutput out, IpGlobals globals, Link link) throws IOException {
        Attributes attributes = link.attributes();
        Optional<byte[]> counters = attributes.bytes(IfLink.IFLA_STATS64);
        if (counters.isPresent()) {
            OptionalInt changes = attributes.int32(IfLink.IFLA_CARRIER_CHANGES);
            LinkStatistics statistics = new LinkStatistics(out, globals, counters.get(), changes);
            if (out.isJson()) {
                statistics.json();
            } else {
                statistics.text();
            }
        }
    }

    private boolean withErrors() {
        return globals.statistics() > 1;
    }

    /** A counter, of 64 bits; 0 for one that is not there. */
    private long value(int offset) {
        if (offset == CHANGES) {
            return Integer.toUnsignedLong(changes.orElse(0));
        }
        boolean known = offset >= 0 && offset + Long.BYTES <= counters.capacity();
        return known ? counters.getLong(offset) : 0;
    }

    /** Whether the column has something in it, if only a zero. */
    private boolean isThere(Counter counter) {
        return counter.offset != NOTHING && (counter.offset != CHANGES || changes.isPresent());
    }

    private void json() throws IOException {
        out.openObject("stats64");
        out.openObject("rx");
        json(RECEIVED);
        json(RECEIVE_ERRORS);
        out.closeObject();
        out.openObject("tx");
        json(SENT);
        json(SEND_ERRORS);
        out.closeObject();
        out.closeObject();
    }

    private void json(Counter[] row) {
        if (row[0].offset == NOTHING && !withErrors()) {
            return;
        }
        for (int i = 0; i < row.length; i++) {
            long value = value(row[i].jsonOffset);
            if (isThere(row[i]) && (i < OPTIONAL || value != 0)) {
                out.unsigned(row[i].key, "", value, "");
            }
        }
    }

    private void text() {
        widen(RECEIVED);
        widen(SENT);
        if (withErrors()) {
            widen(RECEIVE_ERRORS);
            widen(SEND_ERRORS);
        }
        traffic("RX: ", RECEIVED);
        if (withErrors()) {
            out.line();
            errors("RX errors:", RECEIVE_ERRORS);
        }
        out.line();
        traffic("TX: ", SENT);
        if (withErrors()) {
            out.line();
            errors("TX errors:", SEND_ERRORS);
        }
    }

    private void widen(Counter[] row) {
        for (int i = 0; i < row.length && !globals.isHuman(); i++) {
            widths[i] = Math.max(
                    widths[i], Long.toUnsignedString(value(row[i].offset)).length());
        }
    }

    private void traffic(String title, Counter[] row) {
        StringBuilder line = new StringBuilder(INDENT).append(title);
        for (int i = 0; i <= OPTIONAL; i++) {
            boolean shown = i < OPTIONAL || value(row[i].offset) != 0;
            line.append(i == 0 ? "" : " ");
            right(line, shown ? row[i].heading : "", i == 0 ? widths[0] - TITLE : widths[i]);
        }
        out.text(line.toString());
        out.line();
        out.text(numbers(new StringBuilder(INDENT), row, 0));
    }

    private void errors(String title, Counter[] row) {
        StringBuilder line = new StringBuilder(INDENT).append(title);
        right(line, "", widths[0] - ERRORS_TITLE);
        for (int i = 1; i < row.length; i++) {
            boolean shown = i < OPTIONAL || value(row[i].offset) != 0;
            if (shown) {
                line.append(' ');
                right(line, isThere(row[i]) ? row[i].heading : "", widths[i]);
            }
        }
        out.text(line.toString());
        out.line();
        StringBuilder values = new StringBuilder();
        right(values, "", widths[0] + INDENT.length() + 1);
        out.text(numbers(values, row, 1));
    }

    private String numbers(StringBuilder line, Counter[] row, int from) {
        for (int i = from; i < row.length; i++) {
            long value = value(row[i].offset);
            if (isThere(row[i]) && (i < OPTIONAL || value != 0)) {
                right(line, IpNumbers.text(value, globals.isHuman(), globals.isIec()), widths[i]);
                line.append(' ');
            }
        }
        return line.toString();
    }

    private static void right(StringBuilder line, String text, int width) {
        line.repeat(' ', Math.max(0, width - text.length())).append(text);
    }
}
