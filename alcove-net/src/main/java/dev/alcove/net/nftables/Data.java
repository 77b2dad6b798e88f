package dev.alcove.net.nftables;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes that do not change: the value of a register, in the order in which they are in a packet. */
public final class Data implements Comparable<Data> {
    private final byte[] bytes;

    private Data(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of these bytes. */
    public static Data of(byte... bytes) {
        return new Data(bytes.clone());
    }

    /** A number of one byte. */
    public static Data of8(int value) {
        return new Data(new byte[] {(byte) value});
    }

    /** A number of two bytes, big-endian: a port. */
    public static Data bigEndian16(int value) {
        return new Data(ByteBuffer.allocate(Short.BYTES).putShort((short) value).array());
    }

    /** A number of four bytes in the machine's order, as the kernel loads those that are in no packet. */
    public static Data native32(int value) {
        return new Data(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array());
    }

    /** So many zero bytes. */
    public static Data zeros(int length) {
        return new Data(new byte[length]);
    }

    /** These bytes, with zero bytes behind them. */
    public Data padded(int length) {
        return new Data(Arrays.copyOf(bytes, length));
    }

    public int length() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(Data other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Data data && Arrays.equals(bytes, data.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In hexadecimal digits, two a byte. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
