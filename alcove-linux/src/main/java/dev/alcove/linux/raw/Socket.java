package dev.alcove.linux.raw;

/**
 * The arguments of {@code socket}, the messages that carry descriptors, and what asks a socket for its network namespace.
 *
 * <p>Source: {@code bits/socket.h}, {@code bits/socket_type.h} and {@code bits/types/struct_msghdr.h} of the C library, {@code
 * asm-generic/socket.h}, {@code linux/sockios.h}; socket(2), sendmsg(2), cmsg(3), unix(7).
 */
public final class Socket {
    public static final int AF_UNSPEC = 0;
    public static final int AF_INET = 2;
    public static final int AF_BRIDGE = 7;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int AF_PACKET = 17;
    public static final int AF_MPLS = 28;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_SEQPACKET = 5;
    public static final int SOCK_CLOEXEC = 0x80000;

    // options at SOL_SOCKET, socket(7)
    public static final int SOL_SOCKET = 1;
    public static final int SO_SNDBUF = 7;
    /** Beyond {@code net.core.wmem_max}; takes CAP_NET_ADMIN. */
    public static final int SO_SNDBUFFORCE = 32;

    /** recvfrom(2): the length of the whole message, even where the buffer was too small for it. */
    public static final int MSG_TRUNC = 0x20;

    /** An {@code ioctl} that opens the network namespace of a socket. Linux 4.10; it takes CAP_NET_ADMIN over its owner. */
    public static final long SIOCGSKNS = 0x894c;

    /** ioctl: sets the flags of an interface, in a {@code struct ifreq}. */
    public static final int SIOCSIFFLAGS = 0x8914;

    /** Offset of the flags in {@code struct ifreq}, behind the name, and its size. */
    public static final int IFR_FLAGS = 16;

    public static final int IFREQ_SIZE = 40;

    /** A control message that carries descriptors. */
    public static final int SCM_RIGHTS = 1;

    /** recvmsg(2): descriptors that are received are closed on exec. */
    public static final int MSG_CMSG_CLOEXEC = 0x40000000;

    /** {@code struct msghdr}. */
    public static final class MsgHdr {
        public static final int IOV = 16;
        public static final int IOVLEN = 24;
        public static final int CONTROL = 32;
        public static final int CONTROLLEN = 40;
        public static final int SIZE = 56;

        private MsgHdr() {}
    }

    /** {@code struct iovec}. */
    public static final class IoVec {
        public static final int BASE = 0;
        public static final int LEN = 8;
        public static final int SIZE = 16;

        private IoVec() {}
    }

    /** {@code struct cmsghdr}. */
    public static final class CMsgHdr {
        public static final int LEN = 0;
        public static final int LEVEL = 8;
        public static final int TYPE = 12;
        public static final int SIZE = 16;

        private CMsgHdr() {}
    }

    private Socket() {}
}
