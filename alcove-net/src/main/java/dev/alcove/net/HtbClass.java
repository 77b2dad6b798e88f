package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.PktSched;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A class of {@link Htb}.
 *
 * @param link whose discipline it belongs to
 * @param handle what it is called, whose major number is the discipline's
 * @param parent the class that lends to it, or {@link TcHandle#ROOT}, or the discipline
 * @param rate what it always gets, in bits per second, 8 or more
 * @param ceil what it gets at most, with what others lend, in bits per second
 * @param burst what may be sent at once at the rate of the link, in bytes
 * @param ceilBurst the same of what is lent
 * @param priority which comes first where there is something to lend, 0 to 7, of which 0 is first
 * @see <a href="https://man7.org/linux/man-pages/man8/tc-htb.8.html">tc-htb(8)</a>
 */
public record HtbClass(
        LinkRef link,
        TcHandle handle,
        TcHandle parent,
        long rate,
        long ceil,
        long burst,
        long ceilBurst,
        int priority) {
    private static final int MAX_PRIORITY = 7;

    /** Of a rate, what may be sent in a hundredth of a second at once, and a packet of Ethernet besides. */
    private static final int SHARE = 100;

    private static final int PACKET = 1600;

    /** @throws IllegalArgumentException if a number is outside of its range */
    public HtbClass {
        Rates.require("rate", rate);
        if (ceil < rate) {
            throw new IllegalArgumentException(
                    "class " + handle + ": a ceil of " + ceil + " bit/s is less than the rate");
        }
        Values.requireUnsigned("burst", burst);
        Values.requireUnsigned("ceil burst", ceilBurst);
        Values.require("priority", priority, 0, MAX_PRIORITY);
    }

    /** A class under the discipline itself that gets so much and no more. */
    public static HtbClass of(String link, TcHandle handle, long rate) {
        return new HtbClass(
                LinkRef.of(link), handle, new TcHandle(handle.major(), 0), rate, rate, burst(rate), burst(rate), 0);
    }

    /** The same under another class. */
    public HtbClass under(TcHandle other) {
        return new HtbClass(link, handle, other, rate, ceil, burst, ceilBurst, priority);
    }

    /** The same with more at most, if others lend it. */
    public HtbClass withCeil(long most) {
        return new HtbClass(link, handle, parent, rate, most, burst, burst(most), priority);
    }

    private static long burst(long rate) {
        return Math.min(0xffffffffL, Rates.bytes(rate) / SHARE + PACKET);
    }

    /** A class; empty if it is one of another discipline. */
    static Optional<HtbClass> read(Message message) throws MalformedException {
        Attributes attributes = message.attributes(PktSched.TcMsg.SIZE);
        Optional<Attributes> options = attributes.nested(PktSched.TCA_OPTIONS);
        if (options.isEmpty()
                || !attributes.string(PktSched.TCA_KIND).orElse("").equals("htb")) {
            return Optional.empty();
        }
        ByteBuffer fixed = message.payload();
        ByteBuffer struct = Values.struct(options.get(), PktSched.TCA_HTB_PARMS, PktSched.HtbOpt.SIZE);
        long rate = rate(options.get(), struct, PktSched.HtbOpt.RATE, PktSched.TCA_HTB_RATE64);
        long ceil = rate(options.get(), struct, PktSched.HtbOpt.CEIL, PktSched.TCA_HTB_CEIL64);
        try {
            return Optional.of(new HtbClass(
                    LinkRef.of(fixed.getInt(PktSched.TcMsg.TCM_IFINDEX)),
                    TcHandle.of(fixed.getInt(PktSched.TcMsg.TCM_HANDLE)),
                    TcHandle.of(fixed.getInt(PktSched.TcMsg.TCM_PARENT)),
                    rate,
                    ceil,
                    Rates.burst(rate, struct.getInt(PktSched.HtbOpt.BUFFER)),
                    Rates.burst(ceil, struct.getInt(PktSched.HtbOpt.CBUFFER)),
                    struct.getInt(PktSched.HtbOpt.PRIO)));
        } catch (IllegalArgumentException e) {
            throw Values.malformed(e);
        }
    }

    private static long rate(Attributes options, ByteBuffer struct, int offset, int large) throws MalformedException {
        return options.has(large) ? options.int64(large).orElse(0) * Byte.SIZE : Rates.get(struct, offset);
    }

    void write(Batch batch, Indexes indexes) {
        byte[] bytes = new byte[PktSched.HtbOpt.SIZE];
        ByteBuffer struct = Rates.view(bytes);
        Rates.put(struct, PktSched.HtbOpt.RATE, rate);
        Rates.put(struct, PktSched.HtbOpt.CEIL, ceil);
        struct.putInt(PktSched.HtbOpt.BUFFER, Rates.ticks(rate, burst))
                .putInt(PktSched.HtbOpt.CBUFFER, Rates.ticks(ceil, ceilBurst))
                .putInt(PktSched.HtbOpt.PRIO, priority);
        writeHeader(batch, indexes);
        batch.string(PktSched.TCA_KIND, "htb").nest(PktSched.TCA_OPTIONS).attribute(PktSched.TCA_HTB_PARMS, bytes);
        if (Rates.isLarge(rate)) {
            batch.int64(PktSched.TCA_HTB_RATE64, Rates.bytes(rate));
        }
        if (Rates.isLarge(ceil)) {
            batch.int64(PktSched.TCA_HTB_CEIL64, Rates.bytes(ceil));
        }
        batch.endNest();
    }

    void writeHeader(Batch batch, Indexes indexes) {
        Qdisc.writeHeader(batch, indexes.of(link), handle, parent);
    }
}
