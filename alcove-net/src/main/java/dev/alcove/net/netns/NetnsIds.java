package dev.alcove.net.netns;

import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Rtnetlink;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * The numbers that one network namespace has for others, by which its messages tell of them: where the other end of a veth is.
 * The kernel gives one where it needs one, or somebody sets it; it stays for good.
 *
 * <p>Needs Linux 4.0.
 */
public final class NetnsIds {
    /** {@code struct rtgenmsg} and its padding. */
    private static final int RTGENMSG_SIZE = 4;

    private final NetlinkSocket socket;

    /** @param socket one for rtnetlink, in the namespace whose numbers these are */
    public NetnsIds(NetlinkSocket socket) {
        this.socket = socket;
    }

    static NetlinkSocket socket() throws LinuxException {
        return NetlinkSocket.open(Rtnetlink.NETLINK_ROUTE);
    }

    /**
     * The number of a network namespace; empty if it has none.
     *
     * @throws NetlinkException {@code EINVAL}: the descriptor is no network namespace
     */
    public OptionalInt of(Fd namespace) throws IOException {
        for (Message answer :
                socket.exchange(request(Rtnetlink.RTM_GETNSID, namespace).end())) {
            if (answer.type() == Rtnetlink.RTM_NEWNSID) {
                OptionalInt id = answer.attributes(RTGENMSG_SIZE).int32(Rtnetlink.NETNSA_NSID);
                boolean assigned = id.isPresent() && id.getAsInt() != Rtnetlink.NETNSA_NSID_NOT_ASSIGNED;
                return assigned ? id : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Gives a number to a network namespace.
     *
     * @param nsid 0 or more; -1 for any that is free
     * @throws NetlinkException {@code EEXIST}: it has a number, or that number is another's; {@code EPERM}: CAP_NET_ADMIN is
     *     missing in the user namespace that owns the socket's network namespace
     */
    public void set(Fd namespace, int nsid) throws IOException {
        socket.exchange(request(Rtnetlink.RTM_NEWNSID, namespace)
                .int32(Rtnetlink.NETNSA_NSID, nsid)
                .end());
    }

    private static Batch request(int type, Fd namespace) {
        return new Batch()
                .begin(type, 0, "cannot tell or set the number of a network namespace")
                .zeros(RTGENMSG_SIZE)
                .int32(Rtnetlink.NETNSA_FD, Descriptors.number(namespace));
    }
}
