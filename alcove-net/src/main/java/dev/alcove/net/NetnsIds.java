package dev.alcove.net;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Rtnetlink;
import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The numbers that a network namespace has for others, by which it tells where the other end of a veth is. */
final class NetnsIds {
    private NetnsIds() {}

    static OptionalInt of(NetlinkSocket socket, Namespace other) throws IOException {
        NetlinkSockets.requireNet(other);
        Batch request = new Batch()
                .begin(Rtnetlink.RTM_GETNSID, 0, "cannot ask for the number of " + other)
                .zeros(Rtnetlink.RTGENMSG_SIZE)
                .int32(Rtnetlink.NETNSA_FD, Descriptors.number(other.fd()))
                .end();
        for (Message answer : socket.exchange(request)) {
            if (answer.type() == Rtnetlink.RTM_NEWNSID) {
                OptionalInt id = answer.attributes(Rtnetlink.RTGENMSG_SIZE).int32(Rtnetlink.NETNSA_NSID);
                return id.isPresent() && id.getAsInt() >= 0 ? id : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    static Change set(Namespace other, int id) {
        NetlinkSockets.requireNet(other);
        Values.require("number of " + other, id, 0, Integer.MAX_VALUE);
        String attempt = "cannot give " + other + " the number " + id;
        return new Change(
                attempt,
                Change.Effect.FINAL,
                Map.of(),
                null,
                List.of(),
                (batch, indexes) -> batch.begin(Rtnetlink.RTM_NEWNSID, 0, attempt)
                        .zeros(Rtnetlink.RTGENMSG_SIZE)
                        .int32(Rtnetlink.NETNSA_NSID, id)
                        .int32(Rtnetlink.NETNSA_FD, Descriptors.number(other.fd()))
                        .end(),
                Change.NONE);
    }
}
