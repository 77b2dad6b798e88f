package dev.alcove.net;

import dev.alcove.linux.raw.PktSched;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Rates as the kernel's traffic control has them: bytes in a second, and what may be sent at once as the time that it takes, in ticks of 64
 * ns.
 */
final class Rates {
    private static final long MAX_32 = 0xffffffffL;
    private static final long NANOS_PER_TICK = 64;
    private static final double NANOS_PER_SECOND = 1e9;

    private Rates() {}

    /** @throws IllegalArgumentException if it is no rate, naming it */
    static void require(String what, long bitsPerSecond) {
        if (bitsPerSecond < Byte.SIZE) {
            throw new IllegalArgumentException(what + " of " + bitsPerSecond + " bit/s: 8 bit/s is the least");
        }
    }

    static long bytes(long bitsPerSecond) {
        return bitsPerSecond / Byte.SIZE;
    }

    /** Whether the rate needs an attribute of its own, because the struct's 32 bits are too few. */
    static boolean isLarge(long bitsPerSecond) {
        return bytes(bitsPerSecond) > MAX_32;
    }

    /** What may be sent at once, as time. */
    static int ticks(long bitsPerSecond, long bytes) {
        double nanos = bytes * NANOS_PER_SECOND / bytes(bitsPerSecond);
        return (int) Math.min(MAX_32, Math.round(nanos / NANOS_PER_TICK));
    }

    /** The reverse of {@link #ticks}, to the byte as far as it goes. */
    static long burst(long bitsPerSecond, int ticks) {
        double nanos = Integer.toUnsignedLong(ticks) * (double) NANOS_PER_TICK;
        return Math.round(nanos * bytes(bitsPerSecond) / NANOS_PER_SECOND);
    }

    /** {@code struct tc_ratespec}. */
    static void put(ByteBuffer struct, int offset, long bitsPerSecond) {
        struct.put(offset + PktSched.RateSpec.LINKLAYER, (byte) PktSched.TC_LINKLAYER_ETHERNET);
        struct.putInt(offset + PktSched.RateSpec.RATE, (int) Math.min(MAX_32, bytes(bitsPerSecond)));
    }

    /** The rate of a {@code struct tc_ratespec}, in bits per second. */
    static long get(ByteBuffer struct, int offset) {
        return Integer.toUnsignedLong(struct.getInt(offset + PktSched.RateSpec.RATE)) * Byte.SIZE;
    }

    static ByteBuffer view(byte[] struct) {
        return ByteBuffer.wrap(struct).order(ByteOrder.nativeOrder());
    }
}
