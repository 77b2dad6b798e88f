package dev.alcove.cli.ip;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Message;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A message of routing netlink: the numbers of its fixed part by their offset, and its attributes by their type. */
final class RtMessage {
    private static final byte[] NONE = {};

    private final Message message;
    private final Attributes attributes;

    /** @param fixed how long the fixed part is, in bytes */
    RtMessage(Message message, int fixed) throws MalformedException {
        this.message = message;
        attributes = message.attributes(fixed);
    }

    /** {@code RTM_*}. */
    int type() {
        return message.type();
    }

    ByteBuffer payload() {
        return message.payload();
    }

    Attributes attributes() {
        return attributes;
    }

    /** A byte of the fixed part, 0 to 255. */
    int int8(int offset) {
        return message.payload().get(offset) & 0xff;
    }

    /** Two bytes of the fixed part, 0 to 65535. */
    int int16(int offset) {
        return Short.toUnsignedInt(message.payload().getShort(offset));
    }

    /** Four bytes of the fixed part. */
    int int32(int offset) {
        return message.payload().getInt(offset);
    }

    boolean has(int type) {
        return attributes.has(type);
    }

    /** An attribute of one byte; 0 if it is not there. */
    int byteOf(int type) throws MalformedException {
        return attributes.int8(type).orElse(0);
    }

    /** An attribute of four bytes; 0 if it is not there. */
    int intOf(int type) throws MalformedException {
        return attributes.int32(type).orElse(0);
    }

    /** An attribute of four bytes that has no sign; 0 if it is not there. */
    long unsignedOf(int type) throws MalformedException {
        return Integer.toUnsignedLong(intOf(type));
    }

    /** The bytes of an attribute; none if it is not there. */
    byte[] bytesOf(int type) {
        Optional<byte[]> bytes = attributes.bytes(type);
        return bytes.isPresent() ? bytes.get() : NONE;
    }

    /** The text of an attribute; empty if it is not there. */
    String textOf(int type) {
        String text = IpText.get(attributes, type);
        return text == null ? "" : text;
    }
}
