package dev.alcove.linux.netlink;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.raw.Netlink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A netlink message that came from the kernel.
 *
 * @param type what it says, in the numbers of its family: {@code RTM_NEWLINK}
 * @param flags {@code NLM_F_*}
 * @param sequence that of the request it answers, 0 for a notification
 * @param payload what stands behind the header, not to be changed
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public record Message(int type, int flags, int sequence, ByteBuffer payload) {
    private static final String SOURCE = "netlink messages";

    /**
     * Reads all messages of one datagram.
     *
     * @throws MalformedException if a message is shorter than its header, or longer than what there is
     */
    static List<Message> parse(byte[] datagram) throws MalformedException {
        ByteBuffer bytes = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        List<Message> messages = new ArrayList<>();
        int at = 0;
        while (datagram.length - at >= Netlink.NLMSG_SIZE) {
            int left = datagram.length - at;
            int length = bytes.getInt(at + Netlink.NLMSG_LEN);
            if (length < Netlink.NLMSG_SIZE || length > left) {
                throw new MalformedException(
                        SOURCE,
                        messages.size() + 1,
                        "a length of " + Integer.toUnsignedString(length) + " where " + left + " bytes are left");
            }
            ByteBuffer payload = bytes.slice(at + Netlink.NLMSG_SIZE, length - Netlink.NLMSG_SIZE);
            messages.add(new Message(
                    Short.toUnsignedInt(bytes.getShort(at + Netlink.NLMSG_TYPE)),
                    Short.toUnsignedInt(bytes.getShort(at + Netlink.NLMSG_FLAGS)),
                    bytes.getInt(at + Netlink.NLMSG_SEQ),
                    payload.order(ByteOrder.nativeOrder())));
            at += Math.min(left, (length + 3) & ~3);
        }
        return messages;
    }

    /**
     * The attributes behind the family's fixed part.
     *
     * @param fixed how long that part is, in bytes, a multiple of four
     * @throws MalformedException if the message is shorter, or its attributes are none
     */
    public Attributes attributes(int fixed) throws MalformedException {
        if (payload.remaining() < fixed) {
            throw new MalformedException(
                    SOURCE, 1, "type " + type + " has " + payload.remaining() + " bytes, fewer than " + fixed);
        }
        return Attributes.parse(
                payload.slice(fixed, payload.remaining() - fixed).order(payload.order()));
    }

    boolean has(int flag) {
        return (flags & flag) == flag;
    }

    boolean isError() {
        return type == Netlink.NLMSG_ERROR;
    }

    boolean isDone() {
        return type == Netlink.NLMSG_DONE;
    }

    /** The error of an acknowledgement or of the end of a dump: 0, or a negated errno. */
    int error() throws MalformedException {
        if (payload.remaining() < Integer.BYTES) {
            throw new MalformedException(SOURCE, 1, "an acknowledgement without an error number");
        }
        return payload.getInt(0);
    }

    /**
     * What else is said of an error. Behind the number stands the header of the request, and all of the request unless the
     * kernel was asked to cap it.
     */
    Attributes errorAttributes() throws MalformedException {
        if (!has(Netlink.NLM_F_ACK_TLVS)) {
            return Attributes.parse(ByteBuffer.allocate(0));
        }
        if (isDone()) {
            return attributes(Integer.BYTES);
        }
        int header = Integer.BYTES + Netlink.NLMSG_SIZE;
        if (has(Netlink.NLM_F_CAPPED) || payload.remaining() < header) {
            return attributes(header);
        }
        int request = payload.getInt(Integer.BYTES + Netlink.NLMSG_LEN);
        if (request < Netlink.NLMSG_SIZE || request > payload.remaining() - Integer.BYTES) {
            throw new MalformedException(SOURCE, 1, "an acknowledgement of a request of " + request + " bytes");
        }
        return attributes(Integer.BYTES + Math.min(payload.remaining() - Integer.BYTES, (request + 3) & ~3));
    }
}
