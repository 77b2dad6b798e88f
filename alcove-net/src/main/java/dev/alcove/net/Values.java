package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.Socket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Attributes as the values that records have, in both directions: what is empty is not written, and what the kernel has left out
 * is empty.
 */
final class Values {
    /** The kernel counts some times in hundredths of a second, whatever its own clock does: USER_HZ. */
    private static final int TICK_MILLIS = 10;

    private static final long MAX_UNSIGNED = 0xffffffffL;
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    private Values() {}

    // ---- Reading

    static Optional<Boolean> flag8(Attributes attributes, int type) throws MalformedException {
        OptionalInt value = attributes.int8(type);
        return value.isPresent() ? Optional.of(value.getAsInt() != 0) : Optional.empty();
    }

    static Optional<Boolean> flag32(Attributes attributes, int type) throws MalformedException {
        OptionalInt value = attributes.int32(type);
        return value.isPresent() ? Optional.of(value.getAsInt() != 0) : Optional.empty();
    }

    /** A number of four bytes without a sign. */
    static OptionalLong unsigned32(Attributes attributes, int type) throws MalformedException {
        OptionalInt value = attributes.int32(type);
        return value.isPresent() ? OptionalLong.of(Integer.toUnsignedLong(value.getAsInt())) : OptionalLong.empty();
    }

    static Optional<Duration> ticks(Attributes attributes, int type) throws MalformedException {
        OptionalInt value = attributes.int32(type);
        return value.isPresent()
                ? Optional.of(Duration.ofMillis(Integer.toUnsignedLong(value.getAsInt()) * TICK_MILLIS))
                : Optional.empty();
    }

    /** The number of a VLAN. */
    static OptionalInt vlan(Attributes attributes, int type) throws MalformedException {
        OptionalInt id = attributes.int16(type);
        if (id.isPresent() && id.getAsInt() > Vlan.MAX_ID) {
            throw malformed(id.getAsInt() + " is no VLAN");
        }
        return id;
    }

    /** An IP address of either family. */
    static Optional<InetAddress> address(Attributes attributes, int type) throws MalformedException {
        Optional<byte[]> bytes = attributes.bytes(type);
        return bytes.isPresent() ? Optional.of(address(bytes.get(), type)) : Optional.empty();
    }

    /** The same from its bytes. */
    static InetAddress address(byte[] bytes, int type) throws MalformedException {
        if (bytes.length != IPV4 && bytes.length != IPV6) {
            throw malformed("type " + type + " has " + bytes.length + " bytes and is no IP address");
        }
        return InetText.address(bytes);
    }

    /** The address that stands for all, of a family. */
    static InetAddress anyAddress(int family) throws MalformedException {
        if (family != Socket.AF_INET && family != Socket.AF_INET6) {
            throw malformed("family " + family + " of addresses");
        }
        return (family == Socket.AF_INET ? InetPrefix.ALL_IPV4 : InetPrefix.ALL_IPV6).address();
    }

    /** The number of an address's family. */
    static int family(InetAddress address) {
        return address instanceof Inet4Address ? Socket.AF_INET : Socket.AF_INET6;
    }

    /** An IP address and the length of its prefix, which stands elsewhere. */
    static InetPrefix prefix(InetAddress address, int length) throws MalformedException {
        if (length > address.getAddress().length * Byte.SIZE) {
            throw malformed("a prefix of " + length + " bits for " + InetText.of(address));
        }
        return new InetPrefix(address, length);
    }

    /** A struct that is an attribute, which newer kernels may have made longer. */
    static ByteBuffer struct(Attributes attributes, int type, int size) throws MalformedException {
        Optional<byte[]> bytes = attributes.bytes(type);
        if (bytes.isEmpty() || bytes.get().length < size) {
            throw malformed("type " + type + " is not there, or has fewer than " + size + " bytes");
        }
        return ByteBuffer.wrap(bytes.get()).order(ByteOrder.nativeOrder());
    }

    /** A hardware address, where it is one of Ethernet's. */
    static Optional<MacAddress> mac(Attributes attributes, int type) {
        Optional<byte[]> bytes = attributes.bytes(type);
        return bytes.isPresent() && bytes.get().length == 6
                ? Optional.of(MacAddress.of(bytes.get()))
                : Optional.empty();
    }

    /** The index of a link, where it is one. */
    static Optional<LinkRef> link(Attributes attributes, int type) throws MalformedException {
        OptionalInt index = attributes.int32(type);
        return index.isPresent() && index.getAsInt() > 0 ? Optional.of(LinkRef.of(index.getAsInt())) : Optional.empty();
    }

    static MalformedException malformed(String reason) {
        return new MalformedException("rtnetlink message", 1, reason);
    }

    /** What the kernel has sent would not be taken from a caller either. */
    static MalformedException malformed(IllegalArgumentException e) {
        MalformedException malformed = malformed(String.valueOf(e.getMessage()));
        malformed.initCause(e);
        return malformed;
    }

    // ---- Writing

    static void putFlag8(Batch batch, int type, Optional<Boolean> value) {
        if (value.isPresent()) {
            batch.int8(type, value.get() ? 1 : 0);
        }
    }

    static void putFlag32(Batch batch, int type, Optional<Boolean> value) {
        if (value.isPresent()) {
            batch.int32(type, value.get() ? 1 : 0);
        }
    }

    static void put8(Batch batch, int type, OptionalInt value) {
        if (value.isPresent()) {
            batch.int8(type, value.getAsInt());
        }
    }

    static void put16(Batch batch, int type, OptionalInt value) {
        if (value.isPresent()) {
            batch.int16(type, value.getAsInt());
        }
    }

    static void put32(Batch batch, int type, OptionalInt value) {
        if (value.isPresent()) {
            batch.int32(type, value.getAsInt());
        }
    }

    static void putTicks(Batch batch, int type, Optional<Duration> value) {
        if (value.isPresent()) {
            batch.int32(type, (int) (value.get().toMillis() / TICK_MILLIS));
        }
    }

    static void putAddress(Batch batch, int type, Optional<InetAddress> value) {
        if (value.isPresent()) {
            batch.attribute(type, value.get().getAddress());
        }
    }

    static void putMac(Batch batch, int type, Optional<MacAddress> value) {
        if (value.isPresent()) {
            batch.attribute(type, value.get().bytes());
        }
    }

    // ---- Checking

    /** @throws IllegalArgumentException if the value is outside of the range, naming it */
    static int require(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " " + value + ": " + min + " to " + max + " are allowed");
        }
        return (int) value;
    }

    /** @throws IllegalArgumentException if the value does not fit into four bytes without a sign, naming it */
    static void requireUnsigned(String what, long value) {
        if (value < 0 || value > MAX_UNSIGNED) {
            throw new IllegalArgumentException(what + " " + value + ": 0 to " + MAX_UNSIGNED + " are allowed");
        }
    }

    /** The same of a value that there may not be. */
    static OptionalInt require(String what, OptionalInt value, long min, long max) {
        if (value.isPresent()) {
            require(what, value.getAsInt(), min, max);
        }
        return value;
    }

    /** A time that the kernel counts in hundredths of a second. */
    static Optional<Duration> requireTicks(String what, Optional<Duration> value) {
        if (value.isPresent()
                && (value.get().isNegative()
                        || value.get().compareTo(Duration.ofMillis(MAX_UNSIGNED * TICK_MILLIS)) > 0)) {
            throw new IllegalArgumentException(what + " " + value.get() + ": neither negative nor more than 497 days");
        }
        return value;
    }
}
