package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.IfLink.Stats64;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What a link has counted since it was made: {@code struct rtnl_link_stats64}. The numbers are without sign, and negative from 2^63
 * on.
 *
 * @param rxPackets packets that came
 * @param txPackets packets that were sent
 * @param rxBytes bytes that came
 * @param txBytes bytes that were sent
 * @param rxErrors packets that came damaged
 * @param txErrors packets that could not be sent
 * @param rxDropped packets that came and were dropped
 * @param txDropped packets that were dropped instead of sent
 * @param multicast multicast packets that came
 * @param collisions collisions while sending
 */
public record LinkStatistics(
        long rxPackets,
        long txPackets,
        long rxBytes,
        long txBytes,
        long rxErrors,
        long txErrors,
        long rxDropped,
        long txDropped,
        long multicast,
        long collisions) {
    static Optional<LinkStatistics> read(Attributes attributes, int type) throws MalformedException {
        Optional<byte[]> bytes = attributes.bytes(type);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        if (bytes.get().length < Stats64.COLLISIONS + Long.BYTES) {
            throw Values.malformed("statistics of " + bytes.get().length + " bytes");
        }
        ByteBuffer struct = ByteBuffer.wrap(bytes.get()).order(ByteOrder.nativeOrder());
        return Optional.of(new LinkStatistics(
                struct.getLong(Stats64.RX_PACKETS),
                struct.getLong(Stats64.TX_PACKETS),
                struct.getLong(Stats64.RX_BYTES),
                struct.getLong(Stats64.TX_BYTES),
                struct.getLong(Stats64.RX_ERRORS),
                struct.getLong(Stats64.TX_ERRORS),
                struct.getLong(Stats64.RX_DROPPED),
                struct.getLong(Stats64.TX_DROPPED),
                struct.getLong(Stats64.MULTICAST),
                struct.getLong(Stats64.COLLISIONS)));
    }
}
