package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.PktSched;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A bucket of tokens: what a link sends is at most so much in a second.
 *
 * @param rate in bits per second, 8 or more
 * @param burst what may be sent at once after a pause, in bytes: at least one packet with its headers
 * @param limit what may wait, in bytes; more is dropped
 * @see <a href="https://man7.org/linux/man-pages/man8/tc-tbf.8.html">tc-tbf(8)</a>
 */
public record Tbf(long rate, long burst, long limit) implements Discipline {
    /** @throws IllegalArgumentException if a number is outside of its range */
    public Tbf {
        Rates.require("rate", rate);
        Values.requireUnsigned("burst", burst);
        Values.requireUnsigned("limit", limit);
        if (burst == 0 || limit == 0) {
            throw new IllegalArgumentException(
                    "tbf with a burst of " + burst + " and a limit of " + limit + " bytes: nothing could be sent");
        }
    }

    /** A rate, what may be sent at once, and how long a packet may wait at most. */
    public static Tbf of(long rate, long burst, Duration latency) {
        Rates.require("rate", rate);
        double waiting = Rates.bytes(rate) * (latency.toNanos() / 1e9);
        return new Tbf(rate, burst, (long) Math.min(0xffffffffL, burst + waiting));
    }

    @Override
    public String kind() {
        return "tbf";
    }

    static Tbf read(Attributes options) throws MalformedException {
        ByteBuffer struct = Values.struct(options, PktSched.TCA_TBF_PARMS, PktSched.TbfQopt.SIZE);
        long rate = Rates.get(struct, PktSched.TbfQopt.RATE);
        if (options.has(PktSched.TCA_TBF_RATE64)) {
            rate = options.int64(PktSched.TCA_TBF_RATE64).orElse(0) * Byte.SIZE;
        }
        try {
            return new Tbf(
                    rate,
                    Rates.burst(rate, struct.getInt(PktSched.TbfQopt.BUFFER)),
                    Integer.toUnsignedLong(struct.getInt(PktSched.TbfQopt.LIMIT)));
        } catch (IllegalArgumentException e) {
            throw Values.malformed(e);
        }
    }

    void write(Batch batch) {
        byte[] bytes = new byte[PktSched.TbfQopt.SIZE];
        ByteBuffer struct = Rates.view(bytes);
        Rates.put(struct, PktSched.TbfQopt.RATE, rate);
        struct.putInt(PktSched.TbfQopt.LIMIT, (int) limit).putInt(PktSched.TbfQopt.BUFFER, Rates.ticks(rate, burst));
        batch.attribute(PktSched.TCA_TBF_PARMS, bytes).int32(PktSched.TCA_TBF_BURST, (int) burst);
        if (Rates.isLarge(rate)) {
            batch.int64(PktSched.TCA_TBF_RATE64, Rates.bytes(rate));
        }
    }
}
