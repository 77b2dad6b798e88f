package dev.alcove.namespace.catalogue;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Rtnetlink;
import java.io.IOException;

/** Asks the kernel which numbers the calling thread's network namespace has for others. For one thread. */
final class NetnsIds implements AutoCloseable {
    private final NetlinkSocket socket;

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @throws LinuxException {@code EMFILE}, {@code ENOMEM}
     */
    NetnsIds() throws LinuxException {
        socket = NetlinkSocket.open(Rtnetlink.NETLINK_ROUTE);
    }

    /**
     * The number of an open network namespace: 0 or more, {@link Rtnetlink#NETNSA_NSID_NOT_ASSIGNED}, or {@link
     * Entry#NETNSID_UNKNOWN} where the kernel does not tell.
     */
    int of(int namespace) {
        Batch request = new Batch()
                .begin(Rtnetlink.RTM_GETNSID, 0, "cannot ask for the number of a network namespace")
                .zeros(Rtnetlink.RTGENMSG_SIZE)
                .int32(Rtnetlink.NETNSA_FD, namespace)
                .end();
        try {
            for (Message answer : socket.exchange(request)) {
                if (answer.type() == Rtnetlink.RTM_NEWNSID) {
                    return answer.attributes(Rtnetlink.RTGENMSG_SIZE)
                            .int32(Rtnetlink.NETNSA_NSID)
                            .orElse(Entry.NETNSID_UNKNOWN);
                }
            }
            return Entry.NETNSID_UNKNOWN;
        } catch (IOException refused) {
            return Entry.NETNSID_UNKNOWN; // a namespace is listed all the same
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
