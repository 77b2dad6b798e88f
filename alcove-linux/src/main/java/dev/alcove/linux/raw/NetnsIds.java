package dev.alcove.linux.raw;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import java.nio.ByteBuffer;

/**
 * Asks the kernel which numbers the calling thread's network namespace has for others. For one thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class NetnsIds implements AutoCloseable {
    /** What {@link #of} returns where the kernel does not tell. */
    public static final int UNKNOWN = -2;

    private static final int RTGENMSG_SIZE = 4;
    private static final int ATTRIBUTE = Netlink.Header.SIZE + RTGENMSG_SIZE;
    private static final int REQUEST_SIZE = ATTRIBUTE + Netlink.Attribute.SIZE + Integer.BYTES;

    private final Memory memory;
    private final int socket;
    private int sequence;

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @throws LinuxException {@code EMFILE}, {@code ENOMEM}
     */
    public NetnsIds() throws LinuxException {
        memory = Memory.map(0);
        long result = Syscalls.call(
                Syscall.SOCKET, Socket.AF_NETLINK, Socket.SOCK_RAW | Socket.SOCK_CLOEXEC, Netlink.NETLINK_ROUTE);
        if (Syscalls.failed(result)) {
            memory.close();
            String call = "socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE)";
            throw new LinuxException("cannot ask for the numbers of network namespaces", call, (int) -result, null);
        }
        socket = (int) result;
    }

    /** The number of an open network namespace: 0 or more, {@link Netlink#NETNSA_NSID_NOT_ASSIGNED} or {@link #UNKNOWN}. */
    public int of(int namespace) {
        sequence++;
        ByteBuffer message = memory.buffer();
        message.putInt(Netlink.Header.NLMSG_LEN, REQUEST_SIZE)
                .putShort(Netlink.Header.NLMSG_TYPE, (short) Netlink.RTM_GETNSID)
                .putShort(Netlink.Header.NLMSG_FLAGS, (short) Netlink.NLM_F_REQUEST)
                .putInt(Netlink.Header.NLMSG_SEQ, sequence)
                .putInt(Netlink.Header.NLMSG_PID, 0)
                .putInt(Netlink.Header.SIZE, 0)
                .putShort(ATTRIBUTE + Netlink.Attribute.RTA_LEN, (short) (Netlink.Attribute.SIZE + Integer.BYTES))
                .putShort(ATTRIBUTE + Netlink.Attribute.RTA_TYPE, (short) Netlink.NETNSA_FD)
                .putInt(ATTRIBUTE + Netlink.Attribute.SIZE, namespace);
        long sent = Syscalls.call(Syscall.SENDTO, socket, memory.address(), REQUEST_SIZE, 0);
        return sent == REQUEST_SIZE ? answer(message) : UNKNOWN;
    }

    /** The kernel answers before it returns from the request, so there is nothing to wait for. */
    private int answer(ByteBuffer message) {
        while (true) {
            long received =
                    Syscalls.call(Syscall.RECVFROM, socket, memory.address(), memory.size(), Socket.MSG_DONTWAIT, 0, 0);
            if (received < REQUEST_SIZE) {
                return UNKNOWN;
            }
            if (message.getInt(Netlink.Header.NLMSG_SEQ) == sequence) {
                return number(message, Math.min((int) received, message.getInt(Netlink.Header.NLMSG_LEN)));
            }
        }
    }

    private static int number(ByteBuffer message, int length) {
        if (message.getShort(Netlink.Header.NLMSG_TYPE) != Netlink.RTM_NEWNSID) {
            return UNKNOWN;
        }
        int at = ATTRIBUTE;
        while (at + Netlink.Attribute.SIZE + Integer.BYTES <= length) {
            if (message.getShort(at + Netlink.Attribute.RTA_TYPE) == Netlink.NETNSA_NSID) {
                return message.getInt(at + Netlink.Attribute.SIZE);
            }
            int step = message.getShort(at + Netlink.Attribute.RTA_LEN) & 0xffff;
            at += Math.max(Netlink.Attribute.SIZE, (step + 3) & ~3);
        }
        return UNKNOWN;
    }

    @Override
    public void close() {
        Syscalls.call(Syscall.CLOSE, socket);
        memory.close();
    }
}
