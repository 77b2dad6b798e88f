package dev.alcove.linux.netlink;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.raw.Netlink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The attributes of a netlink message, or those inside one of them. The kernel may leave out any, and a newer one may send
 * more; where a type is there twice, the last one counts, as in the kernel. Reading a value that has another length than
 * asked for throws a {@link MalformedException}.
 *
 * <p>Immutable.
 */
public final class Attributes {
    private static final String SOURCE = "netlink attributes";

    /**
     * One attribute.
     *
     * @param type without the flags for nested and big-endian
     * @param value its bytes, which are not to be changed
     */
    public record Attribute(int type, ByteBuffer value) {
        /** The attributes that it consists of. */
        public Attributes nested() throws MalformedException {
            return parse(value);
        }
    }

    private final List<Attribute> attributes;

    private Attributes(List<Attribute> attributes) {
        this.attributes = List.copyOf(attributes);
    }

    /**
     * Reads what lies between the buffer's position and its limit, and leaves the buffer as it is: for attributes behind something
     * else than the header of a message.
     *
     * @param bytes in the machine's byte order
     * @throws MalformedException if an attribute is shorter than its header, or longer than what there is
     */
    public static Attributes parse(ByteBuffer bytes) throws MalformedException {
        List<Attribute> attributes = new ArrayList<>();
        int at = bytes.position();
        while (bytes.limit() - at >= Netlink.NLA_SIZE) {
            int length = Short.toUnsignedInt(bytes.getShort(at + Netlink.NLA_LEN));
            if (length < Netlink.NLA_SIZE || length > bytes.limit() - at) {
                throw malformed(
                        attributes.size(),
                        "has a length of " + length + " where " + (bytes.limit() - at) + " bytes are left");
            }
            int type = bytes.getShort(at + Netlink.NLA_TYPE) & Netlink.NLA_TYPE_MASK & 0xffff;
            ByteBuffer value = bytes.slice(at + Netlink.NLA_SIZE, length - Netlink.NLA_SIZE);
            attributes.add(new Attribute(type, value.order(bytes.order())));
            at += (length + 3) & ~3;
        }
        return new Attributes(attributes);
    }

    /**
     * Reads the attributes behind the fixed part of a structure in an attribute, such as each next hop of a route.
     *
     * @param structure the buffer, from 0 to its limit
     * @param fixed how long that part is, in bytes, a multiple of four
     * @throws MalformedException if the structure is shorter, or its attributes are none
     */
    public static Attributes of(ByteBuffer structure, int fixed) throws MalformedException {
        if (structure.limit() < fixed) {
            throw new MalformedException(
                    SOURCE, 1, "a structure of " + structure.limit() + " bytes, fewer than " + fixed);
        }
        return parse(structure.slice(fixed, structure.limit() - fixed).order(structure.order()));
    }

    /** All of them, in the order in which they came: for lists, whose elements have types that are the same or count. */
    public List<Attribute> all() {
        return attributes;
    }

    /** Whether there is an attribute of this type. */
    public boolean has(int type) {
        return find(type).isPresent();
    }

    /** A number of one byte, 0 to 255. */
    public OptionalInt int8(int type) throws MalformedException {
        Optional<ByteBuffer> value = find(type, Byte.BYTES);
        return value.isPresent() ? OptionalInt.of(value.get().get(0) & 0xff) : OptionalInt.empty();
    }

    /** A number of two bytes, 0 to 65535. */
    public OptionalInt int16(int type) throws MalformedException {
        Optional<ByteBuffer> value = find(type, Short.BYTES);
        return value.isPresent() ? OptionalInt.of(value.get().getShort(0) & 0xffff) : OptionalInt.empty();
    }

    /** A number of four bytes, which is negative from 2^31 on. */
    public OptionalInt int32(int type) throws MalformedException {
        Optional<ByteBuffer> value = find(type, Integer.BYTES);
        return value.isPresent() ? OptionalInt.of(value.get().getInt(0)) : OptionalInt.empty();
    }

    /** A number of eight bytes, which is negative from 2^63 on. */
    public OptionalLong int64(int type) throws MalformedException {
        Optional<ByteBuffer> value = find(type, Long.BYTES);
        return value.isPresent() ? OptionalLong.of(value.get().getLong(0)) : OptionalLong.empty();
    }

    /** A number of two bytes, big-endian. */
    public OptionalInt bigEndian16(int type) throws MalformedException {
        Optional<ByteBuffer> value = find(type, Short.BYTES);
        return value.isPresent() ? OptionalInt.of(bigEndian(value.get()).getShort(0) & 0xffff) : OptionalInt.empty();
    }

    /** A number of four bytes, big-endian. */
    public OptionalInt bigEndian32(int type) throws MalformedException {
        Optional<ByteBuffer> value = find(type, Integer.BYTES);
        return value.isPresent() ? OptionalInt.of(bigEndian(value.get()).getInt(0)) : OptionalInt.empty();
    }

    /** A number of eight bytes, big-endian. */
    public OptionalLong bigEndian64(int type) throws MalformedException {
        Optional<ByteBuffer> value = find(type, Long.BYTES);
        return value.isPresent() ? OptionalLong.of(bigEndian(value.get()).getLong(0)) : OptionalLong.empty();
    }

    /** Text in UTF-8, up to its NUL or, where it has none, to its end. */
    public Optional<String> string(int type) {
        Optional<byte[]> value = bytes(type);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        byte[] text = value.get();
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return Optional.of(new String(text, 0, length, StandardCharsets.UTF_8));
    }

    /** The bytes as they are, a copy. */
    public Optional<byte[]> bytes(int type) {
        Optional<ByteBuffer> value = find(type);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        byte[] copy = new byte[value.get().remaining()];
        value.get().get(0, copy);
        return Optional.of(copy);
    }

    /** The attributes that an attribute consists of. */
    public Optional<Attributes> nested(int type) throws MalformedException {
        Optional<ByteBuffer> value = find(type);
        return value.isPresent() ? Optional.of(parse(value.get())) : Optional.empty();
    }

    private Optional<ByteBuffer> find(int type) {
        for (int i = attributes.size() - 1; i >= 0; i--) {
            if (attributes.get(i).type == type) {
                return Optional.of(attributes.get(i).value);
            }
        }
        return Optional.empty();
    }

    private Optional<ByteBuffer> find(int type, int length) throws MalformedException {
        Optional<ByteBuffer> value = find(type);
        if (value.isPresent() && value.get().remaining() != length) {
            throw new MalformedException(
                    SOURCE, 1, "type " + type + " has " + value.get().remaining() + " bytes and not " + length);
        }
        return value;
    }

    private static ByteBuffer bigEndian(ByteBuffer value) {
        return value.duplicate().order(ByteOrder.BIG_ENDIAN);
    }

    private static MalformedException malformed(int index, String reason) {
        return new MalformedException(SOURCE, 1, "number " + (index + 1) + " " + reason);
    }
}
