package dev.alcove.linux.netlink;

import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Nftables;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * The messages of a batch between the two that make netfilter do all of them or none. In sequence numbers the first of the two
 * comes behind the messages, such that theirs are what they are without.
 */
final class Transaction {
    private final Batch batch;
    private final byte[] bytes;

    Transaction(Batch batch, int subsystem, OptionalInt generation) {
        this.batch = batch;
        Batch begin = frame(new Batch(), Nftables.NFNL_MSG_BATCH_BEGIN, subsystem);
        if (generation.isPresent()) {
            begin.bigEndian32(Nftables.NFNL_BATCH_GENID, generation.getAsInt());
        }
        byte[] first = numbered(begin.end().encoded(), sequence());
        byte[] messages = batch.encoded();
        byte[] last =
                frame(new Batch(), Nftables.NFNL_MSG_BATCH_END, subsystem).end().encoded();
        this.bytes = ByteBuffer.allocate(first.length + messages.length + last.length)
                .put(first)
                .put(messages)
                .put(numbered(last, sequence() + 1))
                .array();
        acknowledge(bytes, first.length + batch.entry(batch.size() - 1).start());
    }

    private static Batch frame(Batch batch, int type, int subsystem) {
        return batch.begin(type, 0, "")
                .int8(0)
                .int8(Nftables.NFNETLINK_V0)
                .int8(subsystem >> Byte.SIZE)
                .int8(subsystem);
    }

    private static byte[] numbered(byte[] message, int sequence) {
        ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putInt(Netlink.NLMSG_SEQ, sequence);
        return message;
    }

    /** Asks for an acknowledgement of the message at {@code start}: errors are reported without being asked for. */
    static void acknowledge(byte[] bytes, int start) {
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int at = start + Netlink.NLMSG_FLAGS;
        view.putShort(at, (short) (view.getShort(at) | Netlink.NLM_F_ACK));
    }

    byte[] bytes() {
        return bytes;
    }

    /** The number in answers that are about the transaction as a whole. */
    int sequence() {
        return batch.size() + 1;
    }
}
