package dev.alcove.net;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Icmp;
import dev.alcove.linux.raw.Socket;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Opens raw sockets of ICMP in network namespaces, in the two ways of {@link NetlinkSockets}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/raw.7.html">raw(7)</a>
 */
public final class RawSockets {
    private RawSockets() {}

    /**
     * Opens a socket for ICMP, or for ICMPv6.
     *
     * @throws LinuxException {@code EPERM}: CAP_NET_RAW is missing in the user namespace that owns the network namespace; {@code
     *     EAFNOSUPPORT}: the kernel has no IPv6
     */
    public static Fd icmp(boolean ipv6, Namespace net) throws IOException, InterruptedException {
        NetlinkSockets.requireNet(net);
        int domain = ipv6 ? Icmp.AF_INET6 : Icmp.AF_INET;
        int protocol = ipv6 ? Icmp.IPPROTO_ICMPV6 : Icmp.IPPROTO_ICMP;
        try {
            return net.<Fd, LinuxException>call(() -> open(domain, protocol));
        } catch (LinuxException e) {
            if (e.errnoNumber() != Errno.EPERM.number()) {
                throw e;
            }
        }
        try (Namespace owner = NetlinkSockets.owner(net)) {
            InsideProgram.Visit visit = new InsideProgram.Visit(
                    OptionalInt.of(Descriptors.number(net.fd())),
                    List.of(new InsideProgram.Opening.Raw(domain, protocol)));
            return Inside.open(owner, List.of(visit)).getFirst();
        }
    }

    private static Fd open(int domain, int protocol) throws LinuxException {
        long result = Syscalls.call(Syscall.SOCKET, domain, Socket.SOCK_RAW | Socket.SOCK_CLOEXEC, protocol);
        if (Syscalls.failed(result)) {
            throw new LinuxException(
                    "cannot open a raw socket",
                    "socket(" + domain + ", SOCK_RAW|SOCK_CLOEXEC, " + protocol + ")",
                    (int) -result,
                    result == -Errno.EPERM.number() ? "this takes CAP_NET_RAW" : null);
        }
        return Descriptors.adopt((int) result);
    }
}
