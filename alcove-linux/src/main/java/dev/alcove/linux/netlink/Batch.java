package dev.alcove.linux.netlink;

import dev.alcove.linux.raw.Netlink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Netlink messages to be sent together: each a header, the fixed part of its family, and attributes, which may
 * be nested. Numbers are in the machine's byte order, but for those that say big-endian, as nf_tables wants them.
 *
 * <pre>{@code
 * batch.begin(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, "cannot create link d0")
 *         .zeros(16)
 *         .string(IFLA_IFNAME, "d0")
 *         .nest(IFLA_LINKINFO).string(IFLA_INFO_KIND, "dummy").endNest()
 *         .end();
 * }</pre>
 *
 * <p>Plain data: it may be sent any number of times. Not for use by several threads at once.
 *
 * @see <a href="https://docs.kernel.org/userspace-api/netlink/intro.html">Introduction to Netlink</a>
 */
public final class Batch {
    private static final int ALIGNMENT = 4;
    private static final int INITIAL = 512;
    private static final int MAX_ATTRIBUTE = 0xffff;

    /**
     * A message of the batch.
     *
     * @param attempt what it is for, in words: {@code cannot create link d0}
     * @param start where it begins
     */
    record Entry(String attempt, int start) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Integer> nests = new ArrayList<>();
    private ByteBuffer bytes = allocate(INITIAL);
    private boolean open;

    /** An empty batch. */
    public Batch() {}

    /** Begins a message. {@code NLM_F_REQUEST} need not be among the flags. */
    public Batch begin(int type, int flags, String attempt) {
        requireEnded();
        entries.add(new Entry(attempt, bytes.position()));
        open = true;
        room(Netlink.NLMSG_SIZE);
        bytes.putInt(0)
                .putShort((short) type)
                .putShort((short) (flags | Netlink.NLM_F_REQUEST))
                .putInt(entries.size())
                .putInt(0);
        return this;
    }

    // ---- The family's fixed part

    public Batch int8(int value) {
        room(Byte.BYTES);
        bytes.put((byte) value);
        return this;
    }

    public Batch int16(int value) {
        room(Short.BYTES);
        bytes.putShort((short) value);
        return this;
    }

    public Batch int32(int value) {
        room(Integer.BYTES);
        bytes.putInt(value);
        return this;
    }

    /** So many zero bytes. */
    public Batch zeros(int count) {
        return raw(new byte[count]);
    }

    /** Bytes as they are: a message that the kernel sent, to send it back. */
    public Batch bytes(ByteBuffer value) {
        room(value.remaining());
        bytes.put(value.duplicate());
        return this;
    }

    /** Where in the message, behind its header, comes what is written next. */
    public int offset() {
        if (!open) {
            throw new IllegalStateException("no message to write to");
        }
        return bytes.position() - entries.getLast().start - Netlink.NLMSG_SIZE;
    }

    /** Sets a byte of the fixed part that was written as something else, when attributes have told what it is. */
    public Batch replace8(int offset, int value) {
        bytes.put(fixed(offset), (byte) value);
        return this;
    }

    /** The same for two bytes. */
    public Batch replace16(int offset, int value) {
        bytes.putShort(fixed(offset), (short) value);
        return this;
    }

    /** The same for four bytes. */
    public Batch replace32(int offset, int value) {
        bytes.putInt(fixed(offset), value);
        return this;
    }

    private int fixed(int offset) {
        if (!open) {
            throw new IllegalStateException("no message to change");
        }
        return entries.getLast().start + Netlink.NLMSG_SIZE + offset;
    }

    private Batch raw(byte[] value) {
        room(value.length);
        bytes.put(value);
        return this;
    }

    // ---- Attributes

    /** An attribute that is there or not, without a value. */
    public Batch flag(int type) {
        return attribute(type, new byte[0]);
    }

    public Batch int8(int type, int value) {
        return attribute(type, Byte.BYTES).int8(value).pad();
    }

    public Batch int16(int type, int value) {
        return attribute(type, Short.BYTES).int16(value).pad();
    }

    public Batch int32(int type, int value) {
        return attribute(type, Integer.BYTES).int32(value);
    }

    public Batch int64(int type, long value) {
        attribute(type, Long.BYTES);
        bytes.putLong(value);
        return this;
    }

    /** Two bytes, big-endian: a port. */
    public Batch bigEndian16(int type, int value) {
        return int16(type, bytes.order() == ByteOrder.BIG_ENDIAN ? value : Short.reverseBytes((short) value));
    }

    /** Four bytes, big-endian, as nf_tables has all its numbers. */
    public Batch bigEndian32(int type, int value) {
        return int32(type, bytes.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value));
    }

    /** Eight bytes, big-endian. */
    public Batch bigEndian64(int type, long value) {
        return int64(type, bytes.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value));
    }

    /** Text in UTF-8, with a NUL behind it. */
    public Batch string(int type, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return attribute(type, Arrays.copyOf(text, text.length + 1));
    }

    /** Bytes as they are: an address. */
    public Batch attribute(int type, byte[] value) {
        return attribute(type, value.length).raw(value).pad();
    }

    /** Begins an attribute that consists of attributes. */
    public Batch nest(int type) {
        nests.add(bytes.position());
        return attribute(type | Netlink.NLA_F_NESTED, 0);
    }

    /** Ends the attribute that {@link #nest} began last. */
    public Batch endNest() {
        if (nests.isEmpty()) {
            throw new IllegalStateException("no nest to end");
        }
        int start = nests.removeLast();
        int length = bytes.position() - start;
        if (length > MAX_ATTRIBUTE) {
            throw new IllegalArgumentException("an attribute of " + length + " bytes: at most 65535 can be expressed");
        }
        bytes.putShort(start + Netlink.NLA_LEN, (short) length);
        return this;
    }

    /** Ends the message. */
    public Batch end() {
        if (!open || !nests.isEmpty()) {
            throw new IllegalStateException(open ? "a nest is not ended" : "no message to end");
        }
        pad();
        int start = entries.getLast().start;
        bytes.putInt(start + Netlink.NLMSG_LEN, bytes.position() - start);
        open = false;
        return this;
    }

    /** How many messages it has. */
    public int size() {
        return entries.size();
    }

    // ---- For the socket

    /** The bytes of all messages, whose sequence numbers are 1 and up. */
    byte[] encoded() {
        return encoded(0, entries.size());
    }

    /** The bytes of some of the messages. */
    byte[] encoded(int first, int end) {
        requireEnded();
        if (first >= end) {
            throw new IllegalStateException("an empty batch");
        }
        int start = entries.get(first).start;
        byte[] copy = new byte[(end == entries.size() ? bytes.position() : entries.get(end).start) - start];
        bytes.get(start, copy);
        return copy;
    }

    Entry entry(int index) {
        return entries.get(index);
    }

    int type(int index) {
        return Short.toUnsignedInt(bytes.getShort(entries.get(index).start + Netlink.NLMSG_TYPE));
    }

    /**
     * The type of the attribute that begins {@code offset} bytes behind the start of a message; empty if none does that the
     * batch has written.
     */
    OptionalInt attributeAt(int index, int offset) {
        int start = entries.get(index).start;
        int length = bytes.getInt(start + Netlink.NLMSG_LEN);
        boolean inside = offset >= Netlink.NLMSG_SIZE && offset <= length - Netlink.NLA_SIZE && offset % ALIGNMENT == 0;
        return inside
                ? OptionalInt.of(bytes.getShort(start + offset + Netlink.NLA_TYPE) & Netlink.NLA_TYPE_MASK & 0xffff)
                : OptionalInt.empty();
    }

    private Batch attribute(int type, int length) {
        if (!open) {
            throw new IllegalStateException("an attribute outside of a message");
        }
        if (length > MAX_ATTRIBUTE - Netlink.NLA_SIZE) {
            throw new IllegalArgumentException("a value of " + length + " bytes: an attribute has at most 65531");
        }
        room(Netlink.NLA_SIZE + length);
        bytes.putShort((short) (Netlink.NLA_SIZE + length)).putShort((short) type);
        return this;
    }

    private Batch pad() {
        int rest = -bytes.position() & (ALIGNMENT - 1);
        return zeros(rest);
    }

    private void requireEnded() {
        if (open) {
            throw new IllegalStateException("a message is not ended");
        }
    }

    private void room(int length) {
        if (bytes.remaining() < length) {
            ByteBuffer larger = allocate(Math.max(bytes.capacity() * 2, bytes.position() + length));
            larger.put(bytes.flip());
            bytes = larger;
        }
    }

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }
}
